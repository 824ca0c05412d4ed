import type { Action, ChatState, Happenings, TokenSource } from "./contract";
import { attributeOf, NAMES, type Options } from "./options";
import { erase } from "./tab";
import { TAG, type WidgetElement } from "./widget";

const EVENTS = /^(ready|open|close|message|answer-start|unread|thread|feedback|handoff|error)$/;

/** What a page does with a widget. */
export interface Handle {
  /** As it is at present. */
  readonly state: ChatState;
  open(): void;
  close(): void;
  toggle(): void;
  /** Says something in the visitor's name. */
  send(text: string): void;
  newConversation(): void;
  /** Writes into the text field, where the visitor may change it before they send it. */
  prefill(text: string): void;
  /** Makes the panel as large as the window allows, or as small again; the other of both by default. */
  expand(isLarge?: boolean): void;
  /** Does what the assistant asks the page for under this name; what it returns, or a promise of it, is the assistant's. */
  tool(name: string, action: Action): void;
  /** Tells this with the next message, and again when it has changed; it takes the place of what was told before. */
  context(facts: object): void;
  /** Calls `listener` after each such event; returns what ends it. `ready` is told to late listeners, too. */
  on<N extends keyof Happenings>(name: N, listener: (detail: Happenings[N]) => void): () => void;
  /**
   * Takes the widget off the page, with all that belongs to it, unless another call of `mount` holds it, too, or mounts it
   * again at once. A conversation goes on in the next widget, unless this browser is to `forget` it.
   */
  destroy(how?: { readonly forget?: boolean }): void;
}

/** The attributes by their names in camel case, null for the default; a token may also be a function that gets one, starters a list, the context an object. */
export type MountOptions = {
  [K in keyof Options]?: Options[K] | (K extends "token" ? TokenSource : K extends "starters" ? readonly string[] : K extends "context" ? object : never) | null | undefined;
} & {
  /** The element that it becomes part of. */
  into?: Element | null | undefined;
};

/** Where a call comes from. */
export interface Origin {
  /** Address of the loader's script, if it has one of its own. */
  readonly script: string;
  /** The server that it was loaded from, or empty. */
  readonly server: string;
}

/**
 * Puts a widget into the page, as soon as the page has a body. One that goes on with the same conversation is there
 * only once: it takes what `options` name, and stays open or closed.
 */
export function mount({ into, ...options }: MountOptions, { script, server }: Origin, isLoose = (): boolean => false): Handle {
  const { mounted, first } = customElements.get(TAG) as typeof WidgetElement;
  const { token } = options;
  for (const name in options) if (!NAMES.includes(name as keyof Options)) console.warn(`jims-widget: unknown option ${name}`);
  const values = { ...options, server: options.server || server, token: typeof token === "function" ? null : token, mode: options.mode ?? (into && "inline") };
  const made = document.createElement(TAG) as WidgetElement;
  write(made, values);
  const found = (isMeant: (widget: WidgetElement) => boolean): WidgetElement | undefined => [...mounted].find(isMeant);
  const twin =
    found((one) => one.identity === made.identity) ?? found((one) => one.isLoose() && one.read().server === made.read().server);
  const widget = twin ?? made;
  if (twin) write(twin, { ...values, open: undefined });
  widget.spot = into ?? widget.spot;
  if (widget.isLoose()) widget.holders = 0;
  widget.isLoose = isLoose;
  widget.script ||= script;
  if (typeof token === "function") widget.token = token;
  const handle = handleOf(widget);
  mounted.add(widget);
  if (!twin || into) widget.place();
  handle.on("ready", () => first(handle));
  return handle;
}

function write(widget: WidgetElement, values: MountOptions): void {
  for (const name of NAMES) {
    const value = values[name];
    if (value === null) widget.removeAttribute(attributeOf(name));
    else if (value !== undefined) widget.setAttribute(attributeOf(name), typeof value === "object" ? JSON.stringify(value) : `${value}`);
  }
}

function handleOf(widget: WidgetElement): Handle {
  const life = new AbortController();
  const call =
    (name: "send" | "prefill" | "newConversation" | "expand") =>
    (what?: string | boolean): void =>
      widget.withPanel((panel) => panel[name](what as never));
  widget.holders++;
  return {
    get state() {
      return { open: false, unread: 0, thread: "", connected: false, ...widget.panel?.state };
    },
    open: () => void (widget.isOpen = true),
    close: () => void (widget.isOpen = false),
    toggle: () => void (widget.isOpen = !widget.isOpen),
    send: call("send"),
    newConversation: call("newConversation"),
    prefill: call("prefill"),
    expand: call("expand"),
    tool: (name, action) => {
      widget.tools.set(name, action);
      widget.attributeChangedCallback();
    },
    context: (facts) => {
      widget.facts = facts;
      widget.attributeChangedCallback();
    },
    on: (name, listener) => {
      if (!EVENTS.test(name)) console.warn(`jims-widget: unknown event ${name}`);
      const heard = (event: Event): void => listener((event as CustomEvent).detail);
      widget.addEventListener(`jims-${name}`, heard, life);
      if (name === "ready" && widget.isReady) queueMicrotask(listener as () => void);
      return () => widget.removeEventListener(`jims-${name}`, heard);
    },
    destroy: ({ forget = false } = {}) => {
      if (!life.signal.aborted && !--widget.holders) {
        const { mounted } = widget.constructor as typeof WidgetElement;
        widget.remove();
        // A page that puts it back at once goes on with it.
        setTimeout(() => [...mounted].some((one) => one.identity === widget.identity) || erase(widget.read(), forget));
      }
      life.abort();
    },
  };
}
