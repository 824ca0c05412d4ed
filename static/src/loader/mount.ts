import type { Happenings, TokenSource } from "./contract";
import { attributeOf, NAMES, type Options } from "./options";
import { TAG, WidgetElement } from "./widget";

/** What a page does with a widget. */
export interface Handle {
  open(): void;
  close(): void;
  toggle(): void;
  /** Says something in the visitor's name. */
  send(text: string): void;
  newConversation(): void;
  /** Calls `listener` after each such event; returns what ends it. `ready` is told to late listeners, too. */
  on<N extends keyof Happenings>(name: N, listener: (detail: Happenings[N]) => void): () => void;
  /** Takes the widget off the page, with all that belongs to it. */
  destroy(): void;
}

/** The attributes by their names in camel case; a token may also be a function that gets one. */
export type MountOptions = Partial<Omit<Options, "token"> & { token: string | TokenSource }>;

/** Puts a widget into the page, as soon as the page has a body. */
export function mount(options: MountOptions, panelModule?: string): Handle {
  const widget = document.createElement(TAG) as WidgetElement;
  widget.panelModule = panelModule;
  for (const name of NAMES) {
    const value = options[name];
    if (typeof value === "function") widget.token = value;
    else if (value !== undefined && value !== null) widget.setAttribute(attributeOf(name), `${value}`);
  }
  const waiting = new AbortController();
  const place = (): void => document.body.append(widget);
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place, waiting);
  return handleOf(widget, waiting);
}

function handleOf(widget: WidgetElement, life: AbortController): Handle {
  let isReady = false;
  widget.addEventListener("jims-ready", () => (isReady = true), life);
  return {
    open: () => void (widget.isOpen = true),
    close: () => void (widget.isOpen = false),
    toggle: () => void (widget.isOpen = !widget.isOpen),
    send: (text) => widget.withPanel((panel) => panel.send(text)),
    newConversation: () => widget.withPanel((panel) => panel.newConversation()),
    on: (name, listener) => {
      const heard = (event: Event): void => listener((event as CustomEvent).detail);
      widget.addEventListener(`jims-${name}`, heard, life);
      if (name === "ready" && isReady) queueMicrotask(() => heard(new CustomEvent(name)));
      return () => widget.removeEventListener(`jims-${name}`, heard);
    },
    destroy: () => {
      life.abort();
      widget.remove();
    },
  };
}
