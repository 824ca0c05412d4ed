const SMALL = "(max-width: 480px), (max-height: 480px)";
const MARK = "jimsWidget";

/**
 * Makes the panel modal where it fills the screen, which the style sheet sees to. The browser's Back then closes it:
 * it has an entry of its own in the history, with the page's address and state. The page's entry below has no state
 * meanwhile, so that a router that hears of the way back takes it for nothing of its own.
 */
export class FullScreen {
  readonly #panel: HTMLDialogElement;
  readonly #dismiss: () => void;
  readonly #small = matchMedia(SMALL);
  #isShown = false;
  /** Of the page's entry. */
  #state: unknown;

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
    const { state } = history;
    this.#state = mark() ? mark()[0] : state;
    if (mark()) return;
    write("replaceState", null);
    write("pushState", { ...state, [MARK]: [state] });
  }

  #leave(): void {
    removeEventListener("popstate", this.#popped, true);
    if (!mark()) return;
    addEventListener("popstate", this.#returned, { capture: true, once: true });
    history.back();
  }

  readonly #popped = (event: Event): void => {
    if (mark()) return;
    this.#returned(event);
    this.#dismiss();
  };

  readonly #returned = (event: Event): void => {
    event.stopImmediatePropagation();
    if (history.state === null) write("replaceState", this.#state);
  };
}

/** The present entry's, if it is the panel's: it holds the state of the page's. */
function mark(): readonly [unknown] {
  return history.state?.[MARK];
}

/** Not by the page's own methods: routers put theirs in their place. */
function write(method: "pushState" | "replaceState", state: unknown): void {
  try {
    History.prototype[method].call(history, state, "");
  } catch {
    // The page may not, as in a sandbox: Back leaves it then.
  }
}
