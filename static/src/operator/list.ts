import { html, nothing, type TemplateResult } from "lit/html.js";
import { repeat } from "lit/directives/repeat.js";
import { FILTERS, listThreads, queryOf, type Filter, type Summary } from "./api";
import { exactTime, shortTime } from "./format";
import type { News } from "./live";
import type { View } from "./view";

const PAGE = 50;
/** A list that is longer than this is not read anew for each piece of news, in conversations. */
const MOST_LIVE = 200;
/** How long a typing operator is waited for, in ms. */
const TYPING = 250;

/** The conversations, newest first, as they change. */
export class List implements View {
  readonly title = "Conversations";
  readonly #changed: () => void;
  #filter: Filter;
  #threads: readonly Summary[] = [];
  #before: string | null = null;
  #problem = "";
  #isLoading = true;
  #asked = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(query: URLSearchParams, changed: () => void) {
    this.#changed = changed;
    const [q, contact, rating, state, lang] = FILTERS.map((name) => query.get(name) ?? "");
    this.#filter = { q: q ?? "", contact: contact ?? "", rating: rating ?? "", state: state ?? "", lang: lang ?? "" };
    void this.#load();
  }

  told(news: readonly News[]): void {
    if (news.length > 0 && this.#threads.length <= MOST_LIVE) void this.#load();
  }

  missed(): void {
    void this.#load();
  }

  template(): TemplateResult {
    return html`<main>
      <h1>Conversations</h1>
      ${this.#form()}
      <p class="status" role="status">${this.#problem || (this.#isLoading ? "Loading…" : this.#threads.length ? "" : "No conversations.")}</p>
      <ol class="threads" aria-busy=${this.#isLoading}>
        ${repeat(this.#threads, (thread) => thread.thread_id, item)}
      </ol>
      ${this.#before ? html`<button type="button" class="more" @click=${() => void this.#more()}>Show older ones</button>` : nothing}
    </main>`;
  }

  #form(): TemplateResult {
    const { q, contact, rating, state, lang } = this.#filter;
    const query = queryOf(this.#filter);
    const link = (format: string): string => `/api/export?${new URLSearchParams([...query, ["format", format]])}`;
    return html`<form class="filters" role="search" @submit=${(event: Event) => event.preventDefault()}>
      <label>Words <input type="search" name="q" .value=${q} @input=${this.#typed} /></label>
      <label>Contact <input type="search" name="contact" .value=${contact} @input=${this.#typed} /></label>
      <label>Rating <select name="rating" .value=${rating} @change=${this.#typed}>
        ${option("", "any", rating)} ${option("up", "👍 good", rating)} ${option("down", "👎 bad", rating)}
      </select></label>
      <label>State <select name="state" .value=${state} @change=${this.#typed}>
        ${option("", "any", state)} ${option("failed", "failed", state)} ${option("owed", "waits for an answer", state)} ${option("human", "with a person", state)}
      </select></label>
      <label>Language <input name="lang" size="4" maxlength="8" pattern="[a-z]{2,8}" placeholder="any" .value=${lang} @change=${this.#typed} /></label>
      <span class="exports">Export <a href=${link("csv")} download>CSV</a> <a href=${link("jsonl")} download>JSON lines</a></span>
    </form>`;
  }

  readonly #typed = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement | HTMLSelectElement;
    this.#filter = { ...this.#filter, [field.name]: field.value };
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      const query = queryOf(this.#filter).toString();
      history.replaceState(null, "", query ? `/?${query}` : "/");
      void this.#load();
    }, TYPING);
    this.#changed();
  };

  /** As many as are shown, from the newest on. */
  async #load(): Promise<void> {
    await this.#ask(null, Math.min(MOST_LIVE, Math.max(PAGE, this.#threads.length)));
  }

  async #more(): Promise<void> {
    await this.#ask(this.#before, PAGE);
  }

  async #ask(before: string | null, limit: number): Promise<void> {
    const asked = ++this.#asked;
    this.#isLoading = true;
    this.#changed();
    try {
      const page = await listThreads(this.#filter, before, limit);
      if (asked !== this.#asked) return; // another question was asked meanwhile
      this.#threads = before ? [...this.#threads, ...page.threads] : page.threads;
      this.#before = page.before;
      this.#problem = "";
    } catch (problem) {
      if (asked === this.#asked) this.#problem = (problem as Error).message;
    } finally {
      if (asked === this.#asked) this.#isLoading = false;
      this.#changed();
    }
  }
}

function option(value: string, text: string, chosen: string): TemplateResult {
  return html`<option value=${value} ?selected=${value === chosen}>${text}</option>`;
}

function item(thread: Summary): TemplateResult {
  const marks = [
    thread.rating === "up" ? "👍" : thread.rating === "down" ? "👎" : "",
    thread.lang ?? "",
    thread.failed ? "failed" : "",
    thread.owed ? "waits" : "",
    thread.state === "human" ? "with a person" : "",
  ].filter(Boolean);
  return html`<li>
    <a href="/threads/${thread.thread_id}">
      <span class="question" dir="auto">${thread.first_question || "(nothing was asked)"}</span>
      <span class="marks">${marks.map((mark) => html`<span class="mark ${mark === "failed" ? "bad" : ""}">${mark}</span>`)}</span>
      <span class="who" dir="auto">${thread.contact_id ?? "no contact"}</span>
      <span class="size">
        ${thread.messages} ${thread.messages === 1 ? "message" : "messages"},
        <time datetime=${thread.last_activity_at} title=${exactTime(thread.last_activity_at)}>${shortTime(thread.last_activity_at)}</time>
      </span>
    </a>
  </li>`;
}
