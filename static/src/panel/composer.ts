import { html, nothing, type TemplateResult } from "lit/html.js";
import { fill } from "../words";
import { ICONS } from "./icons";
import type { View } from "./view";

/** The count of characters is shown from this share of the limit on. */
const NEAR_LIMIT = 0.9;

/** The text field and its button. Enter sends, Shift+Enter breaks the line, Enter inside an input method does neither. */
export class Composer {
  readonly #sent: (text: string) => void;
  readonly #changed: (text: string) => void;
  #field: HTMLTextAreaElement | undefined;
  #text = "";
  #isTooLong = false;
  #isHeld = false;
  #files = 0;

  constructor(sent: (text: string) => void, changed: (text: string) => void) {
    this.#sent = sent;
    this.#changed = changed;
  }

  /** What an earlier page left in it, or the page puts there. */
  set text(text: string) {
    this.#text = text;
    if (this.#field) this.#write(this.#field);
  }

  /** What goes along: so many files; held until those on their way are there. */
  attached(files: number, isHeld: boolean): void {
    this.#files = files;
    this.#isHeld = isHeld;
  }

  get #isSendable(): boolean {
    return !this.#isTooLong && !this.#isHeld && !!(this.#files || this.#text.trim());
  }

  focus(): void {
    this.#field?.focus({ preventScroll: true });
  }

  template(view: View): TemplateResult {
    const { words, labels, state } = view;
    const count = lengthOf(this.#text);
    const limit = state.longestMessage ?? Infinity;
    this.#isTooLong = count > limit;
    const isNear = count > limit * NEAR_LIMIT;
    const isStoppable = state.answering && state.stoppable;
    const counter = html`<div id="count" class=${this.#isTooLong ? "count over" : "count"}>${this.#isTooLong ? fill(words.tooMany, { count: count - limit }) : fill(words.characters, { count, limit })}</div>`;
    return html`${isNear ? counter : nothing}<div class="composer" part="composer">
      <textarea
        rows="1"
        dir=${this.#text ? "auto" : nothing}
        enterkeyhint="send"
        aria-label=${words.field}
        aria-describedby=${isNear ? "count" : nothing}
        aria-invalid=${this.#isTooLong ? "true" : nothing}
        placeholder=${labels.placeholder}
        @input=${this.#typed}
        @keydown=${this.#pressed}
      ></textarea>
      ${isStoppable ? this.#stop(view) : nothing}
      ${isStoppable && !this.#isSendable ? nothing : this.#send(view)}
    </div>`;
  }

  /** To be called behind each rendering. */
  attach(field: HTMLTextAreaElement): void {
    if (this.#field === field) return;
    this.#field = field;
    this.#write(field);
  }

  #send({ words, labels }: View): TemplateResult {
    return html`<button type="button" @click=${this.#submit} class=${labels.send ? "send worded" : "send"} aria-label=${labels.send || words.send} ?disabled=${!this.#isSendable}>
      ${labels.send || ICONS.send}
    </button>`;
  }

  #stop({ words, actions }: View): TemplateResult {
    return html`<button type="button" class="send stop" aria-label=${words.stop} @click=${actions.stop}>${ICONS.stop}</button>`;
  }

  /** No form: a sandboxed page may not submit any. */
  readonly #submit = (): void => {
    const text = this.#text.trim();
    this.focus();
    if (!this.#isSendable) return;
    this.text = "";
    this.#sent(text);
    this.#changed(this.#text);
  };

  readonly #typed = (event: Event): void => {
    const field = event.target as HTMLTextAreaElement;
    this.#text = field.value;
    this.#fit(field);
    this.#changed(this.#text);
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    // Safari tells of the Enter that ends a composition after its end, with the key code of one inside it.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    this.#submit();
  };

  #write(field: HTMLTextAreaElement): void {
    field.value = this.#text;
    this.#fit(field);
  }

  /** As high as the text, up to the limit that the style sheet sets. */
  #fit(field: HTMLTextAreaElement): void {
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }
}

/** In Unicode characters, as the server counts. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
