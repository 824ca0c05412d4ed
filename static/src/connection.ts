import { backoff } from "./backoff";

export interface ConnectionEvents {
  opened(): void;
  received(data: unknown): void;
  /** The socket closed or could not be opened. */
  lost(): void;
  /** Whether a lost connection is worth opening again by itself. */
  wanted(): boolean;
}

/** A socket that held this long was a working one: the next loss starts from the shortest wait again. */
const STABLE_MS = 5_000;

/** One WebSocket at a time, opened on demand and opened again, with backoff, for as long as it is wanted. */
export class Connection {
  readonly #url: string;
  readonly #events: ConnectionEvents;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #openedAt = Infinity;

  constructor(url: string, events: ConnectionEvents) {
    this.#url = url;
    this.#events = events;
  }

  /** Connects now, also in the middle of a backoff, unless a socket is open or opening. */
  ensure(): void {
    if (this.#socket) return;
    clearTimeout(this.#timer);
    try {
      this.#adopt(new WebSocket(this.#url));
    } catch (problem) {
      // Only a refusal by the page's own rules throws, such as ws: from an https: page; waiting cures none.
      console.error("jims-widget:", problem);
      this.#events.lost();
    }
  }

  /** Sends where the socket is open, and says whether it did. */
  send(frame: string): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(frame);
    return true;
  }

  /** Gives up the present socket, as if it had been lost. */
  drop(): void {
    this.#release();
    this.#lost();
  }

  /** Ends for good, until `ensure`; tells nobody. */
  close(): void {
    clearTimeout(this.#timer);
    this.#release();
  }

  #release(): void {
    this.#socket?.close();
    this.#socket = undefined;
  }

  #adopt(socket: WebSocket): void {
    this.#socket = socket;
    const isCurrent = (): boolean => this.#socket === socket;
    socket.onopen = () => {
      if (!isCurrent()) return;
      this.#openedAt = Date.now();
      this.#events.opened();
    };
    socket.onmessage = ({ data }) => {
      if (isCurrent()) this.#events.received(data);
    };
    socket.onclose = () => {
      if (isCurrent()) this.drop();
    };
  }

  #lost(): void {
    if (Date.now() - this.#openedAt > STABLE_MS) this.#attempt = 0;
    this.#openedAt = Infinity;
    this.#timer = setTimeout(() => this.#events.wanted() && this.ensure(), backoff(this.#attempt++));
    this.#events.lost();
  }
}
