import { element, icon, ICONS } from "./dom";

/** The text field and its button. Enter sends, Shift+Enter breaks the line, Enter inside an input method does neither. */
export class Composer {
  readonly #field = element("textarea", {
    rows: "1",
    dir: "auto",
    enterkeyhint: "send",
    placeholder: "Write a message…",
    "aria-label": "Message",
  });
  readonly node = element(
    "form",
    {},
    this.#field,
    element("button", { class: "send", "aria-label": "Send" }, icon(ICONS.send)),
  );

  constructor(sent: (text: string) => void) {
    this.node.onsubmit = (event) => {
      event.preventDefault();
      const text = this.#field.value.trim();
      this.#field.focus();
      if (!text) return;
      this.#field.value = "";
      this.#fit();
      sent(text);
    };
    this.#field.oninput = () => this.#fit();
    this.#field.onkeydown = (event) => this.#pressed(event);
  }

  focus(): void {
    this.#field.focus({ preventScroll: true });
  }

  #pressed(event: KeyboardEvent): void {
    // Safari tells of the Enter that ends a composition after its end, with the key code of one inside it.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || isComposing) return;
    event.preventDefault();
    this.node.requestSubmit();
  }

  /** As high as the text, up to the limit that the style sheet sets. */
  #fit(): void {
    this.#field.style.height = "auto";
    if (this.#field.scrollHeight) this.#field.style.height = `${this.#field.scrollHeight}px`;
  }
}
