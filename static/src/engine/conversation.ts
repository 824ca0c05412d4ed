import { decode } from "../entities";
import type { Dialogue, Talk } from "./dialogue";
import type { Environment } from "./environment";
import { JimsDialogue } from "./jims";
import { Link } from "./link";
import { messageOf, Outbox } from "./outbox";
import { Publisher } from "./publisher";
import { Ratings } from "./ratings";
import { Transcript } from "./transcript";
import type { Attachment, Button, Call, Connectivity, Engine, Given, Message, Mode, Options, PastConversation, Problem, State, UploadOffer } from "./types";
import { Vault, type Entry, type Session } from "./vault";

/** How long a socket that nobody needs is kept: visitors open and close the panel. */
const IDLE_MS = 60_000;
/** So many attempts in a row that fail say that the server cannot be reached: one that was never there, or has been. */
const FAILURES = 3;
const LATER_FAILURES = 5;
/** A result of the page, in UTF-16 units of its frame. */
const LARGEST = 16_000;
/** Of a remembered conversation, in UTF-16 units. */
const TITLE = 100;

/** One conversation: what the panel asks for, and what the protocols and the other tabs say. */
export class Conversation implements Engine, Talk {
  options: Options;
  readonly environment: Environment;
  readonly link: Link;
  readonly outbox: Outbox;
  readonly transcript = new Transcript();
  readonly ratings = new Ratings(this.transcript);
  given: Given | undefined;
  offered: readonly string[] = [];
  readonly results = new Map<string, string>();
  readonly owed = new Set<string>();
  token: string;
  status = "";
  typing = "";
  mode: Mode | undefined;
  problem: Problem | undefined;
  texts: Readonly<Record<string, string>> = {};
  longestMessage: number | undefined;
  uploads: UploadOffer | undefined;
  features: ReadonlySet<string> = new Set();
  hasOlder = false;

  readonly #vault: Vault;
  readonly #publisher: Publisher<State>;
  readonly #endings: (() => void)[];
  #session: Session;
  #dialogue: Dialogue | undefined;
  #unread: string[] = [];
  /** What this browser remembers, and what the server told. */
  #past: readonly PastConversation[];
  #listed: readonly PastConversation[] = [];
  #notedThread = "";
  #perform: (call: Call) => Promise<unknown> = () => Promise.reject();
  readonly #called = new Set<string>();
  #isAttended = false;
  #isRefused = false;
  #isDestroyed = false;
  #wasLost = false;
  #wasReached = false;
  #failures = 0;
  #actedAt = 0;
  #cancelIdle: (() => void) | undefined;
  #cancelNext: () => void = () => {};

