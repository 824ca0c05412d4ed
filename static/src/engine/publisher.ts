import type { Environment } from "./environment";

/** Changes that may come in quick succession are told together after this time. */
const SUCCESSION_MS = 30;

/** A value that is built when somebody asks for it, and the listeners who are told when it changed. */
export class Publisher<T> {
  readonly #environment: Environment;
  readonly #build: () => T;
  readonly #listeners = new Set<(value: T) => void>();
  #value: T | undefined;
  #isTelling = false;
  #isEnded = false;
  #cancelLater: (() => void) | undefined;

  constructor(environment: Environment, build: () => T) {
    this.#environment = environment;
    this.#build = build;
  }

  get value(): T {
    return (this.#value ??= this.#build());
  }

  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells it at the end of the present task, or, where it is one of many, a little later. */
  changed(isOneOfMany: boolean): void {
    this.#value = undefined;
    if (this.#isTelling || this.#isEnded) return;
    if (isOneOfMany) {
      this.#cancelLater ??= this.#environment.after(SUCCESSION_MS, () => this.#tell());
    } else {
      this.#isTelling = true;
      this.#environment.soon(() => this.#tell());
    }
  }

  /** Tells nobody any more. */
  end(): void {
    this.#isEnded = true;
    this.#cancelLater?.();
    this.#listeners.clear();
  }

  #tell(): void {
    this.#isTelling = false;
    this.#cancelLater?.();
    this.#cancelLater = undefined;
    for (const listener of this.#listeners) listener(this.value);
  }
}
