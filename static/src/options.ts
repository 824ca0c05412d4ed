import { HEX_COLOUR } from "./colour";
import { parseUrl } from "./links";

export type Position = "bottom-right" | "bottom-left";

export interface Options {
  /** URL of the chat socket, or null where `data-server` is missing or invalid. */
  readonly socket: string | null;
  readonly intro: string;
  readonly position: Position;
  readonly open: boolean;
  readonly title: string;
  readonly accent: string;
}

export const ATTRIBUTES = [
  "data-server",
  "data-contact-id",
  "data-thread-id",
  "data-intro-message",
  "data-position",
  "data-open",
  "data-title",
  "data-accent",
] as const;

type Name = (typeof ATTRIBUTES)[number];

/** Gives the value of an attribute, or null where it is absent. */
export type Read = (name: Name) => string | null;

/** Reads all attributes; each value that cannot be used is told to `warn` and replaced by its default. */
export function readOptions(read: Read, warn: (problem: string) => void): Options {
  const text = (name: Name): string => read(name)?.trim() ?? "";
  const checked = (name: Name, fallback: string, allowed: string, form: RegExp): string => {
    const value = text(name);
    if (value === "" || form.test(value)) return value || fallback;
    warn(`${name}="${value}" is not valid: expected ${allowed}. Using ${fallback}.`);
    return fallback;
  };
  return {
    socket: socketUrl(text("data-server"), text("data-thread-id"), text("data-contact-id")),
    intro: text("data-intro-message"),
    position: checked("data-position", "bottom-right", "bottom-right or bottom-left", /^bottom-(right|left)$/) as Position,
    open: checked("data-open", "false", "true or false", /^(true|false)$/) === "true",
    title: text("data-title") || "AI Assistant",
    accent: checked("data-accent", "#4f46e5", "a hex colour, #rgb or #rrggbb", HEX_COLOUR),
  };
}

/** `https://host/prefix` → `wss://host/prefix/ws/chat`, with those ids that were given; null for no web address. */
export function socketUrl(server: string, threadId: string, contactId: string): string | null {
  const url = /^https?:\/\//i.test(server) ? parseUrl(server) : null;
  if (!url) return null;
  const path = url.pathname.replace(/\/+$/, "") + "/ws/chat";
  const query = Object.entries({ thread_id: threadId, contact_id: contactId })
    .filter(([, id]) => id)
    .map(([name, id]) => `${name}=${encodeURIComponent(id)}`)
    .join("&");
  return `${url.protocol.replace("http", "ws")}//${url.host}${path}${query && "?" + query}`;
}
