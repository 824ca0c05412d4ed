import { HEX_COLOUR } from "../colour";
import { prefixOf } from "../engine/vault";

/** What one can say about a widget: the `data-*` attributes of its tag, read and checked. */
export interface Options {
  /** With its path prefix and without a trailing slash; empty where it is missing or invalid. */
  readonly server: string;
  readonly contactId: string;
  readonly threadId: string;
  readonly introMessage: string;
  readonly position: "bottom-right" | "bottom-left";
  /** Over the page, in its corner or at its side; or part of the page, where its tag stands, or as all of it. */
  readonly mode: "floating" | "side" | "inline" | "full";
  readonly launcher: "button" | "none";
  /** What a bubble beside the button says, once. */
  readonly teaser: string;
  readonly open: boolean;
  /** Empty: the words' own. So are `placeholder` and `sendLabel`. */
  readonly title: string;
  readonly accent: string;
  readonly placeholder: string;
  readonly sendLabel: string;
  readonly lang: string;
  readonly token: string;
  readonly theme: "auto" | "light" | "dark";
  /** The address of an image, which the panel checks. So is `avatar`. */
  readonly logo: string;
  /** Of what a visitor may ask first: a list in JSON. */
  readonly starters: string;
  readonly assistantName: string;
  readonly avatar: string;
  readonly allowImages: boolean;
  /** Whether messages tell the page's address and title. */
  readonly page: boolean;
  /** What else they tell of it: an object in JSON. */
  readonly context: string;
  readonly storage: "local" | "session" | "none";
}

/** What a value becomes, or undefined where it is not allowed; what is allowed; and the default. */
type Rule<T> = readonly [parse: (value: string) => T | undefined, allowed: string, fallback: T];

const ANY: Rule<string> = [(value) => value, "", ""];

function oneOf<const T extends string>(...values: readonly [T, ...T[]]): Rule<T> {
  return [(value) => values.find((allowed) => allowed === value), values.join(", "), values[0]];
}

const FLAG: Rule<boolean> = [
  (value) => (value === "true" ? true : value === "false" ? false : undefined),
  "true, false",
  false,
];

const UUID = /^[\da-f-]{32,36}$/i;
const LANGUAGE = /^[a-z]{2,3}(-[a-z\d]{1,8})*$/i;

/** What the values match that `allowed` does not list. */
export const PATTERNS: { readonly [K in keyof Options]?: RegExp } = { threadId: UUID, accent: HEX_COLOUR, lang: LANGUAGE };

export const RULES: { readonly [K in keyof Options]: Rule<Options[K]> } = {
  server: [serverAddress, "", ""],
  contactId: ANY,
  threadId: [(value) => (UUID.test(value) ? value : undefined), "a uuid", ""],
  introMessage: ANY,
  position: oneOf("bottom-right", "bottom-left"),
  mode: oneOf("floating", "side", "inline", "full"),
  launcher: oneOf("button", "none"),
  teaser: ANY,
  open: FLAG,
  title: ANY,
  accent: [(value) => (HEX_COLOUR.test(value) ? value : undefined), "a hex colour, #rgb or #rrggbb", "#4f46e5"],
  placeholder: ANY,
  sendLabel: ANY,
  lang: [languageTag, "a language tag", ""],
  token: ANY,
  theme: oneOf("auto", "light", "dark"),
  logo: ANY,
  starters: ANY,
  assistantName: ANY,
  avatar: ANY,
  allowImages: FLAG,
  page: FLAG,
  context: ANY,
  storage: oneOf("local", "session", "none"),
};

export const NAMES = Object.keys(RULES) as (keyof Options)[];

/** `contactId` → `data-contact-id`. */
export function attributeOf(name: string): string {
  return `data-${name.replace(/[A-Z]/g, "-$&").toLowerCase()}`;
}

/**
 * Reads all options; each value that cannot be used is told to `warn` and replaced by its default. A missing or
 * invalid `server` is left to the caller.
 *
 * @param read gives the value of an attribute, or null where it is absent
 */
export function readOptions(read: (attribute: string) => string | null, warn: (problem: string) => void): Options {
  const value = <T>(name: string, [parse, allowed, fallback]: Rule<T>): T => {
    const attribute = attributeOf(name);
    const text = read(attribute)?.trim();
    if (!text) return fallback;
    const parsed = parse(text);
    if (parsed !== undefined) return parsed;
    if (name !== "server") warn(`${attribute}="${text}" is not valid: expected ${allowed}. Using ${fallback || "none"}.`);
    return fallback;
  };
  return Object.fromEntries(NAMES.map((name) => [name, value<unknown>(name, RULES[name])])) as unknown as Options;
}

/** Whether another conversation, or another place for it in the browser or the page, is meant. */
export function isOtherConversation(one: Options, other: Options): boolean {
  return prefixOf(one) + one.storage + one.mode !== prefixOf(other) + other.storage + other.mode;
}

/** `https://host/prefix/?x#y` → `https://host/prefix`. */
function serverAddress(text: string): string | undefined {
  const url = /^https?:\/\//i.test(text) ? parse(text) : undefined;
  return url && url.origin + url.pathname.replace(/\/+$/, "");
}

function languageTag(text: string): string | undefined {
  try {
    return LANGUAGE.test(text) ? Intl.getCanonicalLocales(text)[0] : undefined;
  } catch {
    return undefined;
  }
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
