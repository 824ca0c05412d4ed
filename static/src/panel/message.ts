import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Button, Message } from "../engine/types";
import type { Block } from "../markdown/blocks";
import type { Blocks } from "../markdown/reader";
import { renderSources, renderText } from "../markdown/render";
import { describe } from "../words";
import { hide } from "./hide";
import { ICONS } from "./icons";
import { commentLine, ratingButtons } from "./rating";
import type { View } from "./view";

/** Id of the greeting, which no message has. */
export const INTRO = "";

/** What stands above a message. */
export interface Head {
  /** The day that begins with it. */
  readonly day: string;
  /** Who wrote it, unless that is as before. */
  readonly name: string;
  readonly avatar: string;
}

export function headOf(message: Message, before: Message | undefined, { options, times, now }: View): Head {
  const isSame = before?.role === message.role && before.author === message.author;
  const [name, avatar] = isSame || message.role === "user" ? ["", ""] : message.author ? [message.author, ""] : [options.assistantName, options.avatar];
  return { day: times.day(message.at, before?.at ?? 0, now), name, avatar };
}

/** A message of the visitor. */
export function userMessage(message: Message, text: Blocks, blocks: readonly Block[], again: string, view: View): TemplateResult {
  return html`<div class="message user" part="question">
    <span class="unseen">${view.words.you}: </span>
    ${view.files?.show(message)} ${blocks.length > 0 ? body(text, blocks, view.around, view) : nothing} ${again ? stopped(again, view) : trouble(message, view)}
    ${message.delivery === "stored" && message.at ? view.times.at(message.at) : nothing} ${message.ignored ? html`<div class="note">${view.words.ignored}</div>` : nothing}
  </div>`;
}

/** A message of the assistant. @param isLast whether nothing of the visitor follows, so that its buttons work */
export function assistantMessage(message: Message, text: Blocks, blocks: readonly Block[], isLast: boolean, again: string, head: Head, view: View): TemplateResult {
  const around = message.id === INTRO ? view.own : view.around;
  const isWide = blocks.length > 100 || blocks.some(({ kind }) => kind === "code" || kind === "table");
  return html`<div part="answer" class="message assistant${isWide ? " full" : ""}${message.streaming ? " streaming" : ""}">
    ${author(message, head, view)}
    ${blocks.length > 0 ? html`<div class="said">${body(text, blocks, around, view)} ${tools(message, view)}</div>` : nothing}
    ${message.stopped || again ? stopped(again, view) : nothing}
    ${message.buttons?.length ? buttons(message, isLast, view) : nothing} ${trouble(message, view)}
  </div>`;
}

/** Its name for those who listen; for all where it has a name or a picture, or is a person. */
function author(message: Message, { name, avatar }: Head, { words, options }: View): TemplateResult {
  const spoken = message.author ?? (options.assistantName || words.assistant);
  if (!name && !avatar) return html`<span class="unseen">${spoken}: </span>`;
  const picture = avatar ? html`<img src=${avatar} alt="" referrerpolicy="no-referrer" @error=${hide} />` : message.author ? html`<i aria-hidden="true">${[...name][0]}</i>` : nothing;
  return html`<div class="author">${picture}<bdi>${spoken}</bdi></div>`;
}

/** The bubble stands where its writer's side is, whatever the direction of the text in it. */
function body(text: Blocks, blocks: readonly Block[], around: View["around"], { words, actions }: View): TemplateResult {
  return html`<div class="body">
    ${renderText(blocks, text, around)} ${renderSources(text.references.sources, words.sources)}
    ${text.isCut ? html`<button type="button" class="more" @click=${() => actions.more(text)}>${words.showMore}</button>` : nothing}
  </div>`;
}

/** Once one is chosen, the others fold away; where the visitor wrote instead, all do. */
function buttons(message: Message, isLast: boolean, view: View): TemplateResult {
  const isOver = !isLast || message.used !== undefined;
  const choice = (button: Button): TemplateResult => {
    const isUsed = button.id === message.used;
    return html`<button
      type="button"
      class="choice"
      ?disabled=${isOver}
      ?hidden=${isOver && !isUsed}
      aria-pressed=${isUsed ? "true" : nothing}
      @click=${() => view.actions.click(message, button)}
    >
      ${button.text}
    </button>`;
  };
  const rows = message.buttons?.map((row) => html`<div class="row" ?hidden=${isOver && !row.some(({ id }) => id === message.used)}>${row.map(choice)}</div>`);
  return html`<div class="choices" ?hidden=${isOver && !message.used}>${rows}</div>`;
}

/** What one can do with an answer that is whole. */
function tools(message: Message, view: View): TemplateResult | typeof nothing {
  if (message.streaming || message.id === INTRO) return nothing;
  const isRateable = view.state.rateable && message.isStored;
  return html`<div class="tools">${view.times.at(message.at)}${copyButton(message, view)} ${isRateable ? ratingButtons(message, view) : nothing}</div>
    ${isRateable && view.commented === message.id ? commentLine(message, view) : nothing}`;
}

function copyButton({ id, text }: Message, { words, copied, actions }: View): TemplateResult {
  const { isDone } = copied?.id === id ? copied : {};
  const [label, icon] = isDone === undefined ? [words.copy, ICONS.copy] : isDone ? [words.copied, ICONS.done] : [words.copyFailed, ICONS.close];
  return html`<button type="button" class="copy" aria-label=${label} title=${label} @click=${() => actions.copy(id, text)}>${icon}</button>`;
}

/** @param again id of the message that can be tried again; empty where another followed */
function stopped(again: string, { words, actions }: View): TemplateResult {
  return html`<div class="note">
    <span>${words.stopped}</span>
    ${again ? html`<button type="button" class="retry" @click=${() => actions.retry(again)}>${words.retry}</button>` : nothing}
  </div>`;
}

/** What is wrong with a message, or that it is still on its way. */
function trouble({ id, role, delivery, problem }: Message, view: View): TemplateResult | typeof nothing {
  const { words, state, now } = view;
  if (problem?.code === "stopped") return nothing;
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
  if (role !== "user" || (delivery !== "waiting" && delivery !== "sent")) return nothing;
  return html`<div class="note late">${state.connectivity === "online" ? words.sending : words.waiting}</div>`;
}
