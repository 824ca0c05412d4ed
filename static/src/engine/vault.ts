import type { Environment, Store } from "./environment";
import type { Attachment, Options, PastConversation, Problem } from "./types";

/** Which conversation goes on: empty where there is none yet, or where the server is to say who the visitor is. */
export interface Session {
  readonly thread: string;
  readonly contact: string;
  /** The visitor left an earlier conversation for this one. */
  readonly isRenewed: boolean;
  /** What the server was told of the page last, as JSON. */
  readonly page?: string | undefined;
}

/** A message of the visitor that is not answered yet, or failed. */
export interface Entry {
  readonly id: string;
  readonly text: string;
  readonly label?: string | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  readonly at: number;
  /** What the page told when it was written, as JSON. */
  readonly context?: string | undefined;
  /** The server has it. */
  readonly acked?: boolean;
  /** It was left unsent in this conversation. */
  readonly thread?: string;
  /** The server has it, and is to answer it once more. */
  readonly again?: boolean;
  readonly problem?: Problem;
}

/** So many conversations are remembered. */
const PAST = 50;

type Identity = Pick<Options, "server" | "contactId" | "threadId">;

/**
 * What the keys of one identity begin with: another server, contact or thread of the page starts clean. A JSON array,
 * put together by hand: the arrays of old libraries have a `toJSON` that makes a string of it.
 */
export function prefixOf({ server, contactId, threadId }: Identity): string {
  return `jims-widget [${[server, contactId, threadId].map((part) => JSON.stringify(part))}] `;
}

/**
 * What outlives the page, for one identity. Each entry has a key of its own, so that two tabs cannot overwrite
 * each other's. What storage refuses is kept in memory.
 */
export class Vault {
  readonly #store: Store | undefined;
  readonly #prefix: string;
  readonly #memory = new Map<string, string>();

  constructor(options: Options, environment: Environment) {
    this.#prefix = prefixOf(options);
    this.#store = options.storage === "none" ? undefined : environment.store(options.storage);
  }

  /** Undefined where nothing was ever said. */
  get session(): Session | undefined {
    const { thread, contact, isRenewed, page } = parse(this.#read(`${this.#prefix}session`));
    return typeof thread === "string" && typeof contact === "string" ? { thread, contact, isRenewed: !!isRenewed, page } : undefined;
  }

  set session(session: Session) {
    this.#write(`${this.#prefix}session`, JSON.stringify(session));
  }

  /** Id of the newest message of the assistant that was read in any tab. */
  get read(): string {
    return this.#read(`${this.#prefix}read`) ?? "";
  }

  set read(id: string) {
    this.#write(`${this.#prefix}read`, id);
  }

  /** Oldest first: the ids hold the time. */
  get entries(): Entry[] {
    const prefix = `${this.#prefix}out `;
    const entries = this.#keys()
      .filter((key) => key.startsWith(prefix))
      .sort()
      .map((key) => parse(this.#read(key)));
    return entries.filter((entry): entry is Entry => typeof entry.id === "string" && typeof entry.text === "string");
  }

  /** The newest first. */
  get past(): PastConversation[] {
    const prefix = `${this.#prefix}past `;
    const all = this.#keys()
      .filter((key) => key.startsWith(prefix))
      .map((key) => parse(this.#read(key)) as Partial<PastConversation>);
    return all.filter(isPast).sort((one, other) => other.at - one.at);
  }

  addPast(conversation: PastConversation): void {
    this.#write(`${this.#prefix}past ${conversation.thread}`, JSON.stringify(conversation));
    for (const { thread } of this.past.slice(PAST)) this.removePast(thread);
  }

  removePast(thread: string): void {
    this.#remove(`${this.#prefix}past ${thread}`);
  }

  has(id: string): boolean {
    return this.#read(`${this.#prefix}out ${id}`) !== null;
  }

  put(entry: Entry): void {
    this.#write(`${this.#prefix}out ${entry.id}`, JSON.stringify(entry));
  }

  remove(id: string): void {
    this.#remove(`${this.#prefix}out ${id}`);
  }

  #remove(key: string): void {
    this.#memory.delete(key);
    this.#try((store) => store.get(key) !== null && store.remove(key));
  }

  watch(listener: () => void): () => void {
    return this.#store?.watch(listener) ?? (() => {});
  }

  #keys(): string[] {
    return [...new Set([...this.#memory.keys(), ...(this.#try((store) => store.keys()) ?? [])])];
  }

  #read(key: string): string | null {
    return this.#memory.get(key) ?? this.#try((store) => store.get(key)) ?? null;
  }

  #write(key: string, value: string): void {
    this.#memory.set(key, value);
    this.#try((store) => {
      store.set(key, value);
      this.#memory.delete(key);
    });
  }

  #try<T>(step: (store: Store) => T): T | undefined {
    try {
      return this.#store && step(this.#store);
    } catch {
      return undefined; // blocked or full: memory has to do
    }
  }
}

function isPast(one: Partial<PastConversation>): one is PastConversation {
  const { thread, title, at } = one;
  return typeof thread === "string" && typeof title === "string" && typeof at === "number";
}

function parse(json: string | null): Partial<Entry & Session> {
  try {
    return Object(JSON.parse(json ?? "{}")) as Partial<Entry & Session>;
  } catch {
    return {}; // somebody else's
  }
}
