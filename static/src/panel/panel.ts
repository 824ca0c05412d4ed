import { nothing, render } from "lit/html.js";
import { createEngine, type Attachment, type Call, type Engine, type Message, type State } from "../engine";
import type { Host, Panel, Setting } from "../loader/contract";
import type { Options } from "../loader/options";
import { sheetOf } from "../loader/sheet";
import { recall, remember } from "../loader/tab";
import type { Surroundings } from "../markdown/render";
import { describe, fill, loadWords, override, wantedTag, type Language, type Texts, type Words } from "../words";
import { applyAccent } from "./accent";
import { Announcer } from "./announcer";
import { copyText } from "./clipboard";
import { Composer } from "./composer";
import type { Desk } from "./desk";
import type { Files } from "./files";
import { frame } from "./frame";
import { FullScreen } from "./full-screen";
import { guard } from "./guard";
import { ICONS } from "./icons";
import { Log } from "./log";
import messageStyles from "./message.css";
import { News, Troubles } from "./news";
import styles from "./panel.css";
import { Pace } from "./pace";
import { Follow } from "./scroll";
import type { PastList } from "./past";
import { Times } from "./times";
import { hint } from "./title-hint";
import { labelsOf, type Actions, type Copied, type View } from "./view";
import { followViewport } from "./viewport";
import { keepWheel } from "./wheel";

const COPIED_MS = 2_000;
let sheet: CSSStyleSheet | undefined;
let windowSheet: CSSStyleSheet | undefined;

/** A module that the chat can do without. */
function optional<M>(module: Promise<M>): Promise<M | void> {
  return module.catch((problem: unknown) => console.warn("jims-widget: not loaded.", problem));
}

export async function createPanel(host: Host, setting: Setting): Promise<Panel> {
  return new ChatPanel(host, setting, await loadWords(setting.language));
}

