import { ATTRIBUTES } from "./options";
import { JimsWidget, TAG } from "./widget";

if (!customElements.get(TAG)) customElements.define(TAG, JimsWidget);

/** Puts the widget that a script tag describes into the page, as soon as the page has a body. */
function mount(script: Element): void {
  const widget = document.createElement(TAG);
  for (const name of ATTRIBUTES) {
    const value = script.getAttribute(name);
    if (value !== null) widget.setAttribute(name, value);
  }
  const place = (): void => document.body.append(widget);
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place, { once: true });
}

if (document.currentScript) mount(document.currentScript);
