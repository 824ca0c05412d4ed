/** Nearer to the end than this counts as at the end, in pixels. */
const NEAR = 48;

/** Keeps a list at its end while its reader is there. */
export class Follow {
  readonly #changed: () => void;
  readonly #sizes = new ResizeObserver(() => this.#keep());
  #list: HTMLElement | undefined;
  #isAtEnd = true;
  /** Of the list and of what is in it, when it was last kept. */
  #size = "";

  /** @param changed called when the reader leaves the end or comes back to it */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  watch(list: HTMLElement): void {
    if (this.#list === list) return;
    this.#list = list;
    list.addEventListener("scroll", this.#scrolled, { passive: true });
    this.#sizes.observe(list);
    for (const child of list.children) this.#sizes.observe(child);
  }

  toEnd(): void {
    this.#isAtEnd = true;
    this.#keep();
    this.#changed();
  }

  stop(): void {
    this.#sizes.disconnect();
    this.#list?.removeEventListener("scroll", this.#scrolled);
  }

  readonly #scrolled = (): void => {
    if (!this.#list?.clientHeight) return;
    const { scrollHeight, scrollTop, clientHeight } = this.#list;
    // The list moves by itself where its size changes, as when a phone is turned.
    if (this.#size !== `${scrollHeight} ${clientHeight}`) return;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (isAtEnd === this.#isAtEnd) return;
    this.#isAtEnd = isAtEnd;
    this.#changed();
  };

  #keep(): void {
    if (!this.#list) return;
    const { scrollHeight, clientHeight } = this.#list;
    this.#size = `${scrollHeight} ${clientHeight}`;
    if (this.#isAtEnd) this.#list.scrollTop = scrollHeight;
  }
}
