const FIRST_MS = 1_000;
const LIMIT_MS = 30_000;

/** Full jitter: a random wait in [0, min(limit, 1 s · 2^attempt)), so that clients do not return in step. */
export function backoff(attempt: number, random: () => number = Math.random, limit = LIMIT_MS): number {
  return random() * Math.min(limit, FIRST_MS * 2 ** attempt);
}
