import { mount, type Handle, type MountOptions } from "./mount";
import { attributeOf, NAMES } from "./options";
import { TAG, WidgetElement } from "./widget";

type Action = (api: Api) => void;

/** `window.JimsWidget`. */
interface Api {
  mount(options?: MountOptions): Handle;
  /** The first widget of the page, as soon as its button is there; also that of a tag. */
  readonly ready: Promise<Handle>;
  /** Calls back at once; before this script is there, an array in its place collects the calls. */
  push(...actions: Action[]): void;
}

declare global {
  interface Window {
    JimsWidget?: Api;
  }
}

/** This file, which is also served under a name with a hash of its content. */
const FILE = /\/jims-widget(-[A-Z\d]{8})?\.js\b/;
/** A module has no current script; its tag tells by its name who it is. */
const tag = (document.currentScript ?? [...document.scripts].find(({ src }) => FILE.test(src)) ?? null) as HTMLScriptElement | null;
/** Part of a bundle, or text of the page, where it is not a file of its own. */
const script = FILE.test(tag?.src ?? "") ? (tag?.src ?? "") : "";
const origin = { script, server: /^(.*)\/static\/jims-widget[-\w]*\.js/.exec(script)?.[1] ?? "" };
const given = NAMES.map((name) => [name, tag?.getAttribute(attributeOf(name)) ?? null] as const);
const queue = window.JimsWidget as Api | Action[] | undefined;

if (!customElements.get(TAG)) customElements.define(TAG, WidgetElement);
if (!queue || Array.isArray(queue)) {
  const api: Api = {
    mount: (options = {}) => mount(options, origin),
    ready: (customElements.get(TAG) as typeof WidgetElement).ready,
    push: (...actions) => actions.forEach((action) => action(api)),
  };
  window.JimsWidget = api;
  api.push(...(queue ?? []));
}

const mountTag = (isLoose: () => boolean): unknown => {
  const options = Object.fromEntries(given) as MountOptions;
  return mount({ ...options, into: options.mode === "inline" ? tag?.parentElement : null }, origin, isLoose);
};

if (given.some(([, value]) => value !== null)) mountTag(() => !tag?.isConnected);
else if (script && !queue) {
  // A tag without any attribute is for a page that calls `mount`, or something has stripped it.
  const check = (): unknown => setTimeout(() => document.querySelector(TAG) || mountTag(() => true));
  (document.readyState === "complete" ? tag : window)?.addEventListener("load", check, { once: true });
}
