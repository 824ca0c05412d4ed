import styles from "./expand.css";

export { styles };

/**
 * Shows a table or a block of code as large as the page allows.
 *
 * @param sheet of `styles`
 * @returns what closes it
 */
export function expand(box: Element, panel: HTMLElement, sheet: CSSStyleSheet, closeLabel: string): () => void {
  const shadow = panel.getRootNode() as ShadowRoot;
  const dialog = document.createElement("dialog");
  const close = document.createElement("button");
  const text = document.createElement("div");
  dialog.className = "expanded";
  close.type = "button";
  close.className = "tool";
  close.ariaLabel = close.title = closeLabel;
  close.append((panel.querySelector(".close svg") as Element).cloneNode(true));
  text.className = "text";
  text.append((box.querySelector("pre, .table") as Element).cloneNode(true));
  dialog.append(close, text);
  panel.append(dialog);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // Its Escape is not the panel's.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => {
    dialog.remove();
    shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((one) => one !== sheet);
  });
  dialog.showModal();
  return () => dialog.close();
}
