import { html, nothing, type TemplateResult } from "lit/html.js";
import type { State } from "../engine/types";
import { renderBlocks } from "../markdown/render";
import { Blocks, newBudget } from "../markdown/reader";
import { describe } from "../words";
import { hide } from "./hide";
import { ICONS } from "./icons";
import type { View } from "./view";

const disclaimer = new Blocks();

/** All of the panel; the list and the composer come ready. */
export function frame(view: View, log: TemplateResult, composer: TemplateResult): TemplateResult {
  const { words, actions, isAtEnd } = view;
  return html`${header(view)}
    <div class="middle">${log}</div>
    <div class="bottom">
      ${problem(view)} ${legal(view)}
      ${isAtEnd
        ? nothing
        : html`<button type="button" class="to-end" aria-label=${words.jumpToNewest} @click=${actions.toEnd}>${ICONS.down}</button>`}
      ${composer}
    </div>`;
}

function header(view: View): TemplateResult {
  const { options, words, labels, actions, state } = view;
  const logo = options.logo
    ? html`<img class="logo" src=${options.logo} alt="" referrerpolicy="no-referrer" @error=${hide} />`
    : html`<span class="logo mark">${ICONS.assistant}</span>`;
  return html`<header part="header">
    ${logo}
    <div class="heading">
      <h2 id="title" part="title">${labels.title}</h2>
      ${connectivity(view)}
    </div>
    ${isThereAnother(state)
      ? html`<button type="button" class="tool" aria-label=${words.conversations} title=${words.conversations} @click=${actions.showConversations}>${ICONS.past}</button>`
      : nothing}
    <button type="button" class="tool" aria-label=${words.newConversation} title=${words.newConversation} ?disabled=${state.messages.length === 0} @click=${actions.newConversation}>
      ${ICONS.compose}
    </button>
    <button type="button" class="tool size" aria-label=${words.expand} title=${words.expand} @click=${actions.expand}>${ICONS.expand}</button>
    <button type="button" class="tool close" aria-label=${words.close} title=${words.close} @click=${actions.close}>${ICONS.close}</button>
  </header>`;
}

function isThereAnother({ conversations, thread }: State): boolean {
  return conversations.some((one) => one.thread !== thread);
}

/** Quiet: only what takes longer than a moment is seen, which the style sheet sees to. */
function connectivity({ state, words }: View): TemplateResult {
  const isTrying = /connecting/.test(state.connectivity) && state.problem?.code !== "unreachable";
  const trying = state.connectivity === "connecting" ? words.connecting : words.reconnecting;
  return html`<div class="connectivity" ?hidden=${!isTrying}>${isTrying ? (navigator.onLine ? trying : words.offline) : nothing}</div>`;
}

function problem({ state, words, language, now, actions }: View): TemplateResult | typeof nothing {
  if (!state.problem) return nothing;
  return html`<div class="problem general">
    <span>${describe(words, language, state.problem, now, state.longestMessage)}</span>
    ${state.problem.code === "unreachable" ? html`<button type="button" class="retry" @click=${actions.reconnect}>${words.tryNow}</button>` : nothing}
  </div>`;
}

function legal({ labels, own }: View): TemplateResult | typeof nothing {
  if (!labels.disclaimer) return nothing;
  return html`<div class="legal text" dir="auto" tabindex="0">${renderBlocks(disclaimer.read(labels.disclaimer, newBudget()), disclaimer, own)}</div>`;
}
