import type { Words } from "../words";
import type { Announcer } from "./announcer";

/**
 * Asks the visitor, above the text field, where nothing is in the way of what they do.
 *
 * @param sheet its styles, adopted while it is there
 * @param cancels takes what withdraws the question, as long as it is there
 * @returns whether they agreed in time; not where the panel was never open
 */
export function ask(panel: HTMLElement, sheet: CSSStyleSheet, question: string, words: Words, patience: number, cancels: Set<() => void>, announcer: Announcer): Promise<boolean> {
  announcer.say(question);
  const shadow = panel.getRootNode() as ShadowRoot;
  const place = panel.querySelector(".bottom");
  const box = document.createElement("div");
  const text = document.createElement("p");
  box.className = "asked";
  box.setAttribute("role", "group");
  box.setAttribute("aria-labelledby", (text.id = "asked"));
  text.dir = "auto";
  text.textContent = question;
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  return new Promise((resolve) => {
    if (!place) return resolve(false);
    const cancel = (): void => answer(false);
    const timer = setTimeout(cancel, patience);
    const answer = (isYes: boolean): void => {
      const hadFocus = box.contains(shadow.activeElement);
      clearTimeout(timer);
      cancels.delete(cancel);
      box.remove();
      shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((one) => one !== sheet);
      if (hadFocus) panel.querySelector("textarea")?.focus({ preventScroll: true });
      resolve(isYes);
    };
    const button = (label: string, isYes: boolean): HTMLButtonElement => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "choice";
      made.textContent = label;
      made.addEventListener("click", () => answer(isYes));
      return made;
    };
    box.append(text, button(words.yes, true), button(words.no, false));
    place.prepend(box);
    cancels.add(cancel);
  });
}
