import { parseButtons } from "./buttons";
import type { Dialogue, Talk } from "./dialogue";
import type { Button, Problem } from "./types";

/** Longer than the server lets a run take; without an answer by then the socket counts as dead. */
const ANSWER_MS = 180_000;

/**
 * The basic protocol, which few servers speak alone: the module is loaded then, and shares no code with the others, so
 * that those stay one file. It has no ids, so a reply belongs to the only message under way: the next one waits, and one
 * that lost its socket is not sent again unless the visitor says so.
 */
export class BasicDialogue implements Dialogue {
  readonly #talk: Talk;
  readonly #decode: (text: string) => string;
  #isReady = false;
  /** Id of the message that waits for its reply. */
  #underWay = "";
  #cancel: () => void = () => {};

  /** @param decode of the entities in a button's HTML */
  constructor(talk: Talk, decode: (text: string) => string) {
    this.#talk = talk;
    this.#decode = decode;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  opened(): void {
    this.#isReady = true;
    this.#talk.problem = undefined;
    this.#talk.outbox.adopt(true);
    for (const { entry, delivery } of this.#talk.outbox.all) {
      // Taken by `jims.v1` before, or on its way then: it may be known to the server.
      if (entry.acked || delivery === "sent") this.#talk.fail(entry.id, { code: "unanswered", text: "" });
    }
    this.#talk.changed();
    this.advance();
  }

  lost(): void {
    this.#isReady = false;
    this.#settle({ code: "unanswered", text: "" });
  }

  received(data: unknown): void {
    const { transcript, environment } = this.#talk;
    const { texts, rows, error } = parseReply(data, this.#decode);
    const text = texts.join("\n\n");
    const isEmpty = !text && rows.length === 0;
    this.#settle(isEmpty || error ? { code: error?.startsWith("Processing error") ? "pipeline" : "other", text: error ?? "" } : undefined);
    if (!isEmpty) {
      const buttons = rows.length > 0 && { buttons: rows };
      const message = { id: environment.uuid(), role: "assistant" as const, text, at: environment.now(), ...buttons };
      transcript.put(message);
      this.#talk.heard(message);
    }
    this.#talk.changed();
    this.advance();
  }

  advance(): void {
    const { outbox, environment, link, transcript, owed } = this.#talk;
    if (!this.#isReady || this.#underWay) return;
    const next = outbox.next(false);
    if (!next) return;
    const { id, text } = next.entry;
    // Whoever takes it from the store sends it: another tab may have been faster.
    const message = outbox.take(next.entry);
    if (!message) return this.advance();
    this.#underWay = id;
    transcript.put(message);
    owed.add(id);
    link.send(`{"messages":[${JSON.stringify({ role: "user", text })}]}`); // no array: see `prefixOf`
    this.#cancel = environment.after(ANSWER_MS, () => link.drop());
    this.#talk.changed();
  }

  probe(): void {
    // There is nothing to ask: the socket shows whether it lives when it is written to.
  }

  stop(): void {
    // Not in this protocol.
  }

  rate(): void {
    // Nor are ratings.
  }

  older(): void {
    // Nor is this.
  }

  listConversations(): void {
    // Nor is this.
  }

  #settle(problem: Problem | undefined): void {
    const { transcript, owed } = this.#talk;
    this.#cancel();
    owed.delete(this.#underWay);
    if (problem) transcript.change(this.#underWay, { delivery: "failed", problem });
    else transcript.change(this.#underWay, { delivery: "stored" });
    this.#underWay = "";
  }
}

interface Reply {
  readonly texts: string[];
  readonly rows: Button[][];
  readonly error: string | undefined;
}

/** What a frame shows; empty where it holds nothing that can be shown. */
export function parseReply(frame: unknown, decode: (text: string) => string): Reply {
  const parts = values(frame);
  const filled = (name: string): string[] => parts.map((part) => part[name]).filter(isFilled);
  return { texts: filled("text"), rows: filled("html").flatMap((html) => parseButtons(html, decode)), error: filled("error")[0] };
}

function values(frame: unknown): Record<string, unknown>[] {
  try {
    const reply: unknown = JSON.parse(`${frame}`);
    return (Array.isArray(reply) ? reply : [reply]).map((part: unknown) => Object(part) as Record<string, unknown>);
  } catch {
    return [];
  }
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