  constructor(options: Options, environment: Environment) {
    this.options = options;
    this.environment = environment;
    this.token = typeof options.token === "string" ? options.token : "";
    this.#publisher = new Publisher(environment, () => this.#build());
    this.#publisher.subscribe(() => {
      this.#note();
      this.#plan();
    });
    this.#vault = new Vault(options, environment);
    this.#session = this.#vault.session ?? { thread: options.threadId, contact: options.contactId, isRenewed: false };
    this.outbox = new Outbox(this.#vault, environment, () => this.#session.thread);
    this.#past = this.#vault.past;
    this.link = new Link(environment, {
      url: (isBasic) => this.#url(isBasic),
      opened: (isBasic) => this.#opened(isBasic),
      received: (data) => {
        this.#reached();
        this.#dialogue?.received(data);
      },
      lost: (code, reason) => this.#lost(code, reason),
      impossible: (problem) => this.#impossible(problem),
      wanted: () => this.#isWanted,
    });
    this.#endings = [environment.onWake((isLost) => this.#woke(isLost)), this.#vault.watch(() => this.#follow())];
    this.#recallFailed();
    this.outbox.adopt(true);
    this.#act();
  }

  get state(): State {
    return this.#publisher.value;
  }

  get session(): Session {
    return this.#session;
  }

  set session(session: Session) {
    this.#session = session;
    if (session.thread || !this.outbox.isEmpty) this.#vault.session = session;
  }

  subscribe(listener: (state: State) => void): () => void {
    return this.#publisher.subscribe(listener);
  }

  attend(isAttended: boolean): void {
    this.#isAttended = isAttended;
    if (isAttended) this.#isRefused = false;
    this.#read();
    this.#act();
  }

  send(text: string, attachments?: readonly Attachment[]): void {
    const trimmed = text.trim();
    if (trimmed || attachments) this.#say(trimmed, undefined, attachments);
  }

  click(message: Message, button: Button): void {
    if (this.transcript.get(message.id)?.used !== undefined) return;
    this.transcript.change(message.id, { used: button.id });
    this.#say(button.id.startsWith("btn:") ? button.id : `btn:${button.id}`, button.text);
  }

  stop(): void {
    this.#dialogue?.stop();
  }

  retry(messageId: string): void {
    const message = this.transcript.get(messageId);
    if (message?.delivery !== "failed") return;
    // The server tells what a button said, not what it sends.
    const entry = this.outbox.failed.find(({ id }) => id === messageId);
    const { text, label, attachments } = entry ?? message;
    const isStored = this.transcript.isStored(messageId) || !!entry?.acked;
    const isLast = this.transcript.messages.findLast(({ role }) => role === "user")?.id === messageId;
    this.outbox.remove(messageId);
    const isSame = isStored && isLast && (this.features.has("retry") || !this.#dialogue?.isReady);
    if (isStored) this.transcript.settle(messageId);
    else this.transcript.remove(messageId);
    if (isSame) this.#put({ id: messageId, text, label, attachments, at: message.at, again: true });
    else this.#say(text, label, attachments);
  }

  repeat({ id, text, label, attachments }: Entry): void {
    this.outbox.remove(id);
    this.#say(text, label, attachments);
  }

  rate(given: Given): void {
    if (!this.#isRateable) return;
    if (this.#dialogue?.isReady) this.problem = undefined;
    this.ratings.give(given);
    this.#dialogue?.rate(given);
    this.changed();
  }

  offer(names: readonly string[], act: (call: Call) => Promise<unknown>): void {
    this.offered = names;
    this.#perform = act;
    this.#dialogue?.probe(true);
  }

  async called(call: Call): Promise<void> {
    const { id, timeout_ms } = call;
    if (this.#called.has(id)) return;
    this.#called.add(id);
    const frame = (result: object): string => JSON.stringify({ type: "result", id, ...result });
    const result = await this.#perform(call)
      .then((value) => bounded(frame({ value })))
      .catch((problem: unknown) => frame({ error: `${problem}` }));
    this.results.set(id, result);
    this.environment.after(timeout_ms, () => this.results.delete(id));
    if (this.#dialogue?.isReady) this.link.send(result);
  }

  reconnect(): void {
    this.#isRefused = false;
    this.link.hurry();
    this.#act();
  }

  newConversation(): void {
    const { thread, isRenewed } = this.#session;
    if (this.#isBasic) this.forget(isRenewed || !!thread);
    else if (thread) this.#go("", true);
    else if (this.outbox.isEmpty) this.forget(isRenewed); // else it is new, and its first message on its way
    this.#act();
  }

  resume(thread: string): void {
    if (thread !== this.#session.thread) this.#go(thread, false);
  }

  older(): void {
    this.#dialogue?.older();
  }

  listConversations(): void {
    this.#dialogue?.listConversations();
  }

  listed(conversations: readonly PastConversation[]): void {
    this.#listed = conversations;
    this.changed();
  }

  adapt(token: Options["token"], lang: string): void {
    this.options = { ...this.options, token, lang };
    this.token = typeof token === "string" ? token : "";
    if (this.#isRefused) this.problem = undefined;
    this.#isRefused = false;
    this.#dialogue?.probe(true);
    this.#act();
  }

  destroy(): void {
    this.#isDestroyed = true;
    for (const end of this.#endings) end();
    this.#publisher.end();
    this.#cancelNext();
    this.#cancelIdle?.();
    this.#hangUp();
  }

  heard({ id }: Message): void {
    if (this.#isReading) this.#vault.read = id;
    else if (this.#vault.read !== id && !this.#unread.includes(id)) this.#unread = [...this.#unread, id];
  }

  fail(id: string, problem: Problem): void {
    const entry = this.outbox.fail(id, problem);
    if (this.transcript.get(id)) this.transcript.change(id, { delivery: "failed", problem });
    else if (entry) this.transcript.put(messageOf(entry, "failed", problem));
    this.changed();
  }

  refuse(problem: Problem): void {
    this.#isRefused = true;
    this.problem = problem;
    this.#hangUp();
    this.changed();
  }

  forget(isRenewed = false): void {
    this.outbox.clear();
    this.#vault.removePast(this.#session.thread);
    this.#past = this.#vault.past;
    this.#vault.session = { thread: "", contact: this.#session.contact, isRenewed };
    this.#begin();
  }

  changed(isOneOfMany = false): void {
    this.#publisher.changed(isOneOfMany);
  }

  #build(): State {
    const pending = this.outbox.messages;
    const messages = this.transcript.messages.map((message) => {
      const { entry, delivery = "stored", problem } = this.outbox.get(message.id) ?? {};
      return entry?.again ? { ...message, delivery, ...(problem && { problem }) } : message;
    });
    return {
      connectivity: this.#connectivity(),
      messages: [...messages, ...pending.filter(({ id }) => !this.transcript.get(id))],
      answering: this.owed.size > 0 || this.transcript.isStreaming || this.status !== "",
      status: this.status,
      typing: this.typing,
      ...(this.mode && { mode: this.mode }),
      callable: this.features.has("handoff_button"),
      stoppable: this.#dialogue instanceof JimsDialogue && this.#dialogue.isReady && this.mode !== "human",
      rateable: this.#isRateable,
      ...(this.given && { given: this.given }),
      ...(this.problem && { problem: this.problem }),
      ...(this.uploads && { uploads: this.uploads }),
      texts: this.texts,
      isRenewed: this.#session.isRenewed,
      hasOlder: this.hasOlder,
      conversations: this.#conversations(),
      thread: this.#session.thread,
      ...(this.longestMessage && { longestMessage: this.longestMessage }),
      unread: this.#unread,
    };
  }

  #conversations(): PastConversation[] {
    const all = new Map([...this.#listed, ...this.#past].map((one) => [one.thread, one]));
    return [...all.values()].sort((one, other) => other.at - one.at);
  }

  /** Remembers a conversation by its first question. */
  #note(): void {
    const { thread } = this.#session;
    if (!thread || thread === this.#notedThread) return;
    const first = this.transcript.messages.find(({ role, delivery }) => role === "user" && delivery === "stored");
    if (!first) return;
    this.#notedThread = thread;
    if (this.#past.some((one) => one.thread === thread)) return;
    this.#vault.addPast({ thread, title: (first.label ?? first.text).slice(0, TITLE), at: first.at });
    this.#past = this.#vault.past;
    this.changed();
  }

  #connectivity(): Connectivity {
    if (this.#isRefused) return "refused";
    if (this.#dialogue?.isReady) return "online";
    if (!this.#isWanted) return "idle";
    return this.#wasLost ? "reconnecting" : "connecting";
  }

  get #isWanted(): boolean {
    return !this.#isRefused && !this.#isDestroyed && (this.#isAttended || this.outbox.isDue);
  }

  get #isReading(): boolean {
    return this.#isAttended && this.environment.isVisible();
  }

  #read(): void {
    const newest = this.#unread.at(-1);
    if (!this.#isReading || !newest) return;
    this.#vault.read = newest;
    this.#unread = [];
    this.changed();
  }

  /** What another tab has shown is read here, too. */
  #readElsewhere(): void {
    const { read } = this.#vault;
    const left = this.#unread.filter((id) => !this.transcript.isUpTo(id, read));
    if (left.length === this.#unread.length) return;
    this.#unread = left;
    this.changed();
  }

  /** Does what the present state calls for. */
  #act(): void {
    this.#actedAt = this.environment.now();
    if (this.#isWanted) this.link.ensure();
    this.#dialogue?.advance();
    this.changed();
  }

  /** Looks again when something that waits becomes due, and hangs up when nobody needs the socket. */
  #plan(): void {
    this.#cancelNext();
    const now = this.environment.now();
    // What became ready since it was looked at counts, too: its timer may be late, or was a moment early.
    const next = this.outbox.nextChange(Math.min(this.#actedAt, now));
    if (next) this.#cancelNext = this.environment.after(next - now, () => this.#act());
    if (this.#isWanted || !this.link.isOpen) {
      this.#cancelIdle?.();
      this.#cancelIdle = undefined;
    } else {
      this.#cancelIdle ??= this.environment.after(IDLE_MS, () => {
        this.#hangUp();
        this.changed();
      });
    }
  }

  #say(text: string, label?: string, attachments?: readonly Attachment[]): void {
    this.#put({ id: this.environment.uuid(), text, label, attachments, at: this.environment.now(), context: this.options.context?.() });
  }

  #put(entry: Entry): void {
    this.#isRefused = false;
    this.#follow();
    if (this.outbox.isFull) {
      this.transcript.put(messageOf(entry, "failed", { code: "busy", text: "" }));
    } else {
      this.outbox.add(entry);
      this.session = this.#session;
    }
    this.#act();
  }

  #url(isBasic: boolean): string {
    const url = `${this.options.server.replace(/^http/i, "ws")}/ws/chat`;
    if (!isBasic) return url;
    void this.#fetchToken();
    const { thread, contact } = this.#session;
    const query = Object.entries({ thread_id: thread, contact_id: contact, token: this.token })
      .filter(([, value]) => value)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return query.length > 0 ? `${url}?${query.join("&")}` : url;
  }

  /** For the next attempt: an address cannot wait for the page to give a token. */
  async #fetchToken(): Promise<void> {
    if (typeof this.options.token !== "function") return;
    try {
      this.token = await this.options.token();
    } catch (problem) {
      console.error("jims-widget: no token.", problem);
    }
  }

  #opened(isBasic: boolean): void {
    if (isBasic) return void this.#openedBasic(this.link.token);
    if (!(this.#dialogue instanceof JimsDialogue)) this.#dialogue = new JimsDialogue(this);
    this.#dialogue.opened();
    this.changed();
  }

  async #openedBasic(socket: unknown): Promise<void> {
    const module = await import("./basic").catch((problem: unknown) => console.warn("jims-widget: not loaded.", problem));
    if (this.link.token !== socket) return;
    if (!module) return this.link.drop();
    if (!this.#isBasic) this.#dialogue = new module.BasicDialogue(this, decode);
    this.#dialogue?.opened();
    this.#reached();
    this.changed();
  }

  get #isRateable(): boolean {
    return !this.#isBasic && this.features.has("feedback");
  }

  get #isBasic(): boolean {
    return !!this.#dialogue && !(this.#dialogue instanceof JimsDialogue);
  }

  #reached(): void {
    this.#wasReached = true;
    this.#failures = 0;
  }

  #lost(code: number, reason: string): void {
    this.#wasLost = true;
    this.#dialogue?.lost(code, reason);
    if (this.environment.isOnline() && ++this.#failures >= (this.#wasReached ? LATER_FAILURES : FAILURES)) this.#despair();
    this.changed();
  }

  /** Says once that the server cannot be reached; the attempts go on. */
  #despair(): void {
    if (this.problem || this.#isRefused) return;
    const url = this.#url(false);
    this.problem = { code: "unreachable", text: `${url} cannot be reached.` };
    console.error(
      `jims-widget: no connection to ${url}. Check that the server is up, data-server (address, path), --cors-origins (${globalThis.location?.origin}) and the page's Content-Security-Policy (connect-src).`,
    );
  }

  #impossible(problem: unknown): void {
    console.error("jims-widget:", problem);
    this.refuse({ code: "other", text: problem instanceof Error ? problem.message : `${problem}` });
  }

  #hangUp(): void {
    this.link.close();
    this.#dialogue?.lost(1000, "");
    this.#wasLost = false;
  }

  #woke(isLost: boolean): void {
    if (isLost) {
      if (this.link.isOpen) this.link.drop();
      return this.changed();
    }
    this.#read();
    this.#dialogue?.probe(false);
    this.#act();
  }

  /** Another tab changed what is stored. */
  #follow(): void {
    const stored = this.#vault.session;
    if (stored && stored.thread !== this.#session.thread) {
      const isFirst = !this.#session.thread;
      this.#session = stored;
      if (isFirst) this.#dialogue?.probe(true);
      else if (!isFirst) this.#begin();
    } else this.#session = stored ?? this.#session;
    this.#readElsewhere();
    this.#past = this.#vault.past;
    if (this.outbox.adopt(false)) this.#act();
  }

  #go(thread: string, isRenewed: boolean): void {
    this.outbox.leave();
    this.#vault.session = { thread, contact: this.#session.contact, isRenewed };
    this.#begin();
    this.outbox.adopt(true);
    this.#act();
  }

  #recallFailed(): void {
    for (const entry of this.outbox.failed) this.transcript.put(messageOf(entry, "failed", entry.problem));
  }

  /** Shows nothing of what was; the next socket is welcomed to what the vault holds. */
  #begin(): void {
    this.#hangUp();
    this.#session = this.#vault.session ?? this.#session;
    this.transcript.clear();
    this.ratings.clear();
    this.owed.clear();
    this.status = "";
    this.problem = undefined;
    this.#unread = [];
    this.#isRefused = false;
    this.hasOlder = false;
    this.outbox.reload();
    this.#recallFailed();
    this.changed();
    if (this.#isWanted) this.link.ensure();
  }
}

/** A larger one the server refuses. */
function bounded(frame: string): string {
  if (frame.length > LARGEST) throw new Error("the result is too large");
  return frame;
}
