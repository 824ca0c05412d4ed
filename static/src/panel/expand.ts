import { sheetOf } from "../loader/sheet";
import styles from "./expand.css";

let sheet: CSSStyleSheet | undefined;

/** Shows a table or a block of code as large as the page allows; gives what closes it. */
export function expand(box: Element, panel: HTMLElement, closeLabel: string, closeIcon: Element | null): () => void {
  const shadow = panel.getRootNode() as ShadowRoot;
  const dialog = document.createElement("dialog");
  const close = document.createElement("button");
  const text = document.createElement("div");
  dialog.className = "expanded";
  close.type = "button";
  close.className = "tool";
  close.ariaLabel = close.title = closeLabel;
  if (closeIcon) close.append(closeIcon.cloneNode(true));
  text.className = "text";
  text.append((box.querySelector("pre, .table") as Element).cloneNode(true));
  dialog.append(close, text);
  panel.append(dialog);
  const own = (sheet ??= sheetOf(styles));
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, own];
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // Its Escape is not the panel's.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => {
    dialog.remove();
    shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((one) => one !== own);
  });
  dialog.showModal();
  return () => dialog.close();
}
