import { backoff } from "./backoff";
import type { Dialogue, Talk } from "./dialogue";
import { parseFrame, toMessage, toProblem, type Failure, type Frame } from "./frames";
import type { Given, Message } from "./types";

/** Longest silence before a socket counts as dead: while a reply is due at once, and while a run is under way. */
const REPLY_MS = 15_000;
/** A message that is not acknowledged by then is followed by a probe, which has less time: the socket worked before. */
const ACK_MS = 3_000;
const PROBE_MS = 7_000;
const RUN_MS = 45_000;
/** A socket that was heard this recently needs no probe. */
const FRESH_MS = 3_000;
/** How often in this time a refused token, or a thread that is not ours, is worth another `hello`. */
const RENEWALS = 2;
const RENEWALS_MS = 30_000;

type Of<T extends Frame["type"]> = Extract<Frame, { type: T }>;

/**
 * `jims.v1`: every message has an id and is sent until it is acknowledged, one at a time, so that their order stays;
 * those that are not answered yet are sent again on every new socket, where the server says how they fared.
 */
export class JimsDialogue implements Dialogue {
  readonly #talk: Talk;
  #isReady = false;
  #isGreeting = false;
  /** Id of the message that waits for its `ack`. */
  #inFlight = "";
  /** The socket answered a probe since that was sent. */
  #isProbed = false;
  /** Of a greeting. */
  #patience = REPLY_MS;
  #isAskingOlder = false;
  /** What the last `hello` said that the page can do. */
  #offered: readonly string[] = [];
  /** The thread that the last `hello` named. */
  #named = "";
  #heardAt = 0;
  #renewals = 0;
  #renewedAt = 0;
  #rejections = 0;
  #cancel: () => void = () => {};

  constructor(talk: Talk) {
    this.#talk = talk;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  opened(): void {
    void this.#greet();
  }

