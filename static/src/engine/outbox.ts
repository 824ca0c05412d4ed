import type { Environment } from "./environment";
import type { Delivery, ErrorCode, Message, Problem } from "./types";
import type { Entry, Vault } from "./vault";

/** A message on its way. */
export interface Pending {
  readonly entry: Entry;
  /** Written in another tab, which is given until then to send it. */
  readonly foreignUntil: number;
  /** Not sent before then. */
  readonly notBefore: number;
  readonly attempts: number;
  readonly delivery: Delivery;
  /** Acknowledged on the present socket. */
  readonly isConfirmed: boolean;
  readonly problem?: Problem | undefined;
}

const LIMIT = 20;
const FOREIGN_MS = 10_000;

/** What the visitor wrote and the server has not answered, in the order in which it was written. */
export class Outbox {
  readonly #vault: Vault;
  readonly #environment: Environment;
  #pending = new Map<string, Pending>();
  readonly #thread: () => string;
  #failed = new Map<string, Entry>();

  /** @param thread gives the present conversation: what was left in another one stays there */
  constructor(vault: Vault, environment: Environment, thread: () => string) {
    this.#vault = vault;
    this.#environment = environment;
    this.#thread = thread;
    this.reload();
  }

  /** Reads what failed earlier in the present conversation. */
  reload(): void {
    this.#failed = new Map(this.#entries.filter(({ problem }) => problem).map((entry) => [entry.id, entry]));
  }

  /** Keeps what was not sent, or failed, for when the visitor comes back to the present conversation. */
  leave(): void {
    for (const entry of this.#entries) {
      if (entry.acked && !entry.problem) this.#vault.remove(entry.id);
      else this.#vault.put({ ...entry, thread: this.#thread() });
    }
    this.#pending.clear();
    this.#failed.clear();
  }

  get #entries(): Entry[] {
    return this.#vault.entries.filter(({ thread = this.#thread() }) => thread === this.#thread());
  }

  get isFull(): boolean {
    return this.#pending.size >= LIMIT;
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  get all(): Pending[] {
    return [...this.#pending.values()];
  }

  /** What holds up one message holds up those behind it. */
  get messages(): Message[] {
    let held: Problem | undefined;
    return this.all.map(({ entry, delivery, problem }) => {
      if (delivery === "waiting") held = problem ?? held;
      return messageOf(entry, delivery, delivery === "waiting" ? held : problem);
    });
  }

  /** Whether there is anything for this tab to send, or an answer to wait for. */
  get isDue(): boolean {
    const now = this.#environment.now();
    return this.all.some((pending) => pending.foreignUntil <= now);
  }

  get(id: string): Pending | undefined {
    return this.#pending.get(id);
  }

  add(entry: Entry): void {
    this.#vault.put(entry);
    this.#pending.set(entry.id, fresh(entry));
  }

  change(id: string, change: Partial<Pending>): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.set(id, { ...pending, ...change });
    if (change.entry) this.#vault.put(change.entry);
  }

  remove(id: string): void {
    this.#vault.remove(id);
    this.#pending.delete(id);
    this.#failed.delete(id);
  }

  /** Takes it out, as it is sent now; undefined where another tab has taken it. */
  take(entry: Entry): Message | undefined {
    const isThere = this.#vault.has(entry.id);
    this.remove(entry.id);
    return isThere ? messageOf(entry, "sent") : undefined;
  }

  /** Takes a message off the way and keeps it for the next page, with what went wrong, unless it can never be sent. */
  fail(id: string, problem: Problem): Entry | undefined {
    const entry = this.#pending.get(id)?.entry;
    if (!entry) return undefined;
    const failed = { ...entry, problem };
    this.#pending.delete(id);
    this.#failed.set(id, failed);
    if (problem.code === "bad_frame") this.#vault.remove(id);
    else this.#vault.put(failed);
    return failed;
  }

  /** What failed, as it was written, here or on an earlier page. */
  get failed(): readonly Entry[] {
    return [...this.#failed.values()];
  }

  /** The next page need not know of what failed before. */
  forgetFailed(): void {
    for (const id of this.#failed.keys()) this.#vault.remove(id);
  }

  clear(): void {
    for (const entry of this.#entries) this.#vault.remove(entry.id);
    this.#pending.clear();
  }

  /** The socket is gone: everything is to be sent again. */
  reopen(): void {
    for (const [id, pending] of this.#pending) {
      const delivery = pending.entry.acked ? pending.delivery : "waiting";
      this.#pending.set(id, { ...pending, delivery, isConfirmed: false });
    }
    this.hurry("busy", "overloaded", "shutting_down"); // the next socket may lead to another server
  }

  /** What waits for one of these reasons does so no longer. */
  hurry(...codes: ErrorCode[]): void {
    for (const { entry, problem } of this.all) {
      if (problem && codes.includes(problem.code)) this.change(entry.id, { notBefore: 0, problem: undefined });
    }
  }

  /**
   * Takes in what other tabs wrote, and lets go of what they finished.
   *
   * @param isAll whether this tab takes over everything, as one that connects does
   * @returns whether anything changed
   */
  adopt(isAll: boolean): boolean {
    const foreignUntil = isAll ? 0 : this.#environment.now() + FOREIGN_MS;
    const before = this.#pending;
    this.#pending = new Map();
    for (const entry of this.#entries) {
      const known = before.get(entry.id);
      const isOwn = isAll || known?.foreignUntil === 0;
      if (entry.problem || (entry.acked && !isOwn)) continue;
      this.#pending.set(entry.id, { ...(known ?? { ...fresh(entry), foreignUntil }), entry, ...(isOwn && { foreignUntil: 0 }) });
    }
    const isSame = before.size === this.#pending.size && this.all.every(({ entry }) => before.has(entry.id));
    return !isSame;
  }

  /** The next to be sent on this socket. The order stays: one that has to wait holds up those behind it. */
  next(isBeginning: boolean): Pending | undefined {
    const now = this.#environment.now();
    const open = this.all.filter((pending) => !pending.isConfirmed);
    const own = open.find((pending) => pending.foreignUntil <= now);
    // Where the thread is still to be made, every tab sends the same message first, so that only one is made.
    return own && isBeginning ? open[0] : own;
  }

  /** When the next message became or becomes ready that was not at this time; undefined where there is none. */
  nextChange(since: number): number | undefined {
    const times = this.all.map(({ foreignUntil, notBefore }) => Math.max(foreignUntil, notBefore));
    const later = times.filter((time) => time > since);
    return later.length > 0 ? Math.min(...later) : undefined;
  }
}

function fresh(entry: Entry): Pending {
  const delivery = entry.acked ? "stored" : "waiting";
  return { entry, foreignUntil: 0, notBefore: 0, attempts: 0, delivery, isConfirmed: false };
}

export function messageOf(entry: Entry, delivery: Delivery, problem?: Problem): Message {
  const { id, text, label, attachments, at } = entry;
  return { id, role: "user", text, at, delivery, ...(label && { label }), ...(attachments && { attachments }), ...(problem && { problem }) };
}
