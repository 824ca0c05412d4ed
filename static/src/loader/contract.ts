/** What the loader and the panel module agree on. */
import type { Language, Texts } from "../words/language";
import type { Options } from "./options";

export type TokenSource = () => string | Promise<string>;

export interface Setting {
  readonly options: Options;
  readonly token: string | TokenSource;
  readonly language: Language;
  readonly isDark: boolean;
  /** What the page can do, by name; they come and go. */
  readonly tools: ReadonlyMap<string, Action>;
  /** What the page tells with messages, besides what its attributes say. */
  readonly facts: object | undefined;
}

export type Action = (input: any) => unknown;

/** What happens in a widget, and what its listeners are given. */
export interface Happenings {
  /** The button is on the page. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** A message was sent, or an answer is complete. Messages of the history are not told. */
  message: { readonly id: string; readonly role: "user" | "assistant"; readonly text: string };
  /** An answer begins, before its first word. */
  "answer-start": undefined;
  /** How many answers the visitor has not seen, whenever that changes. */
  unread: { readonly count: number };
  /** Another conversation is shown: the first message began it, or the visitor went to it. Empty before a first message. */
  thread: { readonly id: string };
  /** The visitor rated an answer, or took that back, and the server has it. */
  feedback: { readonly id: string; readonly rating: "up" | "down" | "none"; readonly comment?: string };
  /** Who answers from now on; also told where that is a person as the conversation is opened. */
  handoff: { readonly mode: "human" | "assistant" };
  /** `code` is one of `jims.v1`, `unanswered`, or `load` where the panel could not be loaded. */
  error: { readonly code: string; readonly text: string };
}

/** How a widget stands. */
export interface ChatState {
  readonly open: boolean;
  /** Answers that the visitor has not seen. */
  readonly unread: number;
  /** Id of the conversation; empty before its first message, and as long as the panel was not needed. */
  readonly thread: string;
  readonly connected: boolean;
}

/** The widget as its panel sees it. */
export interface Host {
  readonly shadow: ShadowRoot;
  /** Where the panel puts its element; carries the theme, the language and the accent. */
  readonly root: HTMLElement;
  /** Closes the panel, which then gives the focus back to the button. */
  dismiss(): void;
  /** @param words what the button says of it */
  showUnread(count: number, words: string): void;
  /** Puts the server's words in the place of the button's own; that for closing it is the panel's. */
  reword(texts: Texts): void;
  /** The panel, loaded where it is not yet. */
  load(): Promise<Panel>;
  tell<N extends keyof Happenings>(name: N, detail: Happenings[N]): void;
}

export interface Panel {
  readonly state: ChatState;
  adapt(setting: Setting): void;
  show(isShown: boolean, takesFocus: boolean): void;
  /** Goes on where its widget was put elsewhere in the page. */
  moved(): void;
  send(text: string): void;
  newConversation(): void;
  /** Makes it as large as the window allows, or as small again; the other of both by default. */
  expand(isLarge?: boolean): void;
  /** Writes into the text field. */
  prefill(text: string): void;
  /** Leaves nothing behind. */
  destroy(): void;
}

/** What the module for widgets that stand otherwise exports. */
export interface LayoutModule {
  /**
   * @param life ends all of it
   * @param start shows the widget
   */
  lay(host: Host, options: Options, life: AbortSignal, start: () => void): void;
}

/** What the panel module exports. */
export interface PanelModule {
  createPanel(host: Host, setting: Setting): Promise<Panel>;
}
