import type { Environment } from "./environment";
import type { Link } from "./link";
import type { Outbox } from "./outbox";
import type { Ratings } from "./ratings";
import type { Transcript } from "./transcript";
import type { Call, Given, Message, Mode, Options, PastConversation, Problem, UploadOffer } from "./types";
import type { Entry, Session } from "./vault";

/** A conversation, as the protocol that carries it sees it. */
export interface Talk {
  readonly options: Options;
  readonly environment: Environment;
  readonly link: Link;
  readonly outbox: Outbox;
  readonly transcript: Transcript;
  readonly ratings: Ratings;
  /** The last rating of this tab that the server took. */
  given: Given | undefined;
  /** Names of what the page can do. */
  readonly offered: readonly string[];
  /** Frames with what came of it, for as long as they are waited for. */
  readonly results: ReadonlyMap<string, string>;
  /** The page is to do something. */
  called(call: Call): void;
  /** Ids of the visitor's messages that the server has and has not answered. */
  readonly owed: Set<string>;
  /** Setting it remembers it for other tabs and pages. */
  session: Session;
  /** The token that was sent last. */
  token: string;
  status: string;
  /** Name of the person who types, where `status` says so. */
  typing: string;
  mode: Mode | undefined;
  problem: Problem | undefined;
  texts: Readonly<Record<string, string>>;
  longestMessage: number | undefined;
  uploads: UploadOffer | undefined;
  /** The optional parts that the server has. */
  features: ReadonlySet<string>;
  /** The server has older messages than the transcript. */
  hasOlder: boolean;
  /** An answer is there that the visitor may not have seen. */
  heard(message: Message): void;
  /** Takes a message out of the outbox and shows it as failed. */
  fail(id: string, problem: Problem): void;
  /** Says a message anew that the server cannot answer once more. */
  repeat(entry: Entry): void;
  /** Gives up until the visitor does something. */
  refuse(problem: Problem): void;
  /** Begins anew, without any thread. */
  forget(): void;
  /** The server's list of the visitor's conversations. */
  listed(conversations: readonly PastConversation[]): void;
  /** Tells the listeners; changes of which many come in quick succession are told together. */
  changed(isOneOfMany?: boolean): void;
}

/** One protocol's way of holding a conversation, over one socket after the other. */
export interface Dialogue {
  /** Whether the server was heard on the present socket. */
  readonly isReady: boolean;
  opened(): void;
  received(data: unknown): void;
  lost(code: number, reason: string): void;
  /** Sends what can be sent now. */
  advance(): void;
  /**
   * Asks the server for what happened, which also shows whether the socket lives.
   *
   * @param isCertain else only where the socket was not heard just now
   */
  probe(isCertain: boolean): void;
  stop(): void;
  /** Sends a rating, now or on the next socket. */
  rate(given: Given): void;
  /** Asks for messages before those that are there. */
  older(): void;
  listConversations(): void;
}
