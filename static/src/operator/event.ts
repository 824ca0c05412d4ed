import { html, nothing, type TemplateResult } from "lit/html.js";
import { Blocks, newBudget } from "../markdown/reader";
import { renderText, type Surroundings } from "../markdown/render";
import type { Json, StoredEvent } from "./api";
import { count, duration, exactTime, shortTime } from "./format";

/** Links lead where they say, images are named and not loaded: visitors and models wrote this. */
const AROUND: Surroundings = {
  allowImages: false,
  imageBlocked: (alt) => `Image: ${alt}`,
  copy: (text, button) => void navigator.clipboard.writeText(text).then(() => (button.textContent = "Copied")),
  copyCode: "Copy",
  expand: (box) => box.classList.toggle("large"),
  expandLabel: "Show all of it",
  expandIcon: "⤢",
};

/** What was read of each text, so that a list that is drawn anew is not read anew. */
const TEXTS = new WeakMap<StoredEvent, Blocks>();

/** How an event is shown, from what it is of. */
export function eventTemplate(event: StoredEvent, thread: string): TemplateResult {
  const { event_type: type, event_data: data } = event;
  if (type.startsWith("comm.user_")) return message(event, "user", "Visitor", thread);
  if (type.startsWith("comm.assistant_")) return message(event, "assistant", textOf(data["author"]) || "Assistant", thread);
  return html`<li class="event ${kindOf(type)}" data-type=${type}>
    <div class="line">
      <b>${titleOf(event)}</b> <span>${detailsOf(event)}</span>
      ${timeOf(event)}
    </div>
    ${sourcesOf(data)} ${rawOf(event)}
  </li>`;
}

function message(event: StoredEvent, role: string, name: string, thread: string): TemplateResult {
  const { event_data: data, event_type: type } = event;
  return html`<li class="event said ${role}" data-type=${type}>
    <div class="line"><b>${name}</b> ${timeOf(event)}</div>
    <div class="body">${role === "user" ? html`<p class="plain" dir="auto">${contentOf(data)}</p>` : markdown(event)}</div>
    ${filesOf(data["attachments"], thread)} ${buttonsOf(data["buttons"])} ${sourcesOf(data)} ${rawOf(event)}
  </li>`;
}

/** Files of the visitor: to be saved, and opened with care. */
function filesOf(files: Json | undefined, thread: string): TemplateResult | typeof nothing {
  const all = flat(files).map(objectOf);
  if (!all.length) return nothing;
  return html`<ul class="files" aria-label="Files">
    ${all.map((one) => html`<li><a href="/api/threads/${thread}/files/${encodeURIComponent(textOf(one["id"]))}" download><bdi>${textOf(one["name"])}</bdi></a> ${textOf(one["type"])}, ${count(Number(one["size"] ?? 0))} bytes</li>`)}
  </ul>`;
}

function markdown(event: StoredEvent): unknown {
  let text = TEXTS.get(event);
  if (!text) TEXTS.set(event, (text = new Blocks()));
  const budget = newBudget();
  const blocks = text.read(contentOf(event.event_data), budget);
  return renderText(blocks, text, AROUND);
}

function kindOf(type: string): string {
  if (type === "jims.lifecycle.run_failed") return "failure";
  return type.startsWith("jims.widget.feedback") ? "rating" : "inner";
}

function titleOf({ event_type: type, event_data: data }: StoredEvent): string {
  switch (type) {
    case "jims.lifecycle.thread_created":
      return "Conversation begun";
    case "jims.lifecycle.run_failed":
      return data["guarded"] ? "Answer refused by a guard" : "Answer failed";
    case "jims.lifecycle.run_retried":
      return "Visitor asked for another try";
    case "jims.widget.feedback":
      return data["rating"] === "up" ? "👍 Rated good" : data["rating"] === "down" ? "👎 Rated bad" : "Rating taken back";
    case "jims.widget.call":
      return `Tool call on the page: ${textOf(data["name"])}`;
    case "jims.widget.result":
      return "Result of a tool call";
    case "rag.query_processed":
      return "Answer made";
    case "state.set.handoff":
      return data["mode"] === "human" ? `Taken over by ${textOf(data["by"]) || "a person"}` : "Given back to the assistant";
    case "jims.widget.lang":
      return `The page's language: ${textOf(data["lang"])}`;
    case "context.page":
      return "What the visitor's page tells";
    default:
      return type;
  }
}

function detailsOf({ event_type: type, event_data: data }: StoredEvent): string {
  if (type === "jims.lifecycle.run_failed" && data["guarded"]) return textOf(data["text"]);
  if (type === "jims.lifecycle.run_failed") return [textOf(data["code"]), textOf(data["text"])].filter(Boolean).join(": ");
  if (type === "jims.widget.feedback") return textOf(data["comment"]);
  if (type.startsWith("context.")) return contentOf(data);
  if (type !== "rag.query_processed") return textOf(data["status"]) || textOf(data["name"]);
  const info = objectOf(data["technical_info"]);
  const models = Object.entries(objectOf(info["model_stats"])).map(([model, stats]) => {
    const { prompt_tokens: read, completion_tokens: written } = objectOf(stats);
    return `${model}: ${count(Number(read ?? 0))} tokens read, ${count(Number(written ?? 0))} written`;
  });
  const time = typeof info["duration_ms"] === "number" ? [duration(info["duration_ms"])] : [];
  return [...time, ...models].join(" · ");
}

function buttonsOf(buttons: Json | undefined): TemplateResult | typeof nothing {
  const labels = flat(buttons).map((button) => textOf(objectOf(button)["text"]));
  return labels.length ? html`<div class="choices">${labels.map((label) => html`<span>${label}</span>`)}</div>` : nothing;
}

function sourcesOf(data: StoredEvent["event_data"]): TemplateResult | typeof nothing {
  const sources = flat(data["sources"]).map(objectOf);
  if (!sources.length) return nothing;
  return html`<div class="sources">Sources: ${sources.map((one, i) => html`${i ? ", " : nothing}${source(textOf(one["title"]), textOf(one["url"]))}`)}</div>`;
}

function source(title: string, address: string): unknown {
  if (!/^https?:\/\//i.test(address)) return title || address;
  return html`<a href=${address} target="_blank" rel="noopener noreferrer">${title || address}</a>`;
}

/** All of it, as it is stored. */
function rawOf({ event_type: type, event_id: id, event_data: data }: StoredEvent): TemplateResult {
  return html`<details>
    <summary>Stored data</summary>
    <pre tabindex="0">${type} ${id}
${JSON.stringify(data, undefined, 2)}</pre>
  </details>`;
}

function timeOf({ created_at: at }: StoredEvent): TemplateResult {
  return html`<time datetime=${at} title=${exactTime(at)}>${shortTime(at)}</time>`;
}

export function contentOf(data: StoredEvent["event_data"]): string {
  const content = data["content"];
  if (!Array.isArray(content)) return textOf(content);
  return flat(content)
    .map((part) => textOf(typeof part === "string" ? part : objectOf(part)["text"]))
    .join("\n");
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : value === null || value === undefined || typeof value === "object" ? "" : String(value);
}

function objectOf(value: Json | undefined): { readonly [key: string]: Json } {
  return value && typeof value === "object" && !Array.isArray(value) ? (value as { readonly [key: string]: Json }) : {};
}

/** A list of values, or of lists of them. */
function flat(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]).flatMap((one) => (Array.isArray(one) ? (one as readonly Json[]) : [one])) : [];
}
