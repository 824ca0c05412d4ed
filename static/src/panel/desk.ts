/** What a visitor sees of the persons who answer in the assistant's place; few ever do: a module of its own. */
import type { State } from "../engine/types";
import type { Host } from "../loader/contract";
import type { Language } from "../words";
import { handoffWords, type HandoffWords } from "../words/handoff";
import type { Announcer } from "./announcer";
import styles from "./desk.css";

/** Whoever is said to type and was not heard of since types no more. */
const TYPING_MS = 10_000;

/** What the button says to the server. */
const CALL = "btn:handoff";

export { styles };

export class Desk {
  readonly #host: Host;
  readonly #announcer: Announcer;
  readonly #sheet: CSSStyleSheet;
  readonly #redraw: () => void;
  readonly #who = document.createElement("div");
  readonly #button = document.createElement("button");
  #words: HandoffWords | undefined;
  #mode: State["mode"] = "assistant";
  #typing: string = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param sheet of the styles. @param call asks for a person, in these words */
  constructor(host: Host, announcer: Announcer, sheet: CSSStyleSheet, redraw: () => void, call: (label: string) => void) {
    this.#host = host;
    this.#announcer = announcer;
    this.#sheet = sheet;
    this.#redraw = redraw;
    this.#who.className = "person";
    this.#who.dir = "auto";
    this.#button.type = "button";
    this.#button.className = "choice ask-person";
    this.#button.addEventListener("click", () => {
      host.shadow.querySelector("textarea")?.focus({ preventScroll: true });
      call(this.#button.textContent ?? "");
    });
    const { shadow } = host;
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  }

  /** @param panel shows who answers in its head, and the button above its text field */
  show(state: State, panel: HTMLElement, language: Language): void {
    const words = (this.#words = handoffWords(language, state.texts));
    const isHuman = state.mode === "human";
    const name = state.messages.findLast(({ author }) => author)?.author;
    this.#who.textContent = isHuman ? (name ? put(words.handoffName, name) : words.handoffHuman) : "";
    this.#button.textContent = words.handoff;
    this.#button.disabled = state.messages.some(({ text, delivery }) => text === CALL && delivery !== "stored" && delivery !== "failed");
    this.#place(isHuman, this.#who, panel.querySelector(".heading"));
    this.#place(state.callable && !isHuman, this.#button, panel.querySelector(".bottom"));
    if (state.mode && state.mode !== this.#mode) this.#change(state.mode, words);
    this.#hear(state);
  }

  /** The state with what it says of a person who types in the visitor's language. */
  localise(state: State): State {
    if (!state.typing || !state.status) return state;
    const isOver = !this.#typing;
    return { ...state, status: isOver ? "" : put(this.#words?.handoffTyping ?? "", state.typing), answering: state.answering && !isOver };
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#who.remove();
    this.#button.remove();
    const { shadow } = this.#host;
    shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((one) => one !== this.#sheet);
  }

  #change(mode: "human" | "assistant", words: HandoffWords): void {
    this.#mode = mode;
    this.#announcer.say(mode === "human" ? words.handoffHuman : words.handoffAssistant);
    this.#host.tell("handoff", { mode });
  }

  #hear({ typing, status }: State): void {
    clearTimeout(this.#timer);
    this.#typing = status && typing;
    if (!this.#typing) return;
    this.#timer = setTimeout(() => {
      this.#typing = "";
      this.#redraw();
    }, TYPING_MS);
  }

  /** It stands beside what the panel renders, which leaves it alone. */
  #place(isShown: boolean, node: HTMLElement, parent: Element | null): void {
    if (!isShown) node.remove();
    else if (parent && node.parentNode !== parent) {
      if (node === this.#who) parent.append(node);
      else parent.prepend(node);
    }
  }
}

function put(template: string, name: string): string {
  return template.replace("{name}", () => name);
}
