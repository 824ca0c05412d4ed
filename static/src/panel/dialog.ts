/**
 * A window over the panel, closed by its button, Escape or a click beside it.
 *
 * @param sheet its styles, adopted while it is open
 */
export function openDialog(panel: HTMLElement, className: string, sheet: CSSStyleSheet, closeLabel: string, ...content: Element[]): HTMLDialogElement {
  const shadow = panel.getRootNode() as ShadowRoot;
  const dialog = document.createElement("dialog");
  const close = document.createElement("button");
  dialog.className = className;
  close.type = "button";
  close.className = "tool";
  close.ariaLabel = close.title = closeLabel;
  close.append((panel.querySelector(".close svg") as Element).cloneNode(true));
  dialog.append(close, ...content);
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
  return dialog;
}
