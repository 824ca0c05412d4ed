const FIRST_MS = 1_000;
const LIMIT_MS = 30_000;

/** Full jitter: a random wait in [0, min(30 s, 1 s · 2^attempt)), so that clients do not return in step. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(LIMIT_MS, FIRST_MS * 2 ** attempt);
}
