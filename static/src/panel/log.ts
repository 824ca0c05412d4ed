import { html, nothing, type TemplateResult } from "lit/html.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { Message } from "../engine/types";
import type { Block } from "../markdown/blocks";
import { Blocks, newBudget } from "../markdown/reader";
import { ICONS } from "./icons";
import { assistantMessage, headOf, INTRO, userMessage, type Head } from "./message";
import { time } from "./times";
import type { View } from "./view";

/** A message with what is read of its text. */
interface Entry {
  readonly message: Message;
  readonly text: Blocks;
  readonly blocks: readonly Block[];
}

/**
 * The list of messages. Those that did not change are not touched. The newest are read first; what a frame has no time
 * for comes in the next one.
 */
export class Log {
  readonly #texts = new Map<string, Blocks>();
  #isBehind = false;

  /** There is more to draw, in the next frame. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  template(view: View): TemplateResult {
    const { state, words, labels } = view;
    const intro = state.hasOlder ? "" : labels.intro;
    const messages = withIntro(state.messages, intro);
    const entries = this.#read(messages);
    const lastOwn = entries.findLastIndex(({ message }) => message.role === "user");
    const question = entries[lastOwn]?.message;
    const stopped = question?.problem?.code === "stopped" ? question.id : "";
    const again = (index: number): string => (index === entries.length - 1 ? stopped : "");
    return html`<div class="log" part="log" role="log" aria-live="off" aria-label=${words.messages} tabindex="0">
      <div class="messages">
        ${state.hasOlder ? html`<span class="typing older" aria-hidden="true"><i></i><i></i><i></i></span>` : nothing}
        ${repeat(
          entries,
          ({ message }) => message.id,
          (entry, index) => this.#message(entry, index > lastOwn, again(index), headOf(entry.message, entries[index - 1]?.message, view), view),
        )}
        ${starters(view, intro)}
        ${activity(view, entries)}
      </div>
      ${messages.length === 0 && state.connectivity === "online" ? html`<div class="empty">${ICONS.assistant}<p dir="auto">${words.greeting}</p>${starters(view, words.greeting)}</div>` : nothing}
    </div>`;
  }

  /** Those that are read, in whole or in part, up to the newest one. */
  #read(messages: readonly Message[]): readonly Entry[] {
    this.#forget(messages);
    const budget = newBudget();
    const entries: Entry[] = [];
    this.#isBehind = false;
    for (const message of messages.toReversed()) {
      const text = this.#textOf(message);
      const blocks = text.read(message.label ?? message.text, budget, message.streaming);
      this.#isBehind ||= text.isBehind;
      if (!text.isBehind || blocks.length > 0) entries.unshift({ message, text, blocks });
    }
    return entries;
  }

  #textOf({ id, role }: Message): Blocks {
    const text = this.#texts.get(id) ?? new Blocks(role === "user");
    this.#texts.set(id, text);
    return text;
  }

  /** @param again id of the message whose run was stopped, at the end of what is there of it */
  #message({ message, text, blocks }: Entry, isLast: boolean, again: string, head: Head, view: View): unknown {
    const { words, state, around, now } = view;
    const copied = view.copied?.id === message.id && view.copied;
    const clock = (message.problem?.retryAt ?? 0) > now - 1_000 && now;
    const seen = [message, blocks, text.isCut, isLast, again, ...Object.values(head), words, around, copied, clock, state.rateable, view.commented === message.id, view.files, state.connectivity === "online", state.longestMessage];
    return guard(seen, () => [
      head.day ? html`<div class="day">${time(message.at, head.day)}</div>` : nothing,
      message.role === "user" ? userMessage(message, text, blocks, again, view) : assistantMessage(message, text, blocks, isLast, again, head, view),
    ]);
  }

  #forget(messages: readonly Message[]): void {
    if (this.#texts.size <= messages.length) return;
    const ids = new Set(messages.map((message) => message.id));
    for (const id of this.#texts.keys()) if (!ids.has(id)) this.#texts.delete(id);
  }
}

function withIntro(messages: readonly Message[], intro: string): readonly Message[] {
  return intro ? [{ id: INTRO, role: "assistant", text: intro, at: 0 }, ...messages] : messages;
}

/** What the visitor may ask first, below what the assistant says first. */
function starters({ state, labels, actions }: View, greeting: string): TemplateResult | typeof nothing {
  if (!greeting || state.messages.length > 0 || state.connectivity !== "online") return nothing;
  const starter = (text: string): TemplateResult => html`<button type="button" class="choice" dir="auto" @click=${() => actions.say(text)}>${text}</button>`;
  return html`<div class="row starters">${labels.starters.map(starter)}</div>`;
}

/** The dots while nothing of the answer is there, and what the run says that it is doing. */
function activity({ state }: View, entries: readonly Entry[]): TemplateResult | typeof nothing {
  if (!state.answering) return nothing;
  const isStreaming = entries.some(({ message, blocks }) => message.streaming && blocks.length > 0);
  return html`<div class="activity">
    ${isStreaming ? nothing : html`<span class="typing" aria-hidden="true"><i></i><i></i><i></i></span>`}
    ${state.status ? html`<span class="status">${state.status}</span>` : nothing}
  </div>`;
}
