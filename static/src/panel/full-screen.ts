const SMALL = "(max-width: 480px), (max-height: 480px)";
const MARK = "jimsWidget";

/**
 * Makes the panel modal where it fills the screen, which the style sheet sees to. The browser's Back then closes it:
 * it has an entry of its own in the history, with the address and the state of the page's, which is told of none of it.
 */
export class FullScreen {
  readonly #panel: HTMLDialogElement;
  readonly #dismiss: () => void;
  readonly #small = matchMedia(SMALL);
  #isShown = false;

  constructor(panel: HTMLDialogElement, dismiss: () => void) {
    this.#panel = panel;
    this.#dismiss = dismiss;
    this.#small.onchange = () => this.show(this.#isShown);
    panel.oncancel = (event) => {
      event.preventDefault();
      dismiss();
    };
  }

  /** To be called again where the panel was put elsewhere in the page. */
  show(isShown: boolean): void {
    this.#isShown = isShown;
    const isModal = isShown && this.#small.matches;
    const wasModal = this.#panel.matches(":modal");
    if (isModal === wasModal) return;
    this.#panel.close(); // also one that is open and no longer modal
    if (isModal) this.#enter();
    else this.#leave();
  }

  stop(): void {
    this.show(false);
    this.#small.onchange = null;
  }

  #enter(): void {
    this.#panel.showModal();
    addEventListener("popstate", this.#popped, true);
    if (!isMarked()) push({ ...history.state, [MARK]: true });
  }

  #leave(): void {
    removeEventListener("popstate", this.#popped, true);
    if (!isMarked()) return;
    addEventListener("popstate", (event) => event.stopImmediatePropagation(), { capture: true, once: true });
    history.back();
  }

  readonly #popped = (event: Event): void => {
    if (isMarked()) return;
    event.stopImmediatePropagation();
    this.#dismiss();
  };
}

function isMarked(): boolean {
  return !!history.state?.[MARK];
}

/** Not the page's own `pushState`: routers put theirs in its place. */
function push(state: unknown): void {
  try {
    History.prototype.pushState.call(history, state, "");
  } catch {
    // The page may not, as in a sandbox: Back leaves it then.
  }
}
