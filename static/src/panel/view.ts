import type { Button, Given, Message, State } from "../engine/types";
import type { Options } from "../loader/options";
import type { Blocks } from "../markdown/reader";
import type { Surroundings } from "../markdown/render";
import type { Language, Texts, Words } from "../words";
import type { Files } from "./files";
import type { Times } from "./times";

const MOST_STARTERS = 6;

/** What a visitor can do. */
export interface Actions {
  /** Makes the panel large, or small again. */
  expand(): void;
  close(): void;
  newConversation(): void;
  showConversations(): void;
  stop(): void;
  retry(id: string): void;
  reconnect(): void;
  click(message: Message, button: Button): void;
  /** Says something in the visitor's name. */
  say(text: string): void;
  /** Shows the next portion of a long message. */
  more(blocks: Blocks): void;
  /** Copies what a message says. */
  copy(id: string, text: string): void;
  rate(given: Given): void;
  /** Opens the line for what is wrong with an answer, or, by an empty id, closes it. */
  comment(id: string): void;
  toEnd(): void;
}

/** The words that a site may set, and their texts: its attributes, then the server's, then the built-in ones. */
export interface Labels {
  readonly title: string;
  readonly placeholder: string;
  /** Empty: an icon will do. */
  readonly send: string;
  readonly intro: string;
  readonly disclaimer: string;
  /** What a visitor may ask first. */
  readonly starters: readonly string[];
}

/** How the copying of a message went. */
export interface Copied {
  readonly id: string;
  readonly isDone: boolean;
}

/** All that the panel's templates show. */
export interface View {
  readonly state: State;
  readonly options: Options;
  readonly language: Language;
  readonly words: Words;
  readonly labels: Labels;
  readonly actions: Actions;
  readonly around: Surroundings;
  /** Of the site's own texts. */
  readonly own: Surroundings;
  readonly times: Times;
  /** The message that was to be copied a moment ago. */
  readonly copied: Copied | undefined;
  /** Id of the answer whose line for a comment is open. */
  readonly commented: string;
  /** Shows the files of a message, once the module for that is there. */
  readonly files: Files | undefined;
  readonly isAtEnd: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function labelsOf(options: Options, texts: Texts, words: Words, isRenewed: boolean): Labels {
  const greeting = (isRenewed && texts["session_reset"]) || texts["welcome"] || "";
  return {
    title: options.title || words.title,
    placeholder: options.placeholder || words.placeholder,
    send: options.sendLabel || texts["widget.send"] || "",
    intro: options.introMessage || greeting,
    disclaimer: texts["legal_disclaimer"] ?? "",
    starters: startersOf(options.starters, texts),
  };
}

function startersOf(own: string, texts: Texts): string[] {
  const given = own ? listIn(own) : Array.from({ length: MOST_STARTERS }, (_, index) => texts[`starter.${index + 1}`]);
  return given.filter((one) => typeof one === "string" && one.trim() !== "").slice(0, MOST_STARTERS) as string[];
}

/** Asked for at every drawing; what is wrong is said once. */
let last: readonly [json: string, list: unknown[]] = ["", []];

function listIn(json: string): unknown[] {
  if (json === last[0]) return last[1];
  last = [json, []];
  try {
    last = [json, [JSON.parse(json)].flat()];
  } catch {
    console.warn("jims-widget: data-starters is no list in JSON.", json);
  }
  return last[1];
}
