/** Nearer to the end than this counts as at the end, in pixels. */
const NEAR = 48;
/** So many pixels from the beginning of the list, older messages are wanted. */
const BEGINNING = 600;
/** What is left free above the beginning of an answer, in pixels. */
const ABOVE = 12;

/**
 * What a list that grows does: stays at its `end`, or goes there no further than the `answer` begins, or stays where
 * its `reader` has put it.
 */
type Mode = "end" | "answer" | "reader";

/** Keeps a list where its reader wants to be: the first movement up is heeded, however small. */
export class Follow {
  readonly #changed: () => void;
  readonly #nearBeginning: () => void;
  readonly #sizes = new ResizeObserver(() => this.#keep());
  #list: HTMLElement | undefined;
  #mode: Mode = "end";
  #isAtEnd = true;
  /** Where the list was. */
  #top = 0;
  /** The message that the reader sees first, and how far its top is from that of the list. */
  #anchor: { readonly message: HTMLElement; readonly offset: number } | undefined;
  /** Of the list and of what is in it, when it was last kept. */
  #size = "";

  /**
   * @param changed called when the end comes into view, or leaves it
   * @param nearBeginning called when the beginning is near
   */
  constructor(changed: () => void, nearBeginning: () => void) {
    this.#changed = changed;
    this.#nearBeginning = nearBeginning;
  }

  /** Whether the end of the list is in view. */
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

  /** @param mode `answer`: so far only that the beginning of the last answer stays in view */
  to(mode: "end" | "answer"): void {
    this.#mode = mode;
    this.#keep();
    this.#changed();
  }

  stop(): void {
    this.#sizes.disconnect();
    this.#list?.removeEventListener("scroll", this.#scrolled);
  }

  readonly #scrolled = (): void => {
    if (!this.#list?.clientHeight) return;
    const { scrollTop } = this.#list;
    const moved = scrollTop - this.#top;
    this.#top = scrollTop;
    // The list moves by itself where its size changes, as when a phone is turned.
    if (this.#size !== sizeOf(this.#list)) return;
    const left = leftOf(this.#list);
    if (moved < 0 && left > 1) this.#mode = "reader";
    if (moved > 0) this.#mode = left < NEAR ? "end" : "reader";
    this.#hold();
    this.#tell();
  };

  /** Remembers what the reader looks at. */
  #hold(): void {
    const list = this.#list as HTMLElement;
    const messages = list.querySelectorAll<HTMLElement>(".message");
    const message = [...messages].find(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight > list.scrollTop);
    this.#anchor = message && { message, offset: message.offsetTop - list.scrollTop };
  }

  #keep(): void {
    if (!this.#list) return;
    this.#size = sizeOf(this.#list);
    const end = this.#list.scrollHeight - this.#list.clientHeight;
    if (this.#mode === "end") this.#list.scrollTop = end;
    if (this.#mode === "answer") this.#list.scrollTop = Math.min(end, this.#answerTop());
    // What comes in above moves nothing that one reads.
    if (this.#mode === "reader" && this.#anchor?.message.isConnected) this.#list.scrollTop = this.#anchor.message.offsetTop - this.#anchor.offset;
    this.#top = this.#list.scrollTop;
    this.#hold();
    this.#tell();
  }

  #tell(): void {
    if (this.#list?.clientHeight && this.#list.scrollTop < BEGINNING) this.#nearBeginning();
    const isAtEnd = !this.#list || leftOf(this.#list) < NEAR;
    if (isAtEnd === this.#isAtEnd) return;
    this.#isAtEnd = isAtEnd;
    this.#changed();
  }

  /** Where the answer that grows, or else the first one behind the visitor's last message, begins; there may be none. */
  #answerTop(): number {
    const list = this.#list as HTMLElement;
    const own = [...list.querySelectorAll(".user")].at(-1);
    const answer = list.querySelector(".streaming") ?? (own ? own.nextElementSibling : list.querySelector(".message"));
    // Unlike its rectangle, this knows nothing of the movement with which a message comes in.
    return answer ? (answer as HTMLElement).offsetTop - ABOVE : Infinity;
  }
}

/** What is observed: how far one can scroll also follows the movement with which a message comes in, which no observer tells of. */
function sizeOf(list: HTMLElement): string {
  return [list, ...list.children].map(({ clientHeight }) => clientHeight).join(" ");
}

/** How far it is to the end. */
function leftOf({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
