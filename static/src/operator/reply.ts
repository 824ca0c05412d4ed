import { html, nothing, type TemplateResult } from "lit/html.js";
import { handOff, say, tellTyping, type Summary } from "./api";

/** How often the visitor is told that someone still types, in ms. */
const STILL_TYPING = 3_000;

/** Where this browser keeps the name of whoever uses it. */
const NAME = "jims-operator-name";

/** In UTF-16 units; the API takes as many. */
const LONGEST_NAME = 100;
const LONGEST_TEXT = 16_000;

/** What a person does in a conversation: takes it over, answers under a name, gives it back. */
export class Reply {
  readonly #id: string;
  readonly #changed: () => void;
  readonly #done: () => void;
  #name = localStorage.getItem(NAME) ?? "";
  #text = "";
  #problem = "";
  #isBusy = false;
  /** When the visitor was told last that someone types; 0 where they do not. */
  #toldAt = 0;

  /** @param done called when the server has done something */
  constructor(id: string, changed: () => void, done: () => void) {
    this.#id = id;
    this.#changed = changed;
    this.#done = done;
  }

  template(state: Summary["state"]): TemplateResult {
    const isHuman = state === "human";
    return html`<section class="reply" aria-label="Answer in person">
      <label>Your name, which the visitor reads
        <input class="name" maxlength=${LONGEST_NAME} autocomplete="off" .value=${this.#name} @input=${this.#named} />
      </label>
      ${isHuman
        ? html`<button type="button" class="give-back" ?disabled=${this.#isBusy} @click=${() => void this.#handOff("assistant")}>Give back to the assistant</button>`
        : html`<button type="button" class="take-over" ?disabled=${this.#isBusy || !this.#name.trim()} @click=${() => void this.#handOff("human")}>Take over</button>`}
      <p class="problem" role="status">${this.#problem}</p>
      ${isHuman ? this.#form() : nothing}
    </section>`;
  }

  /** The page shows something else. */
  leave(): void {
    this.#stopTyping();
  }

  #form(): TemplateResult {
    return html`<div class="compose">
      <textarea rows="3" maxlength=${LONGEST_TEXT} aria-label="Message to the visitor" placeholder="Message to the visitor (Markdown)" .value=${this.#text} @input=${this.#typed} @keydown=${this.#pressed} @blur=${() => this.#stopTyping()}></textarea>
      <button type="button" class="say" ?disabled=${this.#isBusy || !this.#text.trim() || !this.#name.trim()} @click=${() => void this.#say()}>Send</button>
    </div>`;
  }

  readonly #named = (event: Event): void => {
    this.#name = (event.target as HTMLInputElement).value;
    localStorage.setItem(NAME, this.#name);
    this.#changed();
  };

  readonly #typed = (event: Event): void => {
    this.#text = (event.target as HTMLTextAreaElement).value;
    const now = Date.now();
    if (!this.#text.trim()) this.#stopTyping();
    else if (this.#name.trim() && now - this.#toldAt > STILL_TYPING) {
      this.#toldAt = now;
      void this.#tellTyping(this.#name.trim());
    }
    this.#changed();
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    if (this.#text.trim() && this.#name.trim()) void this.#say();
  };

  #stopTyping(): void {
    if (!this.#toldAt) return;
    this.#toldAt = 0;
    void this.#tellTyping("");
  }

  /** Nobody misses it where it fails. */
  async #tellTyping(author: string): Promise<void> {
    await tellTyping(this.#id, author).catch(() => {});
  }

  #handOff(mode: Summary["state"]): Promise<void> {
    return this.#do(() => handOff(this.#id, mode, this.#name.trim() || "operator"));
  }

  async #say(): Promise<void> {
    const text = this.#text.trim();
    await this.#do(async () => {
      await say(this.#id, text, this.#name.trim());
      this.#text = "";
      this.#toldAt = 0; // the message itself says that they type no more
    });
  }

  async #do(action: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#problem = "";
    this.#changed();
    try {
      await action();
    } catch (problem) {
      this.#problem = (problem as Error).message;
    }
    this.#isBusy = false;
    this.#changed();
    this.#done();
  }
}
