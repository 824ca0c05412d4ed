import type { Button } from "./buttons";
import type { Outgoing } from "./conversation";
import { element } from "./dom";
import { renderMarkdown } from "./render";
import type { Part } from "./reply";

export interface LogEvents {
  picked(button: Button): void;
  retried(message: Outgoing): void;
}

/** The list of messages, oldest first. */
export class Log {
  readonly #events: LogEvents;
  #latest: HTMLElement | undefined;
  readonly #list = element("ol");
  readonly #typing = element(
    "div",
    { class: "typing", hidden: "" },
    unseen("Writing an answer"),
    ...[1, 2, 3].map(() => element("i")),
  );
  readonly node = element(
    "div",
    { class: "log", role: "log", "aria-live": "polite", "aria-label": "Conversation", tabindex: "0" },
    this.#list,
    this.#typing,
  );

  constructor(events: LogEvents) {
    this.#events = events;
  }

  set waiting(isWaiting: boolean) {
    this.#typing.hidden = !isWaiting;
    if (isWaiting) this.reveal();
  }

  /** Adds a message of the visitor; `text` is what is sent, `label` what is shown. */
  addOwn(text: string, label: string): Outgoing {
    const note = element("div", { class: "note" });
    this.#add(item("own", "You", body(label), note));
    const message: Outgoing = {
      text,
      show: (delivery) => {
        note.replaceChildren();
        if (delivery === "queued") note.append("Not sent yet");
        if (delivery === "unanswered") note.append("No answer arrived. ", this.#retry(message));
      },
    };
    return message;
  }

  addReply(parts: Part[]): void {
    this.#add(...parts.map((part) => this.#part(part)));
  }

  /** Scrolls to where the latest addition begins, so that a long answer is read from its start. */
  reveal(): void {
    if (this.#latest) this.node.scrollTop = this.#latest.offsetTop - 12;
  }

  #add(...items: HTMLElement[]): void {
    this.#list.append(...items);
    this.#latest = items[0];
    this.reveal();
  }

  #part(part: Part): HTMLElement {
    switch (part.kind) {
      case "text":
        return item("answer", "Assistant", body(...renderMarkdown(part.text)));
      case "error":
        return item("error", "Error", body(part.text));
      case "buttons":
        return item("choices", "Choices", this.#stack(part.rows));
    }
  }

  #stack(rows: Button[][]): HTMLElement {
    const stack = element("fieldset");
    const pick = (button: Button): void => {
      stack.disabled = true;
      this.#events.picked(button);
    };
    stack.append(...rows.map((row) => element("div", { class: "row" }, ...row.map((button) => choice(button, pick)))));
    return stack;
  }

  #retry(message: Outgoing): HTMLElement {
    const button = element("button", { class: "retry" }, "Retry");
    button.onclick = () => this.#events.retried(message);
    return button;
  }
}

function item(kind: string, speaker: string, ...content: Node[]): HTMLElement {
  return element("li", { class: kind }, unseen(`${speaker}: `), ...content);
}

function body(...content: (Node | string)[]): HTMLElement {
  return element("div", { class: "body", dir: "auto" }, ...content);
}

/** Text for those who listen instead of looking. */
function unseen(text: string): HTMLElement {
  return element("span", { class: "unseen" }, text);
}

function choice(button: Button, pick: (button: Button) => void): HTMLElement {
  const made = element("button", { class: "choice", dir: "auto" }, button.label);
  made.onclick = () => {
    made.classList.add("picked");
    pick(button);
  };
  return made;
}
