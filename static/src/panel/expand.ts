import { openDialog } from "./dialog";

/**
 * Shows a table or a block of code as large as the page allows.
 *
 * @param sheet of the windows
 * @returns what closes it
 */
export function expand(box: Element, panel: HTMLElement, sheet: CSSStyleSheet, closeLabel: string): () => void {
  const text = document.createElement("div");
  text.className = "text table";
  text.append((box.querySelector("pre, .table") as Element).cloneNode(true));
  const dialog = openDialog(panel, "expanded", sheet, closeLabel, text);
  return () => dialog.close();
}
