import type { Attachment, Button, Call, ErrorCode, Message, Mode, Problem, Rating, UploadOffer } from "./types";

/** What a server of `jims.v1` says; members that are not known here are passed over. */
export type Frame =
  | { readonly type: "welcome"; readonly thread_id?: string; readonly contact_id?: string } & Welcome
  | { readonly type: "ack"; readonly id: string; readonly thread_id: string }
  | { readonly type: "status"; readonly text: string; readonly author?: { readonly name?: string } }
  | { readonly type: "handoff"; readonly mode: Mode }
  | { readonly type: "delta"; readonly id: string; readonly text: string }
  | ({ readonly type: "message" } & StoredMessage)
  | ({ readonly type: "call" } & Call)
  | { readonly type: "rated"; readonly id: string; readonly rating: Rating }
  | { readonly type: "history"; readonly events: readonly StoredMessage[]; readonly more: boolean }
  | { readonly type: "threads"; readonly items: readonly { readonly thread_id: string; readonly title: string; readonly at: string }[] }
  | { readonly type: "done"; readonly id: string; readonly stopped?: boolean }
  | ({ readonly type: "error" } & Failure);

interface Welcome {
  readonly features?: readonly string[];
  readonly texts?: Readonly<Record<string, string>>;
  readonly limits?: { readonly message_characters?: number };
  readonly events?: readonly StoredMessage[];
  /** There are older ones. */
  readonly more?: boolean;
  readonly handoff?: Mode;
  readonly uploads?: UploadOffer;
  readonly active?: { readonly id: string; readonly message_id?: string; readonly text: string };
}

export interface StoredMessage {
  readonly id: string;
  readonly role: string;
  readonly text: string;
  readonly buttons?: readonly (readonly Button[])[];
  readonly at: string;
  readonly rating?: Rating;
  readonly attachments?: readonly Attachment[];
  /** A person who answers in the assistant's place. */
  readonly author?: { readonly name?: string };
}

export interface Failure {
  readonly code: string;
  readonly text: string;
  /** The app says the text to its visitor. */
  readonly said?: boolean;
  readonly id?: string;
  readonly retry_after?: number;
  readonly retry?: boolean;
}

const CODES: readonly string[] = [
  "empty", "too_long", "busy", "rate_limited", "quota", "unauthorized", "forbidden", "overloaded", "timeout",
  "pipeline", "bad_frame", "shutting_down",
] satisfies ErrorCode[];

/** The frame, or undefined where it is no JSON object: a later version may say more than we know. */
export function parseFrame(data: unknown): Frame | undefined {
  try {
    return Object(JSON.parse(`${data}`)) as Frame;
  } catch {
    return undefined;
  }
}

export function toMessage({ id, role, text, buttons, at, rating, attachments, author }: StoredMessage, now: number): Message {
  const shown = { id, text, at: +new Date(at) || now, ...(buttons && { buttons }), ...(rating && { rating }), ...(attachments && { attachments }) };
  return role === "user" ? { ...shown, role, delivery: "stored" } : { ...shown, role: "assistant", isStored: true, ...(author?.name && { author: author.name }) };
}

export function toProblem({ code, text, said, retry_after }: Failure, now: number): Problem {
  const known = !said && CODES.includes(code) ? (code as ErrorCode) : "other";
  return { code: known, text, ...(retry_after && { retryAt: now + retry_after * 1_000 }) };
}
