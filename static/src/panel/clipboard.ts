/** How long a browser may leave open whether it has copied, in ms: some never say while they ask the visitor. */
const PATIENCE = 1000;

/** Copies a text, and says whether it could. */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE));
    await Promise.race([navigator.clipboard.writeText(text), late]);
    return true;
  } catch {
    return copySelected(text, near);
  }
}

/** The way that is left on a page without https, which has no clipboard. */
function copySelected(text: string, near: HTMLElement): boolean {
  const focused = (near.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
  const field = document.createElement("textarea");
  field.className = "unseen";
  field.value = text;
  near.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  focused?.focus({ preventScroll: true });
  return isCopied;
}
