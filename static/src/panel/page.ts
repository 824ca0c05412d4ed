import type { Setting } from "../loader/contract";

export { warnOnce, withImages } from "./images";

/** What the server takes: bytes, and levels. */
const LARGEST = 4_096;
const DEEPEST = 3;

/** What the page tells, as JSON; nothing of it where the server would not take it. */
export function describe({ options, facts }: Setting): string {
  try {
    const page = options.page && { url: location.origin + location.pathname, title: document.title };
    const given: unknown = JSON.parse(options.context || "{}");
    if (!depth(given) || Array.isArray(given)) throw new Error("data-context is no object in JSON");
    const json = JSON.stringify({ ...page, ...(given as object), ...facts });
    if (new Blob([json]).size > LARGEST) throw new Error(`it is larger than ${LARGEST} bytes`);
    if (depth(JSON.parse(json)) > DEEPEST) throw new Error(`it is deeper than ${DEEPEST} levels`);
    return json;
  } catch (problem) {
    console.warn("jims-widget: the page's context is not sent.", problem);
    return "{}";
  }
}

function depth(value: unknown): number {
  return value === Object(value) ? 1 + Math.max(0, ...Object.values(value as object).map(depth)) : 0;
}
