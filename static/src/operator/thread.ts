import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { eraseThread, readThread, type Conversation, type StoredEvent } from "./api";
import { eventTemplate } from "./event";
import { exactTime } from "./format";
import { followStatus, type News } from "./live";
import { Reply } from "./reply";
import type { View } from "./view";

/** One conversation with all of its events, as it happens. */
export class Thread implements View {
  readonly title = "Conversation";
  readonly #id: string;
  readonly #changed: () => void;
  readonly #reply: Reply;
  #thread: Conversation | undefined;
  /** By id, in order; the same objects as long as they are known. */
  #events: readonly StoredEvent[] = [];
  #more: string | null = null;
  readonly #unfollow: () => void;
  /** What a run is doing at present. */
  #doing = "";
  #problem = "";
  #isReading = false;
  #isStale = false;
  #isErased = false;

  constructor(id: string, changed: () => void) {
    this.#id = id;
    this.#changed = changed;
    this.#reply = new Reply(id, changed, () => void this.#read());
    this.#unfollow = followStatus(id, (text) => {
      this.#doing = text;
      changed();
    });
    void this.#read();
  }

  told(news: readonly News[]): void {
    if (news.some(({ thread_id: id }) => id === this.#id)) void this.#read();
  }

  missed(): void {
    void this.#read();
  }

  leave(): void {
    this.#unfollow();
    this.#reply.leave();
  }

  template(): TemplateResult {
    const thread = this.#thread;
    return html`<main>
      <p><a href="/">← Conversations</a></p>
      <h1 dir="auto">${thread?.first_question || "Conversation"}</h1>
      ${thread ? this.#facts(thread) : nothing}
      <p class="status" role="status">${this.#problem}</p>
      <ol class="events" aria-label="Events">
        ${repeat(this.#events, (event) => event.event_id, (event) => eventTemplate(event, this.#id))}
      </ol>
      <p class="doing" role="status" dir="auto">${this.#doing}</p>
      ${thread && !this.#isErased ? this.#reply.template(thread.state) : nothing}
      ${this.#more ? html`<button type="button" class="more" @click=${() => void this.#read(true)}>Show more</button>` : nothing}
      ${this.#dialog()}
    </main>`;
  }

  #facts(thread: Conversation): TemplateResult {
    const path = `/api/threads/${this.#id}/export`;
    return html`<div class="facts">
      <span dir="auto">${thread.contact_id ?? "no contact"}</span>
      <span>begun ${exactTime(thread.created_at)}</span>
      ${thread.failed ? html`<span class="mark bad">failed</span>` : nothing}
      ${thread.owed ? html`<span class="mark">waits for an answer</span>` : nothing}
      ${thread.state === "human" ? html`<span class="mark">with a person</span>` : nothing}
      <span class="exports">Export <a href="${path}?format=csv" download>CSV</a> <a href="${path}?format=jsonl" download>JSON lines</a></span>
      <button type="button" class="erase" ?disabled=${this.#isErased} @click=${() => dialog()?.showModal()}>Erase…</button>
    </div>`;
  }

  #dialog(): TemplateResult {
    return html`<dialog class="confirm" aria-labelledby="erase-title">
      <h2 id="erase-title">Erase this conversation?</h2>
      <p>All of its messages and events are deleted for good, for the visitor as well.</p>
      <form method="dialog">
        <button autofocus>Keep it</button>
        <button type="button" class="bad" @click=${() => void this.#erase()}>Erase it</button>
      </form>
    </dialog>`;
  }

  async #erase(): Promise<void> {
    dialog()?.close();
    try {
      await eraseThread(this.#id);
      this.#isErased = true;
      this.#events = [];
      this.#problem = "This conversation was erased.";
    } catch (problem) {
      this.#problem = (problem as Error).message;
    }
    this.#changed();
  }

  /** Reads what is behind the last event that is known. @param isWanted also where its reader has not come to the end */
  async #read(isWanted = false): Promise<void> {
    if (this.#isReading || this.#isErased) {
      this.#isStale = true;
      return;
    }
    this.#isReading = true;
    try {
      // An event may come to stand before others that are known: those of a run that ended have the times of then.
      const isLong = this.#more !== null || this.#events.length >= 500;
      const after = isLong ? (this.#events.at(-1)?.event_id ?? null) : null;
      const thread = await readThread(this.#id, isWanted || isLong ? after : null);
      const known = new Map(this.#events.map((event) => [event.event_id, event]));
      const read = thread.events.map((event) => known.get(event.event_id) ?? event);
      this.#events = after ? [...this.#events, ...read] : read;
      this.#more = thread.after;
      this.#thread = thread;
      this.#problem = "";
    } catch (problem) {
      this.#problem = (problem as Error).message;
    }
    this.#isReading = false;
    this.#changed();
    if (this.#isStale && !this.#isErased) {
      this.#isStale = false;
      void this.#read();
    }
  }
}

function dialog(): HTMLDialogElement | null {
  return document.querySelector("dialog.confirm");
}
