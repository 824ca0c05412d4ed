import { backoff } from "./backoff";
import type { Environment } from "./environment";

export interface LinkEvents {
  /** The address, with the ids in it where the protocol has no other place for them. */
  url(isBasic: boolean): string;
  opened(isBasic: boolean): void;
  received(data: unknown): void;
  /** The socket closed, or could not be opened: then `code` is 1006. */
  lost(code: number, reason: string): void;
  /** The page may not open sockets to this address at all. */
  impossible(problem: unknown): void;
  /** Whether a lost connection is worth opening again by itself. */
  wanted(): boolean;
}

/** A socket that held this long was a working one: the next loss starts from the shortest wait again. */
const STABLE_MS = 5_000;
const OPEN_MS = 20_000;
const SUBPROTOCOL = "jims.v1";

/** A server that says goodbye restarts: for this long it is awaited with short waits only. */
const RESTART_MS = 60_000;
const RESTART_WAIT_MS = 2_000;
const GOODBYES = [1001, 1012];

/**
 * One WebSocket at a time, opened on demand and opened again, with backoff, for as long as it is wanted.
 *
 * Browsers fail the handshake where the server does not choose the sub-protocol that they offered, and do not say
 * so. A failure may as well be a server that is away. Hence `#doubt`: 0 offers the sub-protocol; 1, after a failure,
 * tries without; where that opens, 2 offers it once more at once, since the server may just have come back; 3, after
 * that failed too, settles for the basic protocol. A server that once spoke `jims.v1` is never doubted.
 */
export class Link {
  readonly #environment: Environment;
  readonly #events: LinkEvents;
  #socket: WebSocket | undefined;
  #cancel: () => void = () => {};
  #attempt = 0;
  #openedAt = Infinity;
  #restartUntil = 0;
  #doubt = 0;
  #isProven = false;

  constructor(environment: Environment, events: LinkEvents) {
    this.#environment = environment;
    this.#events = events;
  }

  get isOpen(): boolean {
    return this.#openedAt < Infinity;
  }

  /** The present socket: another value after every reconnect. */
  get token(): unknown {
    return this.#socket;
  }

  /** Connects now, also in the middle of a backoff, unless a socket is open or opening. */
  ensure(): void {
    if (!this.#socket) this.#connect();
  }

  /** Sends where the socket is open, and says whether it did. */
  send(frame: string): boolean {
    if (!this.isOpen) return false;
    this.#socket?.send(frame);
    return true;
  }

  /** Connects now instead of after the wait. */
  hurry(): void {
    this.#attempt = 0;
    this.ensure();
  }

  /** Gives up the present socket, as if it had been lost. */
  drop(code = 1006, reason = "", minimumWait = 0): void {
    const now = this.#environment.now();
    if (now - this.#openedAt > STABLE_MS) this.#attempt = 0;
    if (GOODBYES.includes(code)) this.#restartUntil = now + RESTART_MS;
    this.close();
    const limit = now < this.#restartUntil ? RESTART_WAIT_MS : undefined;
    const wait = Math.max(minimumWait, backoff(this.#attempt++, () => this.#environment.random(), limit));
    this.#cancel = this.#environment.after(wait, () => this.#events.wanted() && this.ensure());
    this.#events.lost(code, reason);
  }

  /** Ends until `ensure`; tells nobody. */
  close(): void {
    this.#cancel();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#openedAt = Infinity;
    socket?.close();
  }

  #connect(): void {
    this.close();
    const isBasic = this.#doubt % 2 === 1;
    try {
      this.#adopt(this.#environment.socket(this.#events.url(isBasic), isBasic ? [] : [SUBPROTOCOL]), isBasic);
    } catch (problem) {
      // Only a refusal by the page's own rules throws, such as ws: from an https: page; waiting cures none.
      this.#events.impossible(problem);
    }
  }

  #adopt(socket: WebSocket, isBasic: boolean): void {
    this.#socket = socket;
    this.#cancel = this.#environment.after(OPEN_MS, () => this.#failed());
    const isCurrent = (): boolean => this.#socket === socket;
    socket.onopen = () => isCurrent() && this.#opened(isBasic, socket.protocol);
    socket.onmessage = ({ data }) => isCurrent() && this.#events.received(data);
    socket.onclose = ({ code, reason }) => {
      if (!isCurrent()) return;
      if (this.isOpen) this.drop(code, reason);
      else this.#failed();
    };
  }

  #opened(isBasic: boolean, subprotocol: string): void {
    this.#cancel();
    if (isBasic && this.#doubt === 1) return this.#retryWith(2);
    if (!isBasic && subprotocol !== SUBPROTOCOL) return this.#retryWith(3);
    if (!isBasic) this.#isProven = true;
    this.#doubt = isBasic ? 3 : 0;
    this.#openedAt = this.#environment.now();
    this.#events.opened(isBasic);
  }

  #failed(): void {
    if (this.#doubt === 2) return this.#retryWith(3);
    this.#doubt = this.#isProven || this.#doubt > 0 ? 0 : 1;
    this.drop();
  }

  #retryWith(doubt: number): void {
    this.#doubt = doubt;
    this.#connect();
  }
}
