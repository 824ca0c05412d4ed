import { mount, type Handle, type MountOptions } from "./mount";
import { attributeOf, NAMES } from "./options";
import { TAG, WidgetElement } from "./widget";

declare global {
  /** File name of the panel module; the build puts it in. */
  const PANEL_MODULE: string;

  interface Window {
    JimsWidget?: { mount(options: MountOptions): Handle };
  }
}

/** The panel comes from where this script came from, and never from elsewhere. */
const script = document.currentScript as HTMLScriptElement | null;
const panelModule = new URL(PANEL_MODULE, script?.src || document.baseURI).href;

if (!customElements.get(TAG)) {
  WidgetElement.panelModule = panelModule;
  customElements.define(TAG, WidgetElement);
}
window.JimsWidget ??= { mount: (options) => mount(options, panelModule) };

if (!script) console.error("jims-widget: load this script without type=module.");
else if (NAMES.some((name) => script.hasAttribute(attributeOf(name)))) {
  const given = NAMES.map((name) => [name, script.getAttribute(attributeOf(name))]);
  mount(Object.fromEntries(given) as MountOptions, panelModule);
} else {
  // A tag without any attribute is for a page that calls `mount`, or somebody forgot them.
  const check = (): unknown => setTimeout(() => document.querySelector(TAG) || mount({}).destroy()); // says what is missing
  script.addEventListener("load", () => (document.readyState === "complete" ? check() : addEventListener("load", check, { once: true })));
}
