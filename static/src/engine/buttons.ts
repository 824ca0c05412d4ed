import type { Button } from "./types";

const TAG = /<(\/?)(div|button)((?:\s+[a-z][a-z-]*="[^"]*")*)\s*>([^<]*)/g;

/**
 * The rows of buttons in a button HTML of the basic protocol. Only the documented shape is read, text by text,
 * so no HTML parser ever sees it; whatever else the HTML holds is dropped.
 */
export function parseButtons(html: string, decode: (text: string) => string): Button[][] {
  const rows: Button[][] = [];
  let row: Button[] | undefined;
  let button: Button | undefined;
  for (const [, slash, name, attributes = "", text = ""] of html.matchAll(TAG)) {
    if (slash) {
      if (name === "button" && button) row?.push(button);
      if (name === "div") row = undefined;
      button = undefined;
    } else if (name === "div") {
      if (hasClass(attributes, "jims-widget-button-row")) rows.push((row = []));
    } else {
      button = readButton(attributes, text, decode);
    }
  }
  return rows.filter((found) => found.length > 0);
}

function readButton(attributes: string, text: string, decode: (text: string) => string): Button | undefined {
  const callback = decode(attribute(attributes, "data-jims-callback"));
  const id = callback.slice(4);
  const known = hasClass(attributes, "jims-widget-callback-btn") && /^btn:./.test(callback);
  return known ? { id, text: decode(text).trim() || id } : undefined;
}

function hasClass(attributes: string, name: string): boolean {
  return attribute(attributes, "class").split(/\s+/).includes(name);
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
}
