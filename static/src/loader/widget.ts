import { textOn } from "../colour";
import { prefixOf } from "../engine/vault";
import { direction, pageLanguage, type Language, type Texts } from "../words/language";
import { failureText, launcherWords } from "../words/launcher";
import type { Action, Happenings, Host, LayoutModule, Panel, PanelModule, Setting, TokenSource } from "./contract";
import { Launcher } from "./launcher";
import styles from "./launcher.css";
import type { Handle } from "./mount";
import { attributeOf, isOtherConversation, NAMES, readOptions, type Options } from "./options";
import { sheetOf } from "./sheet";
import { isOwed, recall, remember } from "./tab";

declare global {
  /** File names of the modules; the build puts them in. */
  const PANEL_MODULE: string;
  const LAYOUT_MODULE: string;
}

export const TAG = "jims-widget";

let sheet: CSSStyleSheet | undefined;

/**
 * `<jims-widget>`: the floating button, and the panel once it is needed. Its `data-*` attributes, those of the
 * script tag, are its state, and may be changed at any time. Everything that it starts ends when it leaves the page,
 * which it does by `remove`: where the page sweeps it away with something else, it comes back.
 */
export class WidgetElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = NAMES.map(attributeOf);
  /** Those that were mounted, also while they wait for the body. */
  static readonly mounted = new Set<WidgetElement>();
  /** Takes the handle of the first one that is ready. */
  static first: (handle: Handle) => void;
  static readonly ready = new Promise<Handle>((resolve) => (this.first = resolve));

  /** Address of the script that made this widget. */
  script = "";
  /** Whether another identity of its server may take it over: its own tag is gone, or told nothing. */
  isLoose = (): boolean => false;
  /** Where it is put, else beside the body. */
  spot: Element | null | undefined;
  /** Calls of `mount` that were not taken back. */
  holders = 0;
  /** The button is on the page, and its listeners were told. */
  isReady = false;
  panel: Panel | undefined;
  /** In place of `data-token`, asked whenever one is needed. */
  token: TokenSource | undefined;
  readonly tools = new Map<string, Action>();
  facts: object | undefined;
  readonly #launcher = new Launcher();
  readonly #root = document.createElement("div");
  readonly #shadow = this.attachShadow({ mode: "open" });
  readonly #warned = new Set<string>();
  readonly #darkness = matchMedia("(prefers-color-scheme: dark)");
  #living: AbortController | undefined;
  #options = this.read();
  #language: Language = "en";
  #loading: Promise<Panel> | undefined;
  #failures = 0;
  /** Behind the label of the button. */
  #unread = "";
  #texts: Texts = {};
  #isShown = false;
  #isStale = false;

  readonly #host: Host = {
    shadow: this.#shadow,
    root: this.#root,
    dismiss: () => void (this.isOpen = false),
    showUnread: (count, words) => {
      this.#unread = count ? `. ${words}` : "";
      this.#launcher.showUnread(count);
      this.#label();
    },
    reword: (texts) => {
      this.#texts = texts;
      this.#label();
    },
    load: () => this.#load(),
    tell: (name, detail) => this.tell(name, detail),
  };

  constructor() {
    super();
    this.#shadow.adoptedStyleSheets = [(sheet ??= sheetOf(styles))];
    this.#root.className = "root";
    this.#root.popover = "manual"; // in the top layer, no style of the page moves or covers it
    this.#root.append(this.#launcher.button, this.#launcher.notice);
    this.#launcher.button.onclick = () => void (this.isOpen = !this.isOpen);
    this.#launcher.button.onpointerenter = this.#launcher.button.onfocus = () => void this.#module(PANEL_MODULE).catch(() => {});
  }

  get isOpen(): boolean {
    return this.getAttribute("data-open") === "true";
  }

  set isOpen(isOpen: boolean) {
    this.setAttribute("data-open", `${isOpen}`);
  }

  /** Widgets of one identity go on with the same conversation. */
  get identity(): string {
    return prefixOf(this.read());
  }

  /** What its attributes say now. */
  read(): Options {
    return readOptions(
      (attribute) => this.getAttribute(attribute),
      (problem) => {
        if (!this.#warned.has(problem)) console.warn(`jims-widget: ${problem}`);
        this.#warned.add(problem);
      },
    );
  }

  connectedCallback(): void {
    if (!this.#living) return this.#begin();
    this.#raise(); // moved
    this.panel?.moved();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.place();
      if (!this.isConnected) this.#end();
    });
  }

  /** Into the page, once that has a body: beside it, since pages like to exchange it. */
  place(): void {
    if (!this.holders) return;
    if (document.body) (this.spot ?? document.documentElement).append(this);
    else document.addEventListener("DOMContentLoaded", () => this.place(), { once: true });
  }

  /** Takes it off the page for good. */
  override remove(): void {
    this.holders = 0;
    WidgetElement.mounted.delete(this);
    this.parentNode?.removeChild(this);
    this.#end();
  }

  #begin(): void {
    const wasOpen = recall(this.read(), "open");
    if (wasOpen) this.setAttribute("data-open", wasOpen);
    this.#options = this.read();
    if (!this.#options.server) {
      console.error(`jims-widget: data-server="${this.getAttribute("data-server")}" is not valid: expected the http(s) address of the server.`);
      return;
    }
    const life = (this.#living = new AbortController());
    const { mode, launcher, teaser } = this.#options;
    const start = (): void => this.#start();
    this.#darkness.addEventListener("change", () => this.#apply(), life);
    if (mode + launcher + teaser === "floatingbutton") return start();
    this.#module<LayoutModule>(LAYOUT_MODULE).then(
      ({ lay }) => lay(this.#host, this.#options, life.signal, start),
      (problem: unknown) => this.#failed(problem),
    );
  }

  #start(): void {
    this.#shadow.append(this.#root);
    this.#raise();
    this.#apply(true);
    if (!this.#options.open && isOwed(this.#options)) whenIdle(() => this.withPanel(() => {}));
    queueMicrotask(() => {
      this.isReady = true;
      this.tell("ready", undefined);
    });
  }

  #end(): void {
    this.#living?.abort();
    this.#living = undefined;
    this.panel?.destroy();
    this.panel = this.#loading = undefined;
    this.#isShown = false;
    this.#root.parentNode?.removeChild(this.#root);
    for (const widget of this.#neighbours()) widget.#takePlace();
  }

  /** Above all that is in the top layer by now. */
  #raise(): void {
    // Old browsers have no top layer; their z-index has to do.
    this.#root.togglePopover?.(false);
    this.#root.togglePopover?.(true);
  }

  attributeChangedCallback(): void {
    if (this.#isStale) return;
    this.#isStale = true;
    queueMicrotask(() => {
      this.#isStale = false;
      if (!this.isConnected) return;
      const before = this.#options;
      this.#options = this.read();
      if (isOtherConversation(before, this.#options)) {
        this.#end();
        this.#begin();
      } else if (this.#root.isConnected) this.#apply();
    });
  }

  /** The panel, loaded where it is not yet. */
  withPanel(action: (panel: Panel) => void): void {
    // What went wrong was told already.
    this.#load().then(action, () => {});
  }

  tell<N extends keyof Happenings>(name: N, detail: Happenings[N]): void {
    this.dispatchEvent(new CustomEvent(`jims-${name}`, { detail }));
  }

  /** @param isNew whether the page, which has it only now, may draw first */
  #apply(isNew = false): void {
    const { accent, position, open, lang } = this.#options;
    this.#language = pageLanguage(lang);
    const style = this.#root.style;
    style.setProperty("--accent", accent);
    style.setProperty("--on-accent", textOn(accent));
    for (const widget of this.#neighbours()) widget.#takePlace();
    this.#root.lang = this.#language;
    this.#root.dir = direction(this.#language);
    this.#root.classList.toggle("left", position === "bottom-left");
    this.#root.classList.toggle("dark", this.#setting().isDark);
    this.#root.classList.toggle("open", open);
    this.#label();
    this.panel?.adapt(this.#setting());
    if (open !== this.#isShown) this.#show(open, isNew);
  }

  #setting(): Setting {
    const { theme } = this.#options;
    const isDark = theme === "dark" || (theme === "auto" && this.#darkness.matches);
    return { options: this.#options, token: this.token ?? this.#options.token, language: this.#language, isDark, tools: this.tools, facts: this.facts };
  }

  #label(): void {
    const words = launcherWords(this.#language, this.#texts);
    this.#launcher.show(this.#options.open, this.#options.open ? words.close : words.open + this.#unread);
  }

  #show(isShown: boolean, isNew: boolean): void {
    this.#isShown = isShown;
    remember(this.#options, "open", `${isShown}`, !isShown);
    if (isShown) {
      for (const other of this.#neighbours()) if (other !== this) other.isOpen = false;
      this.#raise();
    }
    // Who was not in here did not ask for it, as where the page opens it by itself: the focus stays with them.
    const takesFocus = this.#shadow.activeElement !== null;
    const show = (panel: Panel): void => {
      if (this.#isShown !== isShown) return;
      panel.show(isShown, takesFocus);
      this.tell(isShown ? "open" : "close", undefined);
    };
    if (isShown) isNew ? whenIdle(() => this.withPanel(show)) : this.withPanel(show);
    else if (this.panel) show(this.panel);
  }

  /** Several widgets in one corner stand side by side. */
  #takePlace(): void {
    this.#root.style.setProperty("--place", `${this.#neighbours().indexOf(this)}`);
  }

  /** The widgets of the same corner, this one among them; what is part of the page stands in none. */
  #neighbours(): WidgetElement[] {
    const { position } = this.#options;
    return [...document.querySelectorAll<WidgetElement>(`html>${TAG}`)].filter(
      (widget) => widget.#living && widget.#options.position === position,
    );
  }

  /** A failed load is tried again elsewhere, under another address: browsers differ in whether they remember it. */
  #module<M>(name: string): Promise<M> {
    const places = [this.script, `${this.#options.server}/static/`].filter(Boolean);
    const address = new URL(name, places[this.#failures % places.length]).href;
    const module: Promise<M> = import(this.#failures ? `${address}?${this.#failures}` : address);
    return module.catch((problem: unknown) => {
      this.#failures++;
      throw problem;
    });
  }

  #load(): Promise<Panel> {
    return (this.#loading ??= this.#create(this.#living?.signal));
  }

  async #create(life: AbortSignal | undefined): Promise<Panel> {
    this.#launcher.complain("");
    this.#root.classList.add("loading");
    try {
      if (!life) throw "not on the page";
      const { createPanel } = await this.#module<PanelModule>(PANEL_MODULE);
      const panel = await createPanel(this.#host, this.#setting());
      if (life.aborted) panel.destroy();
      life.throwIfAborted();
      return (this.panel = panel);
    } catch (problem) {
      if (!life?.aborted) this.#failed(problem);
      throw problem;
    } finally {
      this.#root.classList.remove("loading");
    }
  }

  #failed(problem: unknown): void {
    const text = failureText(this.#language);
    this.#loading = undefined;
    this.#isShown = false;
    if (this.isOpen) this.#launcher.complain(text);
    this.isOpen = false;
    console.error("jims-widget:", problem);
    this.tell("error", { code: "load", text });
  }
}

function whenIdle(action: () => void): void {
  // Safari has none.
  const later = globalThis.requestIdleCallback ?? setTimeout;
  later(action, { timeout: 500 });
}
