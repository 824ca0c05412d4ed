// A world for the engine to run in: its own clock, network and storage, moved by hand.
import { Conversation } from "../src/engine/conversation.ts";

export class FakeSocket {
  protocol = "";
  isClosed = false;
  sent = [];

  constructor(url, subprotocols) {
    Object.assign(this, { url, subprotocols });
  }

  send(frame) {
    this.sent.push(JSON.parse(frame));
  }

  close() {
    this.isClosed = true;
  }

  opens(protocol = this.subprotocols[0] ?? "") {
    this.protocol = protocol;
    this.onopen();
  }

  says(...frames) {
    for (const frame of frames) this.onmessage({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
  }

  dies(code = 1006, reason = "") {
    this.onclose({ code, reason });
  }

  /** Frames of a type that were sent, or, without one, the last frame. */
  heard(type) {
    return type ? this.sent.filter((frame) => frame.type === type) : this.sent.at(-1);
  }
}

/** The storage of one browser: what one tab writes, the others are told of. */
export class FakeStorage {
  items = new Map();
  listeners = new Map();
  isBlocked = false;
  isFull = false;

  tab() {
    const check = (isWrite) => {
      if (this.isBlocked || (isWrite && this.isFull)) throw new Error("no storage");
    };
    const tab = {
      get: (key) => (check(), this.items.get(key) ?? null),
      set: (key, value) => (check(true), this.items.set(key, value), this.#tell(tab)),
      remove: (key) => (check(), this.items.delete(key), this.#tell(tab)),
      keys: () => (check(), [...this.items.keys()]),
      watch: (listener) => (this.listeners.set(tab, listener), () => this.listeners.delete(tab)),
    };
    return tab;
  }

  #tell(writer) {
    for (const [tab, listener] of this.listeners) if (tab !== writer) queueMicrotask(listener);
  }
}

export class World {
  time = Date.UTC(2026, 0, 1);
  sockets = [];
  timers = new Map();
  wakers = new Set();
  storage = new FakeStorage();
  isVisible = true;
  isOnline = true;
  chance = 1;
  #count = 0;

  environment() {
    const tab = this.storage.tab();
    return {
      now: () => this.time,
      random: () => this.chance,
      uuid: () => uuid(++this.#count),
      after: (milliseconds, action) => {
        const id = {};
        this.timers.set(id, { at: this.time + milliseconds, action });
        return () => this.timers.delete(id);
      },
      soon: (action) => queueMicrotask(action),
      socket: (url, subprotocols) => {
        const socket = new FakeSocket(url, subprotocols);
        this.sockets.push(socket);
        return socket;
      },
      store: () => tab,
      isVisible: () => this.isVisible,
      isOnline: () => this.isOnline,
      onWake: (listener) => (this.wakers.add(listener), () => this.wakers.delete(listener)),
    };
  }

  /** A page of the visitor, or a reload of one. */
  page(options = {}) {
    const defaults = { server: "https://host/prefix", contactId: "", threadId: "", token: "", lang: "en", storage: "local" };
    return new Conversation({ ...defaults, ...options }, this.environment());
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** Lets the time pass, timer by timer. */
  async pass(milliseconds) {
    const end = this.time + milliseconds;
    for (;;) {
      await settled();
      const due = [...this.timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.timers.delete(due[0]);
      this.time = Math.max(this.time, due[1].at);
      due[1].action();
    }
    this.time = end;
    await settled();
  }

  wake() {
    for (const waker of this.wakers) waker(false);
  }

  losesNetwork() {
    this.isOnline = false;
    for (const waker of this.wakers) waker(true);
  }
}

export const settled = () => new Promise((resolve) => setImmediate(resolve));
export const uuid = (number) => `01900000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
export const THREAD = uuid(0xaaaa);
export const welcome = (more = {}) => ({ type: "welcome", contact_id: "widget:1", texts: {}, limits: { message_characters: 8000 }, events: [], ...more });
export const ack = (id, thread_id = THREAD) => ({ type: "ack", id, thread_id });
export const done = (id, more = {}) => ({ type: "done", id, ...more });
export const message = (id, role, text, more = {}) => ({ type: "message", id, role, text, at: "2026-01-01T00:00:00Z", ...more });
export const error = (code, id, more = {}) => ({ type: "error", code, text: `the server says ${code}`, retry: false, ...(id && { id }), ...more });
export const texts = (engine) => engine.state.messages.map(({ text }) => text);
export const deliveries = (engine) => engine.state.messages.map(({ delivery }) => delivery);
