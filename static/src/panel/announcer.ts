import type { Message, State } from "../engine/types";
import { Blocks, newBudget } from "../markdown/reader";
import { plainText } from "../markdown/plain";
import { fill, type Words } from "../words";

/** Says to those who cannot see the panel that an answer begins, and then the whole answer, once. */
export class Announcer {
  /** Stands outside of what is rendered: a live region has to be there before it speaks. */
  readonly node = document.createElement("div");
  #wasAnswering = false;

  constructor() {
    this.node.className = "announcer unseen";
    this.node.setAttribute("aria-live", "polite");
  }

  read({ answering }: State, news: readonly Message[], words: Words): void {
    const text = news.filter((message) => message.role === "assistant").map(spoken).join(" ").trim();
    if (text) this.say(fill(words.answered, { text }));
    else if (answering && !this.#wasAnswering) this.say(words.answering);
    this.#wasAnswering = answering;
  }

  say(text: string): void {
    this.node.textContent = text;
  }
}

/** Of a very long message its beginning. */
function spoken({ text, buttons = [] }: Message): string {
  const blocks = new Blocks();
  return [plainText(blocks.read(text, newBudget()), blocks.references), ...buttons.flat().map((button) => button.text)].join(" ");
}