  lost(code: number, reason: string): void {
    const { outbox } = this.#talk;
    const inFlight = this.#inFlight;
    this.#cancel();
    this.#isReady = this.#isGreeting = this.#isAskingOlder = false;
    this.#inFlight = "";
    if (code === 1009 && inFlight) this.#talk.fail(inFlight, { code: "too_long", text: reason });
    outbox.reopen();
    // The server sends 1008 where it takes us for no visitor; once may be an accident of the network.
    const isRejected = code === 1008 || (code >= 4000 && code < 5000);
    if (isRejected && ++this.#rejections > 1) this.#talk.refuse({ code: "forbidden", text: reason });
  }

  received(data: unknown): void {
    const frame = parseFrame(data);
    this.#heardAt = this.#talk.environment.now();
    if (frame) this.#take(frame);
    this.#watch();
  }

  probe(isCertain: boolean): void {
    const isFresh = this.#talk.environment.now() - this.#heardAt < FRESH_MS;
    if (this.#isReady && (isCertain || !isFresh) && !this.#isGreeting) void this.#greet();
  }

  stop(): void {
    if (this.#isReady) this.#send({ type: "stop" });
  }

  rate(given: Given): void {
    if (this.#isReady && !this.#isGreeting) this.#send({ type: "feedback", ...given });
  }

  older(): void {
    const { transcript, hasOlder } = this.#talk;
    if (!this.#isReady || this.#isAskingOlder || !hasOlder) return;
    this.#isAskingOlder = true;
    this.#send({ type: "history", before: transcript.oldest });
  }

  listConversations(): void {
    if (this.#isReady && this.#talk.features.has("threads")) this.#send({ type: "threads" });
  }

  advance(): void {
    const { outbox, environment, session, features } = this.#talk;
    if (!this.#isReady || this.#isGreeting || this.#inFlight) return;
    const next = outbox.next(!session.thread);
    if (!next || next.notBefore > environment.now()) return;
    const { id, text, label, attachments, acked, again, context = "{}" } = next.entry;
    if (again && !acked && !features.has("retry")) return this.#talk.repeat(next.entry);
    this.#inFlight = id;
    this.#isProbed = false;
    outbox.change(id, { delivery: acked ? "stored" : "sent", problem: undefined });
    this.#send(again && !acked ? { type: "retry", id } : { type: "message", id, text, label, attachments: attachments?.map((one) => one.id), context: features.has("context") && context !== (session.page ?? "{}") ? JSON.parse(context) : undefined });
    this.#talk.changed();
  }

  /** Also asks a living socket for what it did not tell: a second `hello` is answered as the first is. */
  async #greet(): Promise<void> {
    const { link, options } = this.#talk;
    const socket = link.token;
    this.#isGreeting = true;
    this.#patience = REPLY_MS;
    this.#watch();
    try {
      if (typeof options.token === "function") this.#talk.token = await options.token();
    } catch (problem) {
      return this.#withoutToken(socket, problem);
    }
    if (link.token !== socket) return;
    const { session, token, transcript } = this.#talk;
    this.#offered = this.#talk.offered;
    this.#named = session.thread;
    if (this.#isReady) this.#patience = PROBE_MS;
    this.#send({
      type: "hello",
      thread_id: session.thread || undefined,
      // With a token, the server knows who this is; an id of its own making may be another visitor's.
      contact_id: options.contactId || (!token && session.contact) || undefined,
      token: token || undefined,
      after: transcript.newest || undefined,
      lang: options.lang || undefined,
      tools: this.#offered.length > 0 ? this.#offered : undefined,
    });
  }

  #withoutToken(socket: unknown, problem: unknown): void {
    console.error("jims-widget: no token.", problem);
    this.#talk.problem = { code: "unauthorized", text: "" };
    if (this.#talk.link.token === socket) this.#talk.link.drop();
  }

  #send(frame: object): void {
    this.#talk.link.send(JSON.stringify(frame));
    this.#watch();
  }

  #watch(): void {
    const { environment, link, owed } = this.#talk;
    this.#cancel();
    if (!link.isOpen) return;
    const drop = (): void => link.drop();
    const greet = (): void => void this.#greet();
    if (this.#isGreeting) this.#cancel = environment.after(this.#patience, drop);
    else if (this.#inFlight) this.#cancel = this.#isProbed ? environment.after(REPLY_MS, drop) : environment.after(ACK_MS, greet);
    else if (owed.size > 0) this.#cancel = environment.after(RUN_MS, greet);
  }

  #take(frame: Frame): void {
    const { transcript, environment } = this.#talk;
    switch (frame.type) {
      case "welcome":
        return this.#welcomed(frame);
      case "ack":
        return this.#acknowledged(frame.id, frame.thread_id);
      case "status":
        this.#talk.status = frame.text;
        this.#talk.typing = frame.author?.name ?? "";
        return this.#talk.changed();
      case "handoff":
        this.#talk.mode = frame.mode;
        return this.#talk.changed();
      case "delta":
        this.#talk.status = "";
        transcript.add(frame.id, frame.text, environment.now(), this.#underWay);
        return this.#talk.changed(true);
      case "message":
        return this.#told(toMessage(frame, environment.now()), true, this.#underWay);
      case "call":
        return this.#talk.called(frame);
      case "rated":
        this.#talk.given = this.#talk.ratings.taken(frame.id, frame.rating) ?? this.#talk.given;
        return this.#talk.changed();
      case "history":
        this.#isAskingOlder = false;
        this.#talk.hasOlder = frame.more && frame.events.length > 0;
        transcript.prepend(frame.events.map((event) => toMessage(event, environment.now())));
        return this.#talk.changed();
      case "threads":
        return this.#talk.listed(frame.items.map(({ thread_id, title, at }) => ({ thread: thread_id, title, at: +new Date(at) })));
      case "done":
        return this.#done(frame);
      case "error":
        return this.#failed(frame);
    }
  }

  #welcomed({ thread_id = "", contact_id = "", features, texts, limits, events = [], more = false, handoff, active, uploads }: Of<"welcome">): void {
    const talk = this.#talk;
    const { transcript, environment, owed, outbox } = talk;
    this.#isReady = true;
    this.#isGreeting = false;
    this.#rejections = 0;
    this.#isProbed = true;
    talk.features = new Set(features);
    talk.mode = handoff;
    talk.problem = undefined;
    talk.uploads = talk.features.has("uploads") ? uploads : undefined;
    talk.texts = texts ?? {};
    talk.longestMessage = limits?.message_characters;
    // Another tab began the conversation meanwhile.
    const isOutdated = talk.session.thread !== this.#named;
    let isNews = !!transcript.newest;
    if (!isNews) talk.hasOlder = more && talk.features.has("history");
    const failed = isNews ? [] : transcript.forgetStored();
    // A thread that the server does not know costs nothing: the next message begins one.
    talk.session = { ...talk.session, thread: thread_id || talk.session.thread, contact: contact_id };
    transcript.dropStreaming(active?.message_id);
    // What follows a question of this list stands behind it, as on the server.
    let question = isNews ? this.#underWay : undefined;
    for (const event of events) {
      if (event.role === "user") question = undefined;
      this.#told(toMessage(event, environment.now()), isNews, question);
      isNews ||= !!outbox.get(event.id);
    }
    for (const message of failed) transcript.put({ ...message, ...transcript.get(message.id), ...failureOf(message) });
    owed.clear();
    talk.status = "";
    if (active) owed.add(active.id);
    for (const { entry } of outbox.all) if (entry.acked) owed.add(entry.id);
    if (active) this.#resumed(active);
    for (const given of talk.ratings.pending) this.rate(given);
    for (const result of talk.results.values()) talk.link.send(result);
    if (isOutdated || talk.offered !== this.#offered) this.probe(true);
    talk.changed();
    this.advance();
  }

  #resumed({ message_id, text }: NonNullable<Of<"welcome">["active"]>): void {
    const { transcript, environment } = this.#talk;
    if (!message_id) return;
    transcript.change(message_id, { text: "" });
    transcript.add(message_id, text, environment.now(), this.#underWay);
  }

  /** Id of the message that is being answered: they are in the order in which the server took them. */
  get #underWay(): string | undefined {
    const [first] = this.#talk.owed;
    return first;
  }

  #told(message: Message, isNews: boolean, question: string | undefined): void {
    const { transcript, owed } = this.#talk;
    const isKnown = transcript.get(message.id)?.delivery === "stored";
    transcript.store(message, message.role === "assistant" ? question : undefined);
    if (isNews && message.role === "assistant") this.#talk.heard(message);
    else if (!isKnown && message.role === "user") owed.add(message.id);
    this.#talk.changed();
  }

  #acknowledged(id: string, thread: string): void {
    const { outbox, owed, session, features } = this.#talk;
    const pending = outbox.get(id);
    this.#talk.problem = undefined;
    if (this.#inFlight === id) this.#inFlight = "";
    const page = (features.has("context") && pending?.entry.context) || session.page;
    if (thread !== session.thread || page !== session.page) this.#talk.session = { ...session, thread, page };
    if (pending) {
      owed.add(id);
      outbox.forgetFailed();
      const entry = { ...pending.entry, acked: true };
      outbox.change(id, { entry, delivery: "stored", isConfirmed: true, foreignUntil: 0, problem: undefined });
    }
    this.#talk.changed();
    this.advance();
  }

  #done({ id, stopped = false }: Of<"done">): void {
    const { transcript, outbox, owed } = this.#talk;
    owed.delete(id);
    this.#talk.status = "";
    transcript.finish(id, stopped);
    if (stopped) this.#talk.fail(id, { code: "stopped", text: "" });
    if (transcript.get(id)?.delivery !== "failed") {
      if (this.#talk.mode !== "human" && transcript.isStored(id) && !transcript.isAnswered(id)) transcript.change(id, { ignored: true });
      outbox.remove(id);
    }
    outbox.hurry("busy"); // there is room for one more
    this.#talk.changed();
    this.advance();
  }

  #failed(failure: Failure): void {
    const { environment, outbox, transcript, owed } = this.#talk;
    const { code } = failure;
    // What the server cannot read has no id for it.
    const id = failure.id ?? (code === "bad_frame" ? this.#inFlight : "");
    const problem = toProblem(failure, environment.now());
    const pending = outbox.get(id);
    if (this.#inFlight === id) this.#inFlight = "";
    if (code === "unauthorized") this.#renew(failure);
    else if (this.#isGreeting && !id) this.#unwelcome(failure);
    else if (!pending && transcript.get(id)?.role !== "user") {
      this.#talk.ratings.refused(id); // the only thing of an answer that can fail by itself
      this.#talk.problem = problem;
    }
    else if (failure.retry && pending) this.#postpone(failure);
    else {
      owed.delete(id);
      this.#talk.fail(id, problem);
      this.#talk.status = "";
    }
    this.#talk.changed();
    this.advance();
  }

  /** Sends it again after the time that the server asks for, or that grows by itself. */
  #postpone({ id = "", ...failure }: Failure): void {
    const { environment, outbox } = this.#talk;
    const attempts = (outbox.get(id)?.attempts ?? 0) + 1;
    const asked = (failure.retry_after ?? 0) * 1_000;
    const jitter = backoff(asked ? 0 : attempts, () => environment.random());
    const notBefore = environment.now() + Math.max(asked, 1_000) + jitter;
    const problem = { ...toProblem(failure, environment.now()), retryAt: notBefore, isRetried: true };
    outbox.change(id, { notBefore, attempts, problem, delivery: "waiting" });
  }

  #renew(failure: Failure): void {
    const { options, environment } = this.#talk;
    this.#inFlight = ""; // it was not taken, and is sent again once the new token is
    const problem = toProblem(failure, environment.now());
    if (typeof options.token === "function" && this.#mayRenew()) void this.#greet();
    else if (options.token) this.#talk.refuse(problem);
    else {
      console.error(`jims-widget: ${options.server} wants a token, and this page has none. Give it one with data-token or mount({ token }).`);
      this.#talk.refuse({ code: "no_token", text: failure.text });
    }
  }

  #mayRenew(): boolean {
    const now = this.#talk.environment.now();
    if (now - this.#renewedAt > RENEWALS_MS) this.#renewals = 0;
    this.#renewedAt = now;
    return this.#renewals++ < RENEWALS;
  }

  /** The `hello` was not taken. */
  #unwelcome(failure: Failure): void {
    const { environment, link, session, options } = this.#talk;
    const problem = toProblem(failure, environment.now());
    if (failure.retry) {
      link.drop(1006, "", (failure.retry_after ?? 1) * 1_000);
      this.#talk.problem = { ...problem, isRetried: true };
    } else if (failure.code === "forbidden" && session.thread !== options.threadId && this.#mayRenew()) {
      this.#talk.forget(); // remembered from another visitor of this browser
    } else this.#talk.refuse(problem);
  }
}

/** What the server does not tell of a message that failed. */
function failureOf({ delivery, problem }: Message): Partial<Message> {
  return { ...(delivery && { delivery }), ...(problem && { problem }) };
}
