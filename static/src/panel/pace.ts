/** So many times as long as the last drawing took, the next one waits: drawing never fills the page's time. */
const REST = 3;
/** A drawing that took less is followed by the next one in the next frame, in milliseconds. */
const QUICK_MS = 8;

/** Draws when asked to, at most once a frame and less often where drawing is slow. None comes while the page is hidden. */
export class Pace {
  readonly #draw: () => void;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;
  /** Of the last drawing, in milliseconds. */
  #cost = 0;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  soon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const atFrame = (): void => void (this.#frame = requestAnimationFrame(() => this.now()));
    if (this.#cost < QUICK_MS) atFrame();
    else this.#timer = setTimeout(atFrame, this.#cost * REST);
  }

  now(): void {
    this.stop();
    const start = performance.now();
    this.#draw();
    this.#cost = performance.now() - start;
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#isDue = false;
  }
}
