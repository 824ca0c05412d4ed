import { html, nothing, type TemplateResult } from "lit/html.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { Message } from "../engine/types";
import { Blocks } from "../markdown/tokens";
import { ICONS } from "./icons";
import { assistantMessage, INTRO, userMessage } from "./message";
import type { View } from "./view";

/** The list of messages. Those that did not change are not touched. */
export class Log {
  readonly #blocks = new Map<string, Blocks>();

  template(view: View): TemplateResult {
    const { state, words, labels } = view;
    const messages = withIntro(state.messages, labels.intro);
    const lastOwn = messages.findLastIndex((message) => message.role === "user");
    this.#forget(messages);
    return html`<div class="log" role="log" aria-live="off" aria-label=${words.messages} tabindex="0">
      <div class="messages">
        ${repeat(messages, (message) => message.id, (message, index) => this.#message(message, index > lastOwn, view))}
        ${activity(view)}
      </div>
      ${messages.length === 0 && state.connectivity === "online" ? html`<div class="empty">${ICONS.assistant}</div>` : nothing}
    </div>`;
  }

  blocksOf(id: string): Blocks {
    const blocks = this.#blocks.get(id) ?? new Blocks();
    this.#blocks.set(id, blocks);
    return blocks;
  }

  #message(message: Message, isLast: boolean, view: View): unknown {
    const { words, state, around, copied, now } = view;
    const isCopied = copied === message.id;
    const clock = (message.problem?.retryAt ?? 0) > now - 1_000 && now;
    const seen = [message, isLast, words, around, isCopied, clock, state.connectivity === "online", state.longestMessage];
    return guard(seen, () =>
      message.role === "user" ? userMessage(message, view) : assistantMessage(message, this.blocksOf(message.id), isLast, view),
    );
  }

  #forget(messages: readonly Message[]): void {
    if (this.#blocks.size <= messages.length) return;
    const ids = new Set(messages.map((message) => message.id));
    for (const id of this.#blocks.keys()) if (!ids.has(id)) this.#blocks.delete(id);
  }
}

function withIntro(messages: readonly Message[], intro: string): readonly Message[] {
  return intro ? [{ id: INTRO, role: "assistant", text: intro, at: 0 }, ...messages] : messages;
}

/** The dots while nothing of the answer is there, and what the run says that it is doing. */
function activity({ state }: View): TemplateResult | typeof nothing {
  if (!state.answering) return nothing;
  const isStreaming = state.messages.some((message) => message.streaming && message.text);
  return html`<div class="activity">
    ${isStreaming ? nothing : html`<span class="typing" aria-hidden="true"><i></i><i></i><i></i></span>`}
    ${state.status ? html`<span class="status">${state.status}</span>` : nothing}
  </div>`;
}
