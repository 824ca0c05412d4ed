import { Connection } from "./connection";
import { parseReply, userFrame, type Part } from "./reply";

/** `queued`: not sent yet. `sent`: on its way or answered. `unanswered`: the socket died before the reply. */
export type Delivery = "queued" | "sent" | "unanswered";

/** A message of the visitor, which shows how it fares. */
export interface Outgoing {
  readonly text: string;
  show(delivery: Delivery): void;
}

export interface ConversationEvents {
  replied(parts: Part[]): void;
  waiting(isWaiting: boolean): void;
  connected(isConnected: boolean): void;
}

/** Longer than the server lets a run take; without an answer by then the socket counts as dead. */
const ANSWER_MS = 180_000;

/**
 * One conversation over the basic protocol. That protocol has no ids, so a reply belongs to the only message
 * under way: the next one waits, and one that lost its socket is not sent again unless the visitor says so.
 */
export class Conversation {
  readonly #events: ConversationEvents;
  readonly #connection: Connection;
  #queue: Outgoing[] = [];
  #underWay: Outgoing | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #attended = false;

  constructor(url: string, events: ConversationEvents) {
    this.#events = events;
    this.#connection = new Connection(url, {
      opened: () => this.#opened(),
      received: (data) => this.#received(data),
      lost: () => this.#lost(),
      wanted: () => this.#wanted(),
    });
  }

  /** While the visitor looks, the connection is kept up; else only as long as something is to be sent or answered. */
  set attended(isAttended: boolean) {
    this.#attended = isAttended;
    this.resume();
  }

  /** Connects at once, where there is a reason to. */
  resume(): void {
    if (this.#wanted()) this.#connection.ensure();
  }

  say(message: Outgoing): void {
    message.show("queued");
    this.#queue.push(message);
    this.#sendNext();
    this.resume();
  }

  close(): void {
    this.#connection.close();
    this.#abandon();
  }

  #wanted(): boolean {
    return this.#attended || !!this.#underWay || this.#queue.length > 0;
  }

  #opened(): void {
    this.#events.connected(true);
    this.#sendNext();
  }

  #sendNext(): void {
    const message = this.#queue[0];
    if (this.#underWay || !message || !this.#connection.send(userFrame(message.text))) return;
    this.#queue.shift();
    this.#underWay = message;
    this.#deadline = setTimeout(() => this.#connection.drop(), ANSWER_MS);
    message.show("sent");
    this.#events.waiting(true);
  }

  #received(data: unknown): void {
    const parts = parseReply(data);
    this.#settle();
    this.#events.replied(parts.length > 0 ? parts : [{ kind: "error", text: "The answer could not be shown." }]);
    this.#sendNext();
  }

  #lost(): void {
    this.#abandon();
    this.#events.connected(false);
  }

  #abandon(): void {
    this.#underWay?.show("unanswered");
    this.#settle();
  }

  #settle(): void {
    clearTimeout(this.#deadline);
    this.#underWay = undefined;
    this.#events.waiting(false);
  }
}