/** The conversation's window in the page: shows the engine's state, and hands on what the visitor does. */
class ChatPanel implements Panel {
  readonly #host: Host;
  readonly #engine: Engine;
  #builtIn: Words;
  readonly #node: HTMLElement;
  readonly #content = document.createElement("div");
  readonly #announcer = new Announcer();
  readonly #news = new News();
  readonly #troubles: Troubles;
  readonly #log = new Log();
  readonly #pace = new Pace(() => this.#render());
  readonly #follow = new Follow(
    () => this.#draw(),
    () => this.#isShown && this.#engine.older(),
  );
  readonly #composer = new Composer((text) => this.send(text, this.#files?.take()), (text) => this.#typed(text));
  readonly #life = new AbortController();
  /** Of what stands over the page. */
  readonly #fullScreen: FullScreen | undefined;
  readonly #endings: (() => void)[] = [];
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #around!: Surroundings;
  /** Of the site's own texts, whose links may be relative to the page. */
  #own!: Surroundings;
  #setting: Setting;
  #options!: Options;
  #times: Times;
  #isShown = false;
  #focused: Element | null = null;
  #copied: Copied | undefined;
  #commented = "";
  /** What the page was told last, by name. */
  readonly #told = new Map<string, unknown>();
  #isTicking = false;
  #isTaking = false;
  /** The list of conversations, while it is open. */
  #past: PastList | undefined;
  #listed = 0;
  #offered = 0;
  /** What the page tells with messages, as JSON. */
  #describe: (setting: Setting) => string | undefined = () => undefined;
  #described: Promise<unknown> = Promise.resolve();
  /** What withdraws the questions that wait for the visitor. */
  readonly #questions = new Set<() => void>();
  /** What there is to see of persons, loaded once there is one, or may be. */
  #desk: Desk | undefined;
  #files: Files | undefined;
  #texts: Texts = {};
  /** The built-in ones, with the server's in their place. */
  #words!: Words;

  constructor(host: Host, setting: Setting, words: Words) {
    this.#host = host;
    this.#setting = setting;
    this.#times = new Times(setting.language);
    this.#builtIn = words;
    if (/inline|full/.test(setting.options.mode)) this.#node = document.createElement("section");
    else {
      const dialog = document.createElement("dialog");
      this.#fullScreen = new FullScreen(dialog, () => host.dismiss());
      this.#node = dialog;
    }
    this.#engine = createEngine({ ...setting.options, token: setting.token, lang: wantedTag(setting.options.lang), context: () => this.#describe(this.#setting) });
    this.#troubles = new Troubles(this.#engine.state);
    this.#reword({});
    this.#composer.text = recall(setting.options, "draft") ?? "";
    this.#build();
    this.#listen();
    this.#endings.push(this.#engine.subscribe((state) => this.#changed(state)), followViewport(host.root));
    this.adapt(setting);
    this.#news.read(this.#engine.state);
    if (recall(setting.options, "size")) void this.#withLayout(({ restore }) => restore(host, setting.options));
  }

  get state(): Panel["state"] {
    const { unread, thread, connectivity } = this.#engine.state;
    return { open: this.#isShown, unread: unread.length, thread, connected: connectivity === "online" };
  }

  adapt(setting: Setting): void {
    const { language, options, token } = this.#setting;
    this.#setting = setting;
    this.#options = { ...setting.options, logo: "", avatar: "" };
    if (setting.options.allowImages !== options.allowImages) this.#surround();
    if (setting.language !== language) void this.#translate(setting.language);
    if (setting.token !== token || setting.options.lang !== options.lang) this.#adapt();
    if (setting.tools.size !== this.#offered) {
      this.#offered = setting.tools.size;
      this.#engine.offer([...setting.tools.keys()], (call) => this.#perform(call));
    }
    const { page, context, logo, avatar } = setting.options;
    if (page || context || logo || avatar || setting.facts) this.#described = this.#loadPage();
    applyAccent(this.#host.root, setting.options.accent, setting.isDark);
    this.#draw();
  }

  show(isShown: boolean, takesFocus: boolean): void {
    const { unread, messages } = this.#engine.state;
    this.#isShown = isShown;
    this.#node.hidden = !isShown;
    this.#fullScreen?.show(isShown);
    this.#engine.attend(isShown);
    if (!isShown) {
      // The button could not take it while the panel hid it.
      if (takesFocus) this.#host.root.querySelector<HTMLElement>(".launcher")?.focus({ preventScroll: true });
      return;
    }
    // It must not stand on the buttons of other widgets in its corner.
    this.#node.classList.toggle("raised", document.getElementsByTagName("jims-widget").length > 1);
    this.#pace.now();
    this.#follow.to(unread.length > 0 || !messages.some(({ role }) => role === "user") ? "answer" : "end");
    if (takesFocus) this.#focus();
  }

  moved(): void {
    const focused = this.#focused as HTMLElement | null;
    if (!this.#isShown) return;
    this.show(true, false);
    focused?.focus({ preventScroll: true });
  }

  send(text: string, attachments?: readonly Attachment[]): void {
    void this.#described.then(() => {
      this.#engine.send(text, attachments?.length ? attachments : undefined);
      this.#follow.to("answer");
    });
  }

  newConversation(): void {
    this.#engine.newConversation();
    this.#announcer.say(this.#words.conversationStarted);
    this.#follow.to("answer");
  }

  expand(isLarge?: boolean): void {
    void this.#withLayout(({ resize }) => resize(this.#host, this.#setting.options, isLarge));
  }

  prefill(text: string): void {
    this.#composer.text = text;
    this.#typed(text);
  }

  destroy(): void {
    this.#engine.destroy();
    this.#fullScreen?.stop();
    this.#life.abort();
    for (const end of [...this.#endings, ...this.#questions]) end();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#pace.stop();
    this.#follow.stop();
    this.#desk?.destroy();
    this.#host.showUnread(0, "");
    this.#host.reword({});
    hint(this, 0);
    render(nothing, this.#content);
    this.#node.remove();
    const { shadow } = this.#host;
    shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((one) => one !== sheet);
  }

  #build(): void {
    const { shadow, root } = this.#host;
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, (sheet ??= sheetOf(styles + messageStyles))];
    this.#node.className = "panel";
    this.#node.setAttribute("part", "panel");
    this.#node.hidden = true;
    this.#node.tabIndex = -1;
    this.#node.setAttribute("aria-labelledby", "title");
    this.#content.className = "content";
    this.#node.append(this.#content, this.#announcer.node);
    root.append(this.#node);
  }

  #listen(): void {
    const { shadow, root } = this.#host;
    const note = (): void => void (this.#focused = shadow.activeElement);
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.isComposing || !this.#isShown || !this.#fullScreen) return;
      event.preventDefault();
      this.#host.dismiss();
    };
    guard(shadow.host, this.#life.signal, note);
    root.addEventListener("keydown", pressed, this.#life);
    root.addEventListener("focusout", () => setTimeout(note), this.#life); // a move, which takes the focus away, is over by then
    keepWheel(this.#node);
  }

  /** On a touch screen the text field would bring up the keyboard, over what is there to read. */
  #focus(): void {
    if (matchMedia("(pointer: coarse)").matches) this.#node.focus({ preventScroll: true });
    else this.#composer.focus();
  }

  #changed(state: State): void {
    if (state.texts !== this.#texts) this.#reword(state.texts);
    if (state.uploads && !this.#isTaking) void this.#takeFiles();
    if (state.conversations.length !== this.#listed) this.#past?.show(state.conversations, state.thread);
    this.#listed = state.conversations.length;
    const news = this.#news.read(state);
    if (state.callable || state.mode === "human" || this.#desk) void this.#showDesk();
    const { answering, given, thread } = state;
    const count = state.unread.length;
    this.#host.showUnread(count, fill(this.#words.unread, { count }));
    hint(this, count);
    this.#announcer.read(state, news, this.#words);
    if (this.#isNew("thread", thread)) this.#host.tell("thread", { id: thread });
    if (this.#isNew("answering", answering) && answering) this.#host.tell("answer-start", undefined);
    for (const { id, role, text } of news) this.#host.tell("message", { id, role, text });
    if (this.#isNew("unread", count)) this.#host.tell("unread", { count });
    if (this.#isNew("given", given) && given) this.#host.tell("feedback", given);
    for (const problem of this.#troubles.read(state)) {
      this.#announcer.say(describe(this.#words, this.#setting.language, problem, Date.now(), state.longestMessage));
      this.#host.tell("error", { code: problem.code, text: problem.text });
    }
    if (!state.answering) for (const withdraw of this.#questions) withdraw(); // nobody waits for the answer
    this.#draw();
  }

  /** Nothing, at first, is not. */
  #isNew(name: string, value: unknown): boolean {
    const last = this.#told.get(name);
    this.#told.set(name, value);
    return value !== last && !!(value || last);
  }

  /** Nothing is drawn while the panel is hidden. */
  #draw(): void {
    if (this.#isShown) this.#pace.soon();
  }

  #render(): void {
    if (!this.#isShown) return;
    const view = this.#view();
    render(frame(view, this.#log.template(view), this.#composer.template(view)), this.#content);
    this.#showPersons();
    this.#composer.attach(this.#content.querySelector("textarea") as HTMLTextAreaElement);
    this.#files?.place();
    this.#follow.watch(this.#content.querySelector(".log") as HTMLElement);
    if (this.#log.isBehind) this.#draw();
    const waits = [view.state.problem, ...view.state.messages.map((message) => message.problem)];
    if (waits.some((problem) => (problem?.retryAt ?? 0) > view.now)) this.#tick();
  }

  /** Draws the time that is left to wait again, a second later. */
  #tick(): void {
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.#later(1_000, () => {
      this.#isTicking = false;
      this.#draw();
    });
  }

  #view(): View {
    const { language } = this.#setting;
    const options = this.#options;
    const state = this.#engine.state;
    const words = this.#words;
    return {
      state: this.#desk?.localise(state) ?? state,
      options,
      language,
      words,
      labels: labelsOf(options, state.texts, words, state.isRenewed),
      actions: this.#actions,
      around: this.#around,
      own: this.#own,
      times: this.#times,
      copied: this.#copied,
      commented: this.#commented,
      files: this.#files,
      isAtEnd: this.#follow.isAtEnd,
      now: Date.now(),
    };
  }

  #typed(text: string): void {
    remember(this.#setting.options, "draft", text);
    this.#draw();
  }

  async #translate(language: Language): Promise<void> {
    const words = await loadWords(language).catch(() => this.#builtIn);
    if (language !== this.#setting.language) return;
    this.#builtIn = words;
    this.#times = new Times(language);
    this.#reword(this.#texts);
    this.#draw();
  }

  #reword(texts: Texts): void {
    this.#texts = texts;
    this.#words = override(this.#builtIn, texts);
    this.#surround();
    this.#host.reword({ ...texts, "widget.close": this.#words.close });
  }

  #surround(): void {
    this.#around = this.#surroundings();
    this.#own = { ...this.#around, base: document.baseURI };
  }

  #surroundings(): Surroundings {
    const { copyCode, expand, imageBlocked } = this.#words;
    return {
      allowImages: this.#setting.options.allowImages,
      copyCode,
      imageBlocked: (alt) => imageBlocked.replace("{alt}", () => alt),
      copy: (text, button) => void this.#copyCode(text, button),
      expandLabel: expand,
      expandIcon: ICONS.expand,
      expand: (box) => void this.#expand(box),
    };
  }

  #expand(box: Element): Promise<void> {
    return this.#withWindows(({ expand }, windows) => {
      if (box.isConnected) this.#endings.push(expand(box, this.#node, windows, this.#words.close));
    });
  }

  #showConversations(): Promise<void> {
    return this.#withWindows(({ openPast }, windows) => {
      const { conversations, thread } = this.#engine.state;
      this.#past = openPast(this.#node, windows, this.#words, this.#setting.language, (chosen) => {
        this.#engine.resume(chosen);
        this.#follow.to("end");
        this.#focus();
      });
      this.#past.show(conversations, thread);
      this.#endings.push(this.#past.close);
      this.#engine.listConversations();
    });
  }

  #adapt(): void {
    this.#engine.adapt(this.#setting.token, wantedTag(this.#setting.options.lang));
  }

  async #showDesk(): Promise<void> {
    const module = this.#desk ? undefined : await optional(import("./desk"));
    if (this.#life.signal.aborted) return;
    if (module) this.#desk ??= new module.Desk(this.#host, this.#announcer, sheetOf(module.styles), () => this.#draw(), (label) => this.#engine.click({ id: "" } as Message, { id: "handoff", text: label }));
    this.#showPersons();
    this.#draw();
  }

  #showPersons(): void {
    this.#desk?.show(this.#engine.state, this.#node, this.#setting.language);
  }

  /** Loads what lets the visitor send files. */
  async #takeFiles(): Promise<void> {
    this.#isTaking = true;
    const module = await optional(import("./files"));
    if (!module || this.#life.signal.aborted) return;
    this.#files = new module.Files(this.#host.shadow, this.#node, () => this.#view(), fill, sheetOf, this.#announcer, this.#composer, () => this.#draw(), () => this.#adapt());
    this.#endings.push(this.#files.end);
    this.#draw();
  }

  /** Does what the assistant asks the page for. */
  async #perform({ name, input, confirm, timeout_ms }: Call): Promise<unknown> {
    let isAllowed = !confirm;
    if (confirm) await this.#withWindows(async ({ ask }, windows) => (isAllowed = await ask(this.#node, windows, confirm, this.#words, timeout_ms, this.#questions, this.#announcer)));
    if (!isAllowed) throw "the visitor did not agree";
    return this.#setting.tools.get(name)?.(input);
  }

  /** What has to do with the page around: what it tells, and its pictures. */
  async #loadPage(): Promise<void> {
    const module = await optional(import("./page"));
    if (!module) return;
    this.#describe = module.describe;
    this.#options = module.withImages(this.#setting.options, module.warnOnce);
    this.#draw();
  }

  async #withLayout(action: (layout: typeof import("../layout/layout")) => void): Promise<void> {
    const module = await optional<typeof import("../layout/layout")>(import(new URL(LAYOUT_MODULE, import.meta.url).href));
    if (module) action(module);
  }

  async #withWindows(action: (windows: typeof import("./windows"), sheet: CSSStyleSheet) => unknown): Promise<void> {
    const module = await optional(import("./windows"));
    if (module) await action(module, (windowSheet ??= sheetOf(module.styles)));
  }

  readonly #actions: Actions = {
    expand: () => this.expand(),
    showConversations: () => void this.#showConversations(),
    close: () => this.#host.dismiss(),
    newConversation: () => {
      this.newConversation();
      this.#focus();
    },
    stop: () => {
      this.#engine.stop();
      this.#focus();
    },
    retry: (id) => {
      this.#engine.retry(id);
      this.#focus();
    },
    reconnect: () => {
      this.#engine.reconnect();
      this.#focus();
    },
    click: (message, button) => {
      this.#engine.click(message, button);
      this.#follow.to("answer");
      this.#focus();
    },
    say: (text) => {
      this.send(text);
      this.#focus();
    },
    more: (blocks) => {
      blocks.more();
      this.#draw();
    },
    copy: (id, text) => void this.#copyMessage(id, text),
    rate: (given) => {
      this.#engine.rate(given);
      if (given.comment) this.#announcer.say(this.#words.thanks);
    },
    comment: (id) => this.#comment(id),
    toEnd: () => {
      this.#follow.to("end");
      this.#focus();
    },
  };

  /** Whoever opens the line is in it; whoever leaves it is back at the button. */
  #comment(id: string): void {
    const { shadow } = this.#host;
    const rating = shadow.activeElement?.closest(".said")?.querySelector<HTMLElement>(".down");
    const wasOpen = this.#commented;
    this.#commented = id;
    if (id || wasOpen) this.#pace.now();
    if (id) this.#content.querySelector<HTMLElement>(".comment input")?.focus({ preventScroll: true });
    else if (wasOpen && !shadow.activeElement) rating?.focus({ preventScroll: true });
  }

  async #copyMessage(id: string, text: string): Promise<void> {
    const copied = { id, isDone: await this.#copy(text) };
    this.#copied = copied;
    this.#draw();
    this.#later(COPIED_MS, () => {
      if (this.#copied === copied) this.#copied = undefined;
      this.#draw();
    });
  }

  async #copyCode(text: string, button: HTMLElement): Promise<void> {
    button.textContent = (await this.#copy(text)) ? this.#words.copied : this.#words.copyFailed;
    this.#later(COPIED_MS, () => (button.textContent = this.#words.copyCode));
  }

  async #copy(text: string): Promise<boolean> {
    const isDone = await copyText(text, this.#node);
    this.#announcer.say(isDone ? this.#words.copied : this.#words.copyFailed);
    return isDone;
  }

  #later(milliseconds: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, milliseconds);
    this.#timers.add(timer);
  }
}
