import { Composer } from "./composer";
import { Conversation } from "./conversation";
import { element, icon, ICONS } from "./dom";
import { Log } from "./log";
import type { Part } from "./reply";

export interface PanelEvents {
  dismissed(): void;
  /** An answer came; the panel may be closed. */
  answered(): void;
}

/** The window of one conversation: title, messages, composer. */
export class Panel {
  readonly #events: PanelEvents;
  readonly #conversation: Conversation;
  readonly #log: Log;
  readonly #composer: Composer;
  readonly #title = element("h2");
  readonly #status = element("div", { class: "status", role: "status" });
  readonly node: HTMLElement;
  #intro: string | undefined;

  constructor(socket: string, intro: string, events: PanelEvents) {
    this.#events = events;
    this.#intro = intro;
    this.#conversation = new Conversation(socket, {
      replied: (parts) => this.#replied(parts),
      waiting: (isWaiting) => (this.#log.waiting = isWaiting),
      connected: (isConnected) => (this.#status.textContent = isConnected ? "" : "Reconnecting…"),
    });
    this.#log = new Log({
      picked: ({ label, callback }) => {
        this.#say(callback, label);
        this.#refocus();
      },
      retried: (message) => {
        this.#conversation.say(message);
        this.#refocus();
      },
    });
    this.#composer = new Composer((text) => this.#say(text, text));
    this.node = this.#build();
  }

  set title(title: string) {
    this.#title.textContent = title;
    this.node.setAttribute("aria-label", title);
  }

  set open(isOpen: boolean) {
    this.node.hidden = !isOpen;
    this.#conversation.attended = isOpen;
    if (!isOpen) return;
    if (this.#intro) this.#log.addReply([{ kind: "text", text: this.#intro }]);
    this.#intro = undefined;
    this.#log.reveal();
  }

  focus(): void {
    this.#composer.focus();
  }

  resume(): void {
    this.#conversation.resume();
  }

  close(): void {
    this.#conversation.close();
  }

  #build(): HTMLElement {
    const close = element("button", { class: "close", "aria-label": "Close" }, icon(ICONS.close));
    close.onclick = () => this.#events.dismissed();
    return element(
      "section",
      { id: "panel", class: "panel", role: "dialog", hidden: "" },
      element("header", {}, element("span", { class: "mark" }, icon(ICONS.chat)), this.#title, close),
      this.#log.node,
      this.#status,
      this.#composer.node,
    );
  }

  #say(text: string, label: string): void {
    this.#conversation.say(this.#log.addOwn(text, label));
  }

  /** The button that had the focus is gone; where there is no real keyboard, the composer would call one up. */
  #refocus(): void {
    if (matchMedia("(hover)").matches) this.#composer.focus();
    else this.#log.node.focus({ preventScroll: true });
  }

  #replied(parts: Part[]): void {
    this.#log.addReply(parts);
    this.#events.answered();
  }
}
