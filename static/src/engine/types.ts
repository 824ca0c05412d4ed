/** What the engine and the panel agree on. The engine knows no DOM; the panel knows no socket. */

export interface Button {
  readonly id: string;
  readonly text: string;
}

/** What the visitor thinks of an answer; `none` where that was taken back. */
export type Rating = "up" | "down" | "none";

/** A rating as the visitor gave it. */
export interface Given {
  /** Of the answer. */
  readonly id: string;
  readonly rating: Rating;
  readonly comment?: string;
}

/** Who answers. */
export type Mode = "human" | "assistant";

/** Something that the page is to do, once. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly timeout_ms: number;
  /** What the visitor is asked first. */
  readonly confirm?: string;
}

/** The codes of `jims.v1`, and those that the widget finds out by itself. */
export type ErrorCode =
  | "empty" | "too_long" | "busy" | "rate_limited" | "quota" | "unauthorized" | "forbidden" | "overloaded"
  | "timeout" | "pipeline" | "bad_frame" | "shutting_down"
  | "unanswered" // basic protocol only: the socket died before the reply, so nobody knows whether it was read
  | "unreachable" // no connection came about, time after time
  | "no_token" // the server wants a token, and the page has none
  | "stopped" // the visitor wanted no more of the answer
  | "other"; // the server's own words are all there is to say

export interface Problem {
  readonly code: ErrorCode;
  /** The server's own words; the panel prefers its own for a code that it knows. */
  readonly text: string;
  /** When it is worth trying again, in milliseconds since the epoch. */
  readonly retryAt?: number;
  /** It is tried again by itself then. */
  readonly isRetried?: boolean;
}

/**
 * How a message of the visitor fares: `waiting` in the outbox, `sent` and not acknowledged, `stored` by the server,
 * `failed` for good or until the visitor tries again.
 */
export type Delivery = "waiting" | "sent" | "stored" | "failed";

/** A file of the visitor. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Below the server's address. */
  readonly address?: string;
}

/** Where files are sent, and which. */
export interface UploadOffer {
  readonly address: string;
  readonly ticket: string;
  /** Media types. */
  readonly types: readonly string[];
  /** Of the largest file. */
  readonly bytes: number;
  /** Most of one message. */
  readonly files: number;
}

export interface Message {
  /** Stable from the first delta or the first attempt on: a key for the list. */
  readonly id: string;
  readonly role: "user" | "assistant";
  /** Markdown where the assistant wrote it. */
  readonly text: string;
  /** What a click says in place of `text` (`btn:…`). */
  readonly label?: string;
  /** Rows of buttons below an assistant's message. */
  readonly buttons?: readonly (readonly Button[])[];
  /**
   * Id of the button that was used, or "" where the visitor wrote something later instead: all are disabled unless
   * this is undefined.
   */
  readonly used?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of the visitor's messages. */
  readonly delivery?: Delivery;
  /** Of the assistant's: the person who wrote it in its place. */
  readonly author?: string;
  /** Of the assistant's: the server has it, as it is. */
  readonly isStored?: boolean;
  /** Of the assistant's, where the visitor has said so. */
  readonly rating?: Rating;
  /** Of the visitor's. */
  readonly attachments?: readonly Attachment[];
  readonly problem?: Problem;
  /** More pieces are to come. */
  readonly streaming?: boolean;
  readonly stopped?: boolean;
  /** Of the visitor's messages: its run ended without a word. */
  readonly ignored?: boolean;
}

/**
 * `idle`: nothing asked for yet. `connecting`: the first attempt. `online`. `reconnecting`: lost, being tried again.
 * `refused`: the server said no for good (`problem` of the state says why).
 */
export type Connectivity = "idle" | "connecting" | "online" | "reconnecting" | "refused";

/** A conversation that one can go back to. */
export interface PastConversation {
  readonly thread: string;
  /** Its first question. */
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface State {
  readonly connectivity: Connectivity;
  /** In the order of the server; what is not acknowledged comes last. */
  readonly messages: readonly Message[];
  /** Whether an answer is under way or owed to a message that was acknowledged. */
  readonly answering: boolean;
  /** What the run says that it is doing. */
  readonly status: string;
  /** Name of the person who types, where `status` says so. */
  readonly typing: string;
  /** Who answers; undefined where that is the assistant and visitors may not ask for a person. */
  readonly mode?: Mode;
  /** Whether visitors may ask for a person. */
  readonly callable: boolean;
  /** Whether `stop` has an effect: false with the basic protocol, and where a person answers. */
  readonly stoppable: boolean;
  /** Whether the server takes ratings. */
  readonly rateable: boolean;
  /** Missing where the server takes no files. */
  readonly uploads?: UploadOffer;
  /** The last rating of this tab that the server took. */
  readonly given?: Given;
  /** A problem that belongs to no message. */
  readonly problem?: Problem;
  /** The server's words for the widget, by name; from `welcome`. */
  readonly texts: Readonly<Record<string, string>>;
  /** The visitor left an earlier conversation for this one. */
  readonly isRenewed: boolean;
  /** The server has older messages than these. */
  readonly hasOlder: boolean;
  /** Of this browser, and all of a signed visitor's; the newest first. */
  readonly conversations: readonly PastConversation[];
  /** Id of the present conversation; empty before its first message. */
  readonly thread: string;
  /** Longest message in Unicode characters, where the server said so. */
  readonly longestMessage?: number;
  /** Ids of the assistant's finished messages that came while nobody attended, or the page was hidden (unread). */
  readonly unread: readonly string[];
}

export interface Options {
  /** The server's address with its path prefix, without a trailing slash: `https://host/prefix`. */
  readonly server: string;
  readonly contactId: string;
  readonly threadId: string;
  /** Asked for anew when the server says `unauthorized`, where it is a function. */
  readonly token: string | (() => string | Promise<string>);
  /** A language tag: the visitor's wish, whether or not the widget speaks it. */
  readonly lang: string;
  readonly storage: "local" | "session" | "none";
  /** What the visitor's page tells at present, as JSON; undefined where nobody knows. */
  readonly context?: () => string | undefined;
}

/** The conversation as the panel sees it. */
export interface Engine {
  readonly state: State;
  /** Called after every change, at most once a microtask; returns what ends it. */
  subscribe(listener: (state: State) => void): () => void;
  /** Whether the visitor has the panel open: keeps the connection up and marks everything as read. */
  attend(isAttended: boolean): void;
  /** @param attachments uploaded files; the text may be empty then */
  send(text: string, attachments?: readonly Attachment[]): void;
  /** Clicks a button of a message. */
  click(message: Message, button: Button): void;
  stop(): void;
  /** Sends a failed message again: the same one, wherever the server can answer it once more. */
  retry(messageId: string): void;
  /** Says what the visitor thinks of a stored answer. */
  rate(given: Given): void;
  /**
   * Tells the server what the page can do.
   *
   * @param act does it, or rejects; never called twice for one call
   */
  offer(names: readonly string[], act: (call: Call) => Promise<unknown>): void;
  /** Connects now instead of after the wait. */
  reconnect(): void;
  /** Fetches older messages. */
  older(): void;
  /** Leaves the thread, here and in the other tabs; the next message begins a new one. */
  newConversation(): void;
  /** Goes back to a conversation. */
  resume(thread: string): void;
  /** Asks the server which conversations there are. */
  listConversations(): void;
  /** Goes on with another token, or in another language. */
  adapt(token: Options["token"], lang: string): void;
  /** Closes the socket and every listener; nothing happens after it. What is in the outbox stays stored. */
  destroy(): void;
}
