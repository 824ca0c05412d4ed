/** What one can say about a widget: the attributes of the script tag in camel case; null and undefined stand for the default. */
export interface MountOptions {
  /** Address of the server, with its path prefix. */
  server?: string | null | undefined;
  contactId?: string | null | undefined;
  threadId?: string | null | undefined;
  introMessage?: string | null | undefined;
  position?: "bottom-right" | "bottom-left" | null | undefined;
  /** Over the page, in its corner or at its side; or part of the page, where it is mounted into, or as all of it. */
  mode?: "floating" | "side" | "inline" | "full" | null | undefined;
  /** The element that it becomes part of. */
  into?: Element | null | undefined;
  launcher?: "button" | "none" | null | undefined;
  /** What a bubble beside the button says, once. */
  teaser?: string | null | undefined;
  open?: boolean | null | undefined;
  title?: string | null | undefined;
  /** `#rgb` or `#rrggbb`. */
  accent?: string | null | undefined;
  placeholder?: string | null | undefined;
  sendLabel?: string | null | undefined;
  /** A language tag. */
  lang?: string | null | undefined;
  /** Who the visitor is, or what gets a new token whenever the server refuses the last one. */
  token?: string | (() => string | Promise<string>) | null | undefined;
  theme?: "auto" | "light" | "dark" | null | undefined;
  /** Address of an image. */
  logo?: string | null | undefined;
  /** What a visitor may ask first, at most six; as an attribute a list in JSON. */
  starters?: readonly string[] | string | null | undefined;
  assistantName?: string | null | undefined;
  /** Address of an image of the assistant. */
  avatar?: string | null | undefined;
  allowImages?: boolean | null | undefined;
  /** Whether messages tell the page's address, without query and fragment, and its title. */
  page?: boolean | null | undefined;
  /** What else they tell of the page: an object of at most 4,096 bytes; as an attribute in JSON. */
  context?: object | string | null | undefined;
  storage?: "local" | "session" | "none" | null | undefined;
}

/** What happens in a widget, and what its listeners are given. */
export interface WidgetEvents {
  ready: undefined;
  open: undefined;
  close: undefined;
  message: { readonly id: string; readonly role: "user" | "assistant"; readonly text: string };
  /** An answer begins, before its first word. */
  "answer-start": undefined;
  /** How many answers the visitor has not seen, whenever that changes. */
  unread: { readonly count: number };
  /** Another conversation is shown: the first message began it, or the visitor went to it. Empty before a first message. */
  thread: { readonly id: string };
  feedback: { readonly id: string; readonly rating: "up" | "down" | "none"; readonly comment?: string };
  handoff: { readonly mode: "human" | "assistant" };
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

/** What a page does with a widget. */
export interface Handle {
  /** As it is at present. */
  readonly state: ChatState;
  open(): void;
  close(): void;
  toggle(): void;
  /** Says something in the visitor's name. */
  send(text: string): void;
  newConversation(): void;
  /** Writes into the text field, where the visitor may change it before they send it. */
  prefill(text: string): void;
  /** Makes the panel as large as the window allows, or as small again; the other of both by default. */
  expand(isLarge?: boolean): void;
  /** Does what the assistant asks the page for under this name; what it returns, or a promise of it, is the assistant's. */
  tool(name: string, action: (input: any) => unknown): void;
  /** Tells this with the next message, and again when it has changed; it takes the place of what was told before. */
  context(facts: object): void;
  /** Returns what ends it. */
  on<N extends keyof WidgetEvents>(name: N, listener: (detail: WidgetEvents[N]) => void): () => void;
  destroy(how?: { readonly forget?: boolean }): void;
}

/** `window.JimsWidget`. */
export interface JimsWidgetApi {
  mount(options?: MountOptions): Handle;
  /** The first widget of the page, as soon as its button is there; also that of a tag. */
  readonly ready: Promise<Handle>;
}

/**
 * Loads the widget from its server, once a page. On a server it never resolves.
 *
 * @param server its address, with its path prefix
 * @param how `integrity`: what the script must be, as `jims-widget snippet` prints it
 * @returns rejects where the script cannot be loaded; the next call tries again
 */
export function load(server: string, how?: { readonly integrity?: string | undefined }): Promise<JimsWidgetApi>;
