import { html, type TemplateResult } from "lit/html.js";
import type { Message, Rating } from "../engine/types";
import { ICONS } from "./icons";
import type { View } from "./view";

/** In UTF-16 units; the server takes as many characters. */
const LONGEST = 1_000;

/** What the visitor thinks of an answer; a second click takes it back. */
export function ratingButtons({ id, rating = "none" }: Message, { words, actions }: View): TemplateResult[] {
  const button = (value: Rating, label: string): TemplateResult => {
    const isPressed = rating === value;
    const click = (): void => {
      actions.rate({ id, rating: isPressed ? "none" : value });
      actions.comment(!isPressed && value === "down" ? id : "");
    };
    return html`<button type="button" class="rate ${value}" aria-pressed=${isPressed} aria-label=${label} title=${label} @click=${click}>${ICONS.thumb}</button>`;
  };
  return [button("up", words.goodAnswer), button("down", words.badAnswer)];
}

/** The line for what is wrong, which may be left empty. */
export function commentLine({ id }: Message, { words, actions }: View): TemplateResult {
  const send = (event: Event): void => {
    const comment = ((event.target as Element).closest(".comment")?.querySelector("input") as HTMLInputElement).value.trim();
    if (comment) actions.rate({ id, rating: "down", comment });
    actions.comment("");
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault(); // the button that gets the focus is not pressed
    event.stopPropagation(); // nor the panel closed
    if (event.key === "Enter") send(event);
    else actions.comment("");
  };
  return html`<div class="comment" @keydown=${pressed}>
    <input dir="auto" maxlength=${LONGEST} enterkeyhint="send" aria-label=${words.whatIsWrong} placeholder=${words.whatIsWrong} />
    <button type="button" class="send" aria-label=${words.send} @click=${send}>${ICONS.send}</button>
  </div>`;
}
