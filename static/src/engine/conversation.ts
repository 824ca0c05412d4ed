import { BasicDialogue } from "./basic";
import type { Dialogue, Talk } from "./dialogue";
import type { Environment } from "./environment";
import { JimsDialogue } from "./jims";
import { Link } from "./link";
import { messageOf, Outbox } from "./outbox";
import { Publisher } from "./publisher";
import { Transcript } from "./transcript";
import type { Button, Connectivity, Engine, Message, Options, Problem, State } from "./types";
import { Vault, type Session } from "./vault";

/** How long a socket that nobody needs is kept: visitors open and close the panel. */
const IDLE_MS = 60_000;

/** One conversation: what the panel asks for, and what the protocols and the other tabs say. */
export class Conversation implements Engine, Talk {
  options: Options;
  readonly environment: Environment;
  readonly link: Link;
  readonly outbox: Outbox;
  readonly transcript = new Transcript();
  readonly owed = new Set<string>();
  token: string;
  status = "";
  problem: Problem | undefined;
  texts: Readonly<Record<string, string>> = {};
  longestMessage: number | undefined;

  readonly #vault: Vault;
  readonly #publisher: Publisher<State>;
  readonly #endings: (() => void)[];
  #session: Session;
  #dialogue: Dialogue | undefined;
  #unread: string[] = [];
  #isAttended = false;
  #isRefused = false;
  #isDestroyed = false;
  #wasLost = false;
  #cancelIdle: (() => void) | undefined;
  #cancelNext: () => void = () => {};

  constructor(options: Options, environment: Environment) {
    this.options = options;
    this.environment = environment;
    this.token = typeof options.token === "string" ? options.token : "";
    this.#publisher = new Publisher(environment, () => this.#build());
    this.#publisher.subscribe(() => this.#plan());
    this.#vault = new Vault(options, environment);
    this.outbox = new Outbox(this.#vault, environment);
    this.link = new Link(environment, {
      url: (isBasic) => this.#url(isBasic),
      opened: (isBasic) => this.#opened(isBasic),
      received: (data) => this.#dialogue?.received(data),
      lost: (code, reason) => this.#lost(code, reason),
      impossible: (problem) => this.#impossible(problem),
      wanted: () => this.#isWanted,
    });
    this.#session = this.#vault.session ?? { thread: options.threadId, contact: options.contactId, isRenewed: false };
    this.#endings = [environment.onWake(() => this.#woke()), this.#vault.watch(() => this.#follow())];
    for (const entry of this.outbox.failed) this.transcript.put(messageOf(entry, "failed", entry.problem));
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

  send(text: string): void {
    const trimmed = text.trim();
    if (trimmed) this.#say(trimmed);
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
    const { text, label } = this.outbox.failed.find(({ id }) => id === messageId) ?? message;
    this.#vault.remove(messageId);
    if (this.transcript.isStored(messageId)) this.transcript.settle(messageId);
    else this.transcript.remove(messageId);
    this.#say(text, label);
  }

  newConversation(): void {
    this.forget(this.#session.isRenewed || !!this.#session.thread);
    this.#act();
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
    if (!this.#isReading && !this.#unread.includes(id)) this.#unread = [...this.#unread, id];
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
    this.#vault.session = { thread: "", contact: this.#session.contact, isRenewed };
    this.#begin();
  }

  changed(isOneOfMany = false): void {
    this.#publisher.changed(isOneOfMany);
  }

  #build(): State {
    const messages = this.transcript.messages;
    const pending = this.outbox.messages.filter(({ id }) => !this.transcript.get(id));
    return {
      connectivity: this.#connectivity(),
      messages: [...messages, ...pending],
      answering: this.owed.size > 0 || this.transcript.isStreaming || this.status !== "",
      status: this.status,
      stoppable: this.#dialogue instanceof JimsDialogue && this.#dialogue.isReady,
      ...(this.problem && { problem: this.problem }),
      texts: this.texts,
      isRenewed: this.#session.isRenewed,
      ...(this.longestMessage && { longestMessage: this.longestMessage }),
      unread: this.#unread,
    };
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
    if (!this.#isReading || this.#unread.length === 0) return;
    this.#unread = [];
    this.changed();
  }

  /** Does what the present state calls for. */
  #act(): void {
    if (this.#isWanted) this.link.ensure();
    this.#dialogue?.advance();
    this.changed();
  }

  /** Looks again when something that waits becomes due, and hangs up when nobody needs the socket. */
  #plan(): void {
    this.#cancelNext();
    const next = this.outbox.nextChange;
    if (next) this.#cancelNext = this.environment.after(next - this.environment.now(), () => this.#act());
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

  #say(text: string, label?: string): void {
    const entry = { id: this.environment.uuid(), text, label, at: this.environment.now() };
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
    const Protocol = isBasic ? BasicDialogue : JimsDialogue;
    if (!(this.#dialogue instanceof Protocol)) this.#dialogue = new Protocol(this);
    this.#dialogue.opened();
    this.changed();
  }

  #lost(code: number, reason: string): void {
    this.#wasLost = true;
    this.#dialogue?.lost(code, reason);
    this.changed();
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

  #woke(): void {
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
    }
    if (this.outbox.adopt(false)) this.#act();
  }

  /** Shows nothing of what was; the next socket is welcomed to what the vault holds. */
  #begin(): void {
    this.#hangUp();
    this.#session = this.#vault.session ?? this.#session;
    this.transcript.clear();
    this.owed.clear();
    this.status = "";
    this.problem = undefined;
    this.#unread = [];
    this.#isRefused = false;
    this.changed();
    if (this.#isWanted) this.link.ensure();
  }
}
