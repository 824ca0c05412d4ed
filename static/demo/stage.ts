import type { Happenings } from "../src/loader/contract";
import type { Handle, MountOptions } from "../src/loader/mount";
import { byId, element } from "./page";
import { propertiesOf } from "./snippet";

const EVENTS = ["ready", "open", "close", "message", "answer-start", "unread", "thread", "feedback", "handoff", "error"] as const satisfies (keyof Happenings)[];
const KEPT_EVENTS = 6;

/** The live widget of the page: one at a time, as it was configured last. */
export class Stage {
  #widget: Handle | undefined;
  #isOpen = false;
  #wasOpenAtStart = false;

  /** Replaces the widget; an open one stays open, unless that is what was changed. */
  mount(values: ReadonlyMap<string, string>): void {
    this.#widget?.destroy();
    this.#widget = undefined;
    if (!values.get("server") || !window.JimsWidget) return;
    byId("unauthorized", HTMLElement).hidden = true;
    const isOpenAtStart = values.get("open") === "true";
    if (isOpenAtStart !== this.#wasOpenAtStart) this.#isOpen = isOpenAtStart;
    this.#wasOpenAtStart = isOpenAtStart;
    const widget = window.JimsWidget.mount({ ...this.#placed(values), open: this.#isOpen });
    for (const name of EVENTS) widget.on(name, (detail) => this.#happened(name, detail));
    widget.tool("highlight", () => {
      byId("heading", HTMLElement).classList.add("marked");
      return "the title is marked";
    });
    this.#widget = widget;
  }

  /** The options, once the page is as they want it. */
  #placed(values: ReadonlyMap<string, string>): MountOptions {
    const root = document.documentElement.style;
    for (const name of [...root].filter((one) => one.startsWith("--jims-"))) root.removeProperty(name);
    for (const [name, value] of propertiesOf(values)) root.setProperty(name, value);
    const mode = values.get("mode");
    const place = byId("place", HTMLElement);
    place.hidden = mode !== "inline";
    byId("leave", HTMLElement).hidden = mode !== "full";
    const options = Object.fromEntries([...values].filter(([name]) => !name.startsWith("--")));
    return { ...options, ...(mode === "inline" && { into: place }) };
  }

  /** Calls what a button names. */
  act(name: string): void {
    const widget = this.#widget;
    if (name === "send") widget?.send("help");
    else if (name === "prefill") widget?.prefill("My name is ");
    else if (name === "context") widget?.context({ product: "A12" });
    else if (name === "expand") widget?.expand();
    else if (name === "state") this.#tell(name, JSON.stringify(widget?.state));
    else if (name === "open" || name === "close" || name === "toggle" || name === "newConversation") widget?.[name]();
  }

  #happened(name: keyof Happenings, detail: Happenings[keyof Happenings]): void {
    if (name === "open" || name === "close") this.#isOpen = name === "open";
    if (detail && "code" in detail && /^(no_token|unauthorized)$/.test(detail.code)) byId("unauthorized", HTMLElement).hidden = false;
    this.#tell(name, detail ? JSON.stringify(detail) : "");
  }

  #tell(name: string, detail = ""): void {
    const item = document.createElement("li");
    item.append(element("code", "", name), element("span", "detail", detail));
    const events = byId("events", HTMLElement);
    events.prepend(item);
    while (events.children.length > KEPT_EVENTS) events.lastElementChild?.remove();
  }
}
