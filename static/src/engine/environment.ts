import { uuid7 } from "./uuid";

/** What lasts longer than the page. All but `watch` may throw: storage can be blocked, or full. */
export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
  /** Called after another tab, or another widget of this page, changed something; returns what ends it. */
  watch(listener: () => void): () => void;
}

/** All that the engine uses of the world. */
export interface Environment {
  /** Milliseconds since the epoch. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** A new uuid, greater than those before. */
  uuid(): string;
  /** Calls after so many milliseconds; returns what prevents it. */
  after(milliseconds: number, action: () => void): () => void;
  /** Calls at the end of the present task. */
  soon(action: () => void): void;
  socket(url: string, subprotocols: string[]): WebSocket;
  store(kind: "local" | "session"): Store;
  isVisible(): boolean;
  /** Whether there is a network, as far as the browser knows. */
  isOnline(): boolean;
  /** Called when the page, the network or the tab comes back, or the network `isLost`; returns what ends it. */
  onWake(listener: (isLost: boolean) => void): () => void;
}

export const BROWSER: Environment = {
  now: () => Date.now(),
  random: () => Math.random(),
  uuid: () => uuid7(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
  soon: (action) => queueMicrotask(action),
  socket: (url, subprotocols) => new WebSocket(url, subprotocols),
  store: (kind) => new PageStore(kind === "local" ? () => localStorage : () => sessionStorage),
  isVisible: () => document.visibilityState === "visible",
  isOnline: () => navigator.onLine,
  onWake: (listener) => {
    const wake = (event: Event): void => {
      if (event.type !== "visibilitychange" || BROWSER.isVisible()) listener(event.type === "offline");
    };
    const ending = new AbortController();
    addEventListener("online", wake, ending);
    addEventListener("offline", wake, ending);
    addEventListener("pageshow", wake, ending);
    document.addEventListener("visibilitychange", wake, ending);
    return () => ending.abort();
  },
};

/** Listeners of this page: a page is not told of its own changes. */
const neighbours = new Set<() => void>();

class PageStore implements Store {
  readonly #storage: () => Storage;
  #listener: (() => void) | undefined;

  /** @param storage asked for anew each time, since asking already throws where storage is blocked */
  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  get(key: string): string | null {
    return this.#storage().getItem(key);
  }

  set(key: string, value: string): void {
    this.#storage().setItem(key, value);
    this.#tell();
  }

  remove(key: string): void {
    this.#storage().removeItem(key);
    this.#tell();
  }

  keys(): string[] {
    return Object.keys(this.#storage());
  }

  watch(listener: () => void): () => void {
    this.#listener = listener;
    neighbours.add(listener);
    addEventListener("storage", listener);
    return () => {
      neighbours.delete(listener);
      removeEventListener("storage", listener);
    };
  }

  #tell(): void {
    for (const neighbour of neighbours) if (neighbour !== this.#listener) queueMicrotask(neighbour);
  }
}
