import type { Transcript } from "./transcript";
import type { Given, Rating } from "./types";

/** A rating on its way, and the one that counts until it is taken. */
interface Pending {
  readonly given: Given;
  readonly before: Rating | undefined;
}

/** What the visitor thinks of the answers. A rating is shown at once, and taken back where the server refuses it. */
export class Ratings {
  readonly #transcript: Transcript;
  readonly #pending = new Map<string, Pending>();

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
  }

  /** What the server has not confirmed: to be sent again on a new socket. */
  get pending(): Given[] {
    return [...this.#pending.values()].map(({ given }) => given);
  }

  give(given: Given): void {
    const { id, rating } = given;
    const before = this.#pending.has(id) ? this.#pending.get(id)?.before : this.#transcript.get(id)?.rating;
    this.#pending.set(id, { given, before });
    this.#transcript.change(id, { rating });
  }

  /** What the server has now; gives what this tab said of it, if it did. */
  taken(id: string, rating: Rating): Given | undefined {
    const pending = this.#pending.get(id);
    // An earlier one of two that follow each other: the later one is shown already.
    if (pending && pending.given.rating !== rating) this.#pending.set(id, { ...pending, before: rating });
    else {
      this.#pending.delete(id);
      this.#transcript.change(id, { rating });
    }
    return pending?.given.rating === rating ? pending.given : undefined;
  }

  /** The server did not take it. */
  refused(id: string): void {
    const pending = this.#pending.get(id);
    if (pending && this.#pending.delete(id)) this.#transcript.change(id, { rating: pending.before ?? "none" });
  }

  clear(): void {
    this.#pending.clear();
  }
}
