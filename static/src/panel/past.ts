import type { PastConversation } from "../engine/types";
import type { Words } from "../words";
import { openDialog } from "./dialog";

/** The list of conversations that one can go back to. */
export interface PastList {
  show(conversations: readonly PastConversation[], present: string): void;
  readonly close: () => void;
}

/**
 * Opens the list over the panel.
 *
 * @param sheet of the windows
 * @param choose is given the thread of the chosen one
 */
export function openPast(panel: HTMLElement, sheet: CSSStyleSheet, words: Words, language: string, choose: (thread: string) => void): PastList {
  const heading = document.createElement("h3");
  const list = document.createElement("ul");
  heading.id = "past";
  heading.textContent = words.conversations;
  const dialog = openDialog(panel, "past", sheet, words.close, heading, list);
  dialog.setAttribute("aria-labelledby", "past");
  const close = (): void => dialog.close();
  const times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const row = ({ thread, title, at }: PastConversation, present: string): HTMLElement => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const name = document.createElement("span");
    const time = document.createElement("time");
    button.type = "button";
    name.dir = "auto";
    name.textContent = title;
    if (thread === present) button.setAttribute("aria-current", "true");
    if (at) {
      time.dateTime = new Date(at).toISOString();
      time.textContent = times.format(at);
    }
    button.append(name, time);
    button.addEventListener("click", () => {
      close();
      choose(thread);
    });
    item.append(button);
    return item;
  };
  return {
    show: (conversations, present) => list.replaceChildren(...conversations.map((one) => row(one, present))),
    close,
  };
}
