/** What the API tells of a conversation in the list. */
export interface Summary {
  readonly thread_id: string;
  readonly contact_id: string | null;
  readonly created_at: string;
  readonly last_activity_at: string;
  readonly first_question: string;
  readonly messages: number;
  readonly rating: "up" | "down" | null;
  readonly failed: boolean;
  readonly owed: boolean;
  readonly state: "human" | "assistant";
  /** Of the visitor's page at first, such as "de". */
  readonly lang?: string;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface StoredEvent {
  readonly event_id: string;
  readonly created_at: string;
  readonly event_type: string;
  readonly event_data: { readonly [key: string]: Json };
}

export interface Page {
  readonly threads: readonly Summary[];
  /** What names the next page; null on the last one. */
  readonly before: string | null;
}

export interface Conversation extends Summary {
  readonly events: readonly StoredEvent[];
  /** What names the next page of events; null on the last one. */
  readonly after: string | null;
}

/** A sum of what happened. */
export interface Counts {
  readonly day?: string;
  readonly hour?: number;
  readonly model?: string;
  readonly messages: number;
  readonly answers: number;
  readonly failures: number;
  readonly up: number;
  readonly down: number;
  readonly calls: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly cached_tokens: number;
  readonly runs: number;
  readonly mean_ms: number;
  readonly longest_ms: number;
}

export interface Stats {
  readonly from: string;
  readonly until: string;
  readonly total: Counts;
  readonly days: readonly Counts[];
  readonly hours: readonly Counts[];
  readonly models: readonly Counts[];
}

/** What some calls of language models cost; money is a decimal number as text. */
export interface CostRow {
  readonly day?: string;
  readonly contact?: string;
  readonly model?: string;
  readonly app?: string;
  readonly calls: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly cached_tokens: number;
  readonly money: string | null;
}

export interface Costs {
  readonly currency: string | null;
  /** Models that the list of prices does not have. */
  readonly unpriced: readonly string[];
  readonly total: CostRow;
  readonly rows: readonly CostRow[];
}

/** What the list is narrowed to; what is empty is no condition. */
export interface Filter {
  readonly q: string;
  readonly contact: string;
  readonly rating: string;
  readonly state: string;
  readonly lang: string;
}

export const FILTERS = ["q", "contact", "rating", "state", "lang"] as const satisfies readonly (keyof Filter)[];

export function queryOf(filter: Filter): URLSearchParams {
  return new URLSearchParams(FILTERS.filter((name) => filter[name]).map((name) => [name, filter[name]]));
}

export async function listThreads(filter: Filter, before: string | null, limit: number): Promise<Page> {
  const query = queryOf(filter);
  query.set("limit", String(limit));
  if (before) query.set("before", before);
  return ask<Page>(`/api/threads?${query}`);
}

export async function readThread(id: string, after: string | null): Promise<Conversation> {
  return ask<Conversation>(`/api/threads/${encodeURIComponent(id)}${after ? `?after=${after}` : ""}`);
}

export async function eraseThread(id: string): Promise<void> {
  await ask(`/api/threads/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export async function handOff(id: string, mode: Summary["state"], by: string): Promise<void> {
  await ask(`/api/threads/${encodeURIComponent(id)}/handoff`, withBody("PUT", { mode, by }));
}

export async function say(id: string, text: string, author: string): Promise<void> {
  await ask(`/api/threads/${encodeURIComponent(id)}/messages`, withBody("POST", { text, author }));
}

/** @param author empty where they type no more */
export async function tellTyping(id: string, author: string): Promise<void> {
  await ask(`/api/threads/${encodeURIComponent(id)}/typing`, withBody("POST", { author }));
}

function withBody(method: string, body: object): RequestInit {
  return { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

export async function readStats(days: number): Promise<Stats> {
  return ask<Stats>(`/api/stats?days=${days}`);
}

export async function readCosts(days: number, by: string): Promise<Costs> {
  return ask<Costs>(`/api/costs?days=${days}&by=${by}`);
}

export async function signOut(): Promise<void> {
  await fetch("/sign-out", { method: "POST", redirect: "manual" });
  location.assign("/");
}

/** @throws Error in words for a reader */
async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, init);
  if (answer.status === 401) location.reload(); // which shows the page to sign in
  const body = (await answer.json()) as T & { readonly error?: string };
  if (!answer.ok) throw new Error(body.error ?? `The server answered ${answer.status}.`);
  return body;
}
