import { textOn } from "./colour";
import { element, icon, ICONS } from "./dom";
import { ATTRIBUTES, readOptions, type Options } from "./options";
import { Panel } from "./panel";
import styles from "./styles.css";

export const TAG = "jims-widget";

let sheet: CSSStyleSheet | undefined;

/** A constructed sheet, unlike a style element, is allowed by a content security policy without `unsafe-inline`. */
function sharedSheet(): CSSStyleSheet {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(styles);
  return sheet;
}

/**
 * `<jims-widget>`: the floating button and its panel. Its `data-*` attributes, those of the script tag, are its
 * state: `data-open`, `data-title`, `data-position` and `data-accent` may be changed at any time, the others
 * count when it is first put into the page.
 */
export class JimsWidget extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  readonly #launcher = element("button", { class: "launcher", "aria-controls": "panel" });
  readonly #root = element("div", { class: "root" });
  readonly #warned = new Set<string>();
  #panel: Panel | undefined;
  #listening: AbortController | undefined;
  #shown: boolean | undefined;

  connectedCallback(): void {
    const options = this.#options();
    if (!options.socket) {
      const server = this.getAttribute("data-server") ?? "";
      console.error(`jims-widget: data-server="${server}" is not valid: expected the http(s) address of the server.`);
      return;
    }
    this.#panel ??= this.#build(options.socket, options.intro);
    this.#listen();
    this.#takePlace();
    this.#apply(options);
    this.#panel.resume();
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    this.#panel?.close();
  }

  attributeChangedCallback(): void {
    if (this.isConnected && this.#panel) this.#apply(this.#options());
  }

  #options(): Options {
    return readOptions(
      (name) => this.getAttribute(name),
      (problem) => {
        if (!this.#warned.has(problem)) console.warn(`jims-widget: ${problem}`);
        this.#warned.add(problem);
      },
    );
  }

  #build(socket: string, intro: string): Panel {
    const panel = new Panel(socket, intro, {
      dismissed: () => this.#dismiss(),
      answered: () => this.#answered(),
    });
    this.#launcher.onclick = () => (this.#shown ? this.#dismiss() : this.#summon());
    this.#root.append(panel.node, this.#launcher);
    this.#root.onkeydown = (event) => {
      if (event.key === "Escape" && !event.isComposing && this.#shown) this.#dismiss();
    };
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sharedSheet()];
    shadow.append(this.#root);
    return panel;
  }

  #listen(): void {
    const { signal } = (this.#listening = new AbortController());
    window.addEventListener("online", () => this.#panel?.resume(), { signal });
    // The page's own shortcuts must not fire while someone writes in here.
    for (const type of ["keydown", "keyup"]) {
      this.addEventListener(type, (event) => event.stopPropagation(), { signal });
    }
    for (const type of ["resize", "scroll"]) visualViewport?.addEventListener(type, () => this.#fit(), { signal });
  }

  /** On a phone the panel fills what its keyboard leaves free. */
  #fit(): void {
    const { height = 0, offsetTop = 0 } = visualViewport ?? {};
    this.#set("view-height", `${height}px`);
    this.#set("view-top", `${offsetTop}px`);
  }

  /** Hands a value to the style sheet; unlike a style attribute, this needs no leave of the page's policy. */
  #set(name: string, value: string): void {
    this.#root.style.setProperty(`--${name}`, value);
  }

  /** Several widgets in one corner stand side by side. */
  #takePlace(): void {
    this.#set("place", `${this.#neighbours().indexOf(this)}`);
  }

  /** The widgets of the same corner, this one among them. */
  #neighbours(): Element[] {
    const left = `${TAG}[data-position=bottom-left]`;
    return [...document.querySelectorAll(this.matches(left) ? left : `${TAG}:not(${left})`)];
  }

  #apply({ open, title, accent, position }: Options): void {
    this.#set("accent", accent);
    this.#set("on-accent", textOn(accent));
    this.#root.classList.toggle("left", position === "bottom-left");
    if (this.#panel) this.#panel.title = title;
    this.#launcher.setAttribute("aria-label", open ? "Close chat" : `Open chat: ${title}`);
    this.#launcher.setAttribute("aria-expanded", `${open}`);
    if (this.#shown !== open) this.#show(open);
  }

  #show(isOpen: boolean): void {
    this.#shown = isOpen;
    this.#launcher.replaceChildren(icon(isOpen ? ICONS.close : ICONS.chat));
    this.#root.classList.toggle("open", isOpen);
    if (isOpen) this.#root.classList.remove("unread");
    if (this.#panel) this.#panel.open = isOpen;
  }

  #answered(): void {
    if (this.#shown) return;
    this.#root.classList.add("unread");
    this.#launcher.setAttribute("aria-label", "Open chat: new message");
  }

  #summon(): void {
    for (const other of this.#neighbours()) other.setAttribute("data-open", `${other === this}`);
    this.#panel?.focus();
  }

  #dismiss(): void {
    this.setAttribute("data-open", "false");
    this.#launcher.focus({ preventScroll: true });
  }
}
