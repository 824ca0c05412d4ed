import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Button, Message } from "../engine/types";
import { renderBlocks } from "../markdown/render";
import { LONGEST, type Blocks } from "../markdown/tokens";
import { describe } from "../words";
import { ICONS } from "./icons";
import type { View } from "./view";

/** Id of the greeting, which no message has. */
export const INTRO = "";

/** A message of the visitor. */
export function userMessage(message: Message, view: View): TemplateResult {
  return html`<div class="message user">
    <span class="unseen">${view.words.you}: </span>
    <div class="body" dir="auto">${message.label ?? message.text}</div>
    ${trouble(message, view)}
  </div>`;
}

/** A message of the assistant. @param isLast whether nothing of the visitor follows, so that its buttons work */
export function assistantMessage(message: Message, blocks: Blocks, isLast: boolean, view: View): TemplateResult {
  const rest = message.text.slice(LONGEST);
  return html`<div class=${message.streaming ? "message assistant streaming" : "message assistant"}>
    <span class="unseen">${view.words.assistant}: </span>
    ${message.text
      ? html`<div class="said">
          <div class="body" dir="auto">
            ${renderBlocks(blocks.read(message.text), view.around)}${rest ? html`<p class="verbatim">${rest}</p>` : nothing}
          </div>
          ${copyButton(message, view)}
        </div>`
      : nothing}
    ${message.stopped ? html`<div class="note">${view.words.stopped}</div>` : nothing}
    ${message.buttons?.length ? buttons(message, isLast, view) : nothing} ${trouble(message, view)}
  </div>`;
}

function buttons(message: Message, isLast: boolean, view: View): TemplateResult {
  const isOver = !isLast || message.used !== undefined;
  const choice = (button: Button): TemplateResult =>
    html`<button
      type="button"
      class="choice"
      ?disabled=${isOver}
      aria-pressed=${button.id === message.used ? "true" : nothing}
      @click=${() => view.actions.click(message, button)}
    >
      ${button.text}
    </button>`;
  return html`<div class="choices">${message.buttons?.map((row) => html`<div class="row">${row.map(choice)}</div>`)}</div>`;
}

function copyButton({ id, text, streaming }: Message, { words, copied, actions }: View): TemplateResult | typeof nothing {
  if (streaming || id === INTRO) return nothing;
  const isCopied = copied === id;
  return html`<button type="button" class="copy" aria-label=${isCopied ? words.copied : words.copy} @click=${() => actions.copy(id, text)}>
    ${isCopied ? ICONS.done : ICONS.copy}
  </button>`;
}

/** What is wrong with a message, or that it is still on its way. */
function trouble({ id, role, delivery, problem }: Message, view: View): TemplateResult | typeof nothing {
  const { words, state, now } = view;
  if (problem) {
    const isWaiting = (problem.retryAt ?? 0) > now;
    const text = describe(words, view.language, problem, now, state.longestMessage);
    return html`<div class="problem">
      <span>${text}</span>
      ${delivery === "failed"
        ? html`<button type="button" class="retry" ?disabled=${isWaiting} @click=${() => view.actions.retry(id)}>${words.retry}</button>`
        : nothing}
    </div>`;
  }
  if (role !== "user" || delivery !== "waiting" || state.connectivity === "online") return nothing;
  return html`<div class="note">${words.waiting}</div>`;
}
