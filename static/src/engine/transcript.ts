import type { Message } from "./types";

/** The messages of a conversation but those in the outbox, in the order of the server. */
export class Transcript {
  #messages = new Map<string, Message>();
  readonly #stored = new Set<string>();
  /** Id of the newest message that the server told of, for `hello.after`. */
  newest = "";

  get messages(): Message[] {
    this.#markUsedButtons();
    return [...this.#messages.values()];
  }

  get isStreaming(): boolean {
    return this.#streaming().length > 0;
  }

  /** Whether the server told of this message. */
  isStored(id: string): boolean {
    return this.#stored.has(id);
  }

  get(id: string): Message | undefined {
    return this.#messages.get(id);
  }

  /**
   * Puts a message in the place of the one with its id, or at the end.
   *
   * @param question id of the visitor's message that it answers: the next one, asked meanwhile, stays behind it
   */
  put(message: Message, question?: string): void {
    const all = [...this.#messages.values()];
    const asked = all.findIndex(({ id }) => id === question);
    const next = all.findIndex(({ role }, index) => role === "user" && index > asked);
    if (asked < 0 || next < 0 || this.#messages.has(message.id)) this.#messages.set(message.id, message);
    else this.#messages = new Map(all.toSpliced(next, 0, message).map((one) => [one.id, one]));
  }

  change(id: string, change: Partial<Message>): void {
    const message = this.#messages.get(id);
    if (message) this.#messages.set(id, { ...message, ...change });
  }

  /** Whether anything of the assistant stands between a message of the visitor and the next one. */
  isAnswered(id: string): boolean {
    const all = [...this.#messages.values()];
    return all[all.findIndex((message) => message.id === id) + 1]?.role === "assistant";
  }

  /** Where a message stands among the assistant's: those up to it are older. */
  isUpTo(id: string, other: string): boolean {
    const ids = [...this.#messages.keys()];
    return this.#messages.has(other) && ids.indexOf(id) <= ids.indexOf(other);
  }

  /** A message that failed does so no longer: another has taken its place. */
  settle(id: string): void {
    const { problem: _, ...message } = this.#messages.get(id) ?? ({} as Message);
    if (message.id) this.put({ ...message, delivery: "stored" });
  }

  remove(id: string): void {
    this.#messages.delete(id);
  }

  /** A message as the server has it. */
  store(message: Message, question?: string): void {
    this.newest = message.id;
    this.#stored.add(message.id);
    this.put(message, question);
  }

  /** Messages before those that are there, in their order. */
  prepend(messages: readonly Message[]): void {
    const older = messages.filter(({ id }) => !this.#messages.has(id));
    for (const { id } of older) this.#stored.add(id);
    this.#messages = new Map([...older, ...this.#messages.values()].map((one) => [one.id, one]));
  }

  /** Id of the oldest message that the server told of. */
  get oldest(): string {
    return [...this.#messages.keys()].find((id) => this.#stored.has(id)) ?? "";
  }

  /** The next piece of a streamed message. */
  add(id: string, piece: string, at: number, question: string | undefined): void {
    const message = this.#messages.get(id) ?? { id, role: "assistant", at, text: "" };
    this.put({ ...message, text: message.text + piece, streaming: true }, question);
  }

  /** A run ended: nothing streams any more, and what was written last behind the visitor's message was cut short. */
  finish(userMessageId: string, isStopped: boolean): void {
    for (const message of this.#streaming()) this.change(message.id, { streaming: false });
    if (!isStopped) return;
    const last = [...this.#messages.values()].reverse().find(({ id, role }) => id === userMessageId || role === "assistant");
    if (last?.role === "assistant") this.change(last.id, { stopped: true });
  }

  /** Forgets what began to stream and will not go on: the run died with its server, and the next has its own id. */
  dropStreaming(kept: string | undefined): void {
    for (const message of this.#streaming()) if (message.id !== kept) this.remove(message.id);
  }

  /** Forgets all that the server will tell anew; what failed on its way there stays, behind it. */
  forgetStored(): Message[] {
    const failed = [...this.#messages.values()].filter((message) => message.delivery === "failed");
    this.clear();
    return failed;
  }

  clear(): void {
    this.#messages.clear();
    this.#stored.clear();
    this.newest = "";
  }

  #streaming(): Message[] {
    return [...this.#messages.values()].filter((message) => message.streaming);
  }

  /** A message of the visitor uses up the buttons before it; where it says what a button says, it was that one. */
  #markUsedButtons(): void {
    let later: Message | undefined;
    for (const message of [...this.#messages.values()].reverse()) {
      if (message.role === "user") {
        if (message.delivery !== "failed" || message.problem?.code === "stopped") later = message;
      } else if (message.buttons && message.used === undefined && later) {
        const { label, text } = later;
        const used = message.buttons.flat().find((button) => button.text === (label ?? text));
        this.change(message.id, { used: used?.id ?? "" });
      }
    }
  }
}
