import type { ErrorCode } from "../engine/types";

/**
 * The words of the panel in one language. `{name}` is filled in by `fill`. A server may replace any of them, `send`
 * with its text `widget.send`: use `override`.
 *
 * Languages are loaded as lists in the order of `NAMES`, the errors last: names would be a third of their weight.
 */
export interface Words {
  /** The panel's title where the site gives none. */
  readonly title: string;
  /** In an empty conversation that the site gives no greeting. */
  readonly greeting: string;
  readonly placeholder: string;
  /** Label of the text field, for screen readers. */
  readonly field: string;
  readonly send: string;
  readonly stop: string;
  readonly newConversation: string;
  readonly close: string;
  readonly copy: string;
  readonly copied: string;
  readonly copyFailed: string;
  /** Copies a block of code. */
  readonly copyCode: string;
  /** Shows a table or a block of code in a window of its own. */
  readonly expand: string;
  /** Shows the next part of a very long message. */
  readonly showMore: string;
  /** Of the buttons that rate an answer. */
  readonly goodAnswer: string;
  readonly badAnswer: string;
  /** Of the line for a comment. */
  readonly whatIsWrong: string;
  /** Announced when a comment is sent. */
  readonly thanks: string;
  /** Heading of the list of what an answer refers to. */
  readonly sources: string;
  /** Whether the page may do what the assistant asks it for. */
  readonly yes: string;
  readonly no: string;
  readonly retry: string;
  readonly jumpToNewest: string;
  /** Label of the list of messages. */
  readonly messages: string;
  /** Who wrote a message, for screen readers. */
  readonly you: string;
  readonly assistant: string;

  readonly connecting: string;
  readonly reconnecting: string;
  /** The browser says that there is no network. */
  readonly offline: string;
  /** Beside a message that is not at the server yet. */
  readonly waiting: string;
  /** Beside a message that the server has not acknowledged. */
  readonly sending: string;
  /** Tries to connect now. */
  readonly tryNow: string;

  /** Announced when an answer begins, and shown where the run says nothing of its own. */
  readonly answering: string;
  /** Announced once when an answer is there: `{text}`. */
  readonly answered: string;
  readonly stopped: string;
  /** Beside a message that the app said nothing to. */
  readonly ignored: string;
  /** The list of conversations. */
  readonly conversations: string;
  readonly conversationStarted: string;
  /** Of the closed widget's button, behind what opens it: `{count}` messages were not read. */
  readonly unread: string;

  /** The composer, while the text is almost too long: `{limit}`, `{count}`. */
  readonly characters: string;
  /** The composer, while the text is too long by `{count}`. */
  readonly tooMany: string;
  /** In place of an image that is not loaded: `{alt}`. */
  readonly imageBlocked: string;

  /** One sentence for each code; `too_long` has `{limit}`. */
  readonly errors: Readonly<Record<Exclude<ErrorCode, "other" | "stopped">, string>>;
  /** Behind an error after which the widget tries again by itself: `{time}` is "in 5 seconds". */
  readonly retryIn: string;
  /** Behind an error after which the visitor may. */
  readonly possibleIn: string;
}

export const ENGLISH: Words = {
  title: "AI Assistant",
  greeting: "Hello! What would you like to know?",
  placeholder: "Write a message…",
  field: "Message",
  send: "Send",
  stop: "Stop answering",
  newConversation: "New conversation",
  close: "Close chat",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying failed",
  copyCode: "Copy code",
  expand: "Expand",
  showMore: "Show more",
  goodAnswer: "Good answer",
  badAnswer: "Bad answer",
  whatIsWrong: "What is wrong with it? (optional)",
  thanks: "Thank you!",
  sources: "Sources",
  yes: "Yes",
  no: "No",
  retry: "Try again",
  jumpToNewest: "Jump to newest",
  messages: "Conversation",
  you: "You",
  assistant: "Assistant",
  connecting: "Connecting…",
  reconnecting: "Reconnecting…",
  offline: "You are offline",
  waiting: "Waiting to be sent",
  sending: "Sending…",
  tryNow: "Try now",
  answering: "Writing an answer…",
  answered: "Answer: {text}",
  stopped: "Stopped",
  ignored: "There was no answer.",
  conversations: "Your conversations",
  conversationStarted: "New conversation started",
  unread: "New messages: {count}",
  characters: "{count} of {limit} characters",
  tooMany: "{count} characters too many. Shorten the text, or send it in parts.",
  imageBlocked: "Image not loaded: {alt}",
  errors: {
    empty: "There was nothing to send.",
    too_long: "This message is too long: at most {limit} characters.",
    busy: "Earlier messages are still being answered.",
    rate_limited: "You are writing faster than the assistant may answer.",
    quota: "The assistant has reached its limit for now. Please come back later.",
    unauthorized: "Your access has expired. Please reload the page.",
    forbidden: "This conversation is not open to you.",
    overloaded: "The assistant is very busy right now.",
    timeout: "The answer took too long.",
    pipeline: "Something went wrong with the answer.",
    bad_frame: "The message could not be understood. Please reload the page.",
    shutting_down: "The assistant is restarting.",
    unanswered: "The connection was lost before the answer came.",
    unreachable: "The chat cannot be reached right now.",
    no_token: "The chat is not available here.",
  },
  retryIn: "Trying again {time}.",
  possibleIn: "You can try again {time}.",
};
