import type { Words } from "./words";

/** The names of all words but the errors, in the order in which each language lists them. */
export const NAMES = [
  "title", "greeting", "placeholder", "field", "send", "stop", "newConversation", "close", "copy", "copied",
  "copyFailed", "copyCode", "expand", "showMore", "goodAnswer", "badAnswer", "whatIsWrong", "thanks", "sources",
  "yes", "no", "retry", "jumpToNewest", "messages", "you", "assistant", "connecting", "reconnecting", "offline",
  "waiting", "sending", "tryNow", "answering", "answered", "stopped", "ignored", "conversations",
  "conversationStarted", "unread", "characters", "tooMany", "imageBlocked", "retryIn", "possibleIn",
] as const satisfies readonly Exclude<keyof Words, "errors">[];

/** The codes of the errors, which follow in each list. */
export const ERRORS = [
  "empty", "too_long", "busy", "rate_limited", "quota", "unauthorized", "forbidden", "overloaded", "timeout",
  "pipeline", "bad_frame", "shutting_down", "unanswered", "unreachable", "no_token",
] as const satisfies readonly (keyof Words["errors"])[];
