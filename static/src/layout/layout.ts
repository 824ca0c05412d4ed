import type { Host } from "../loader/contract";
import type { Options } from "../loader/options";
import { sheetOf } from "../loader/sheet";
import styles from "./layout.css";
import { showTeaser } from "./teaser";

export { resize, restore } from "./size";

/** What a page opens the chat by. */
const PRESSED = "button, a, input[type=button], summary, [role=button]";

let sheet: CSSStyleSheet | undefined;

/** Has the styles of this module in a widget. */
export function dress({ shadow }: Host): void {
  sheet ??= sheetOf(styles);
  if (!shadow.adoptedStyleSheets.includes(sheet)) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
}

/**
 * Puts a widget where its options say, before anything of it is shown.
 *
 * @param life ends all of it
 * @param start shows the widget
 */
export function lay(host: Host, options: Options, life: AbortSignal, start: () => void): void {
  if (life.aborted) return;
  const { root, shadow } = host;
  const { mode, launcher, teaser } = options;
  dress(host);
  Object.assign(root.dataset, { mode, launcher });
  life.addEventListener("abort", () => undress(host));
  if (mode === "inline" || mode === "full") {
    // No part of the top layer, and never open because the same conversation was, elsewhere.
    root.togglePopover = undefined as unknown as typeof root.togglePopover;
    shadow.host.removeAttribute("data-open");
    whenNear(root, life, () => void host.load().then((panel) => panel.show(true, false), () => {}));
  } else if (launcher === "none") handFocus(host, life);
  start();
  if (teaser && mode !== "inline" && mode !== "full") showTeaser(host, options, life);
}

/** It may stand in another place next. */
function undress({ root }: Host): void {
  for (const name of ["mode", "launcher", "size"]) delete root.dataset[name];
  delete (root as Partial<typeof root>).togglePopover;
}

/** Calls back once the element is in view, or less than a window's height away from it. */
function whenNear(element: Element, life: AbortSignal, action: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      action();
    },
    { rootMargin: "100%" },
  );
  observer.observe(element);
  life.addEventListener("abort", () => observer.disconnect());
}

/** Without a button of the widget's own, the focus goes from that of the page into the panel, and back to it. */
function handFocus({ root, shadow }: Host, signal: AbortSignal): void {
  const { host } = shadow;
  let before: Element | null = null;
  host.addEventListener(
    "jims-open",
    () => {
      const active = document.activeElement;
      // Where the page opens it by itself, the focus stays with what the visitor does.
      if (!active?.matches(PRESSED) || navigator.userActivation?.isActive === false) return;
      before = active;
      const target = matchMedia("(pointer: coarse)").matches ? ".panel" : "textarea";
      root.querySelector<HTMLElement>(target)?.focus({ preventScroll: true });
    },
    { signal },
  );
  host.addEventListener(
    "jims-close",
    () => {
      const isLost = !document.activeElement || document.activeElement === document.body || document.activeElement === host;
      if (isLost) (before as HTMLElement | null)?.focus({ preventScroll: true });
      before = null;
    },
    { signal },
  );
}
