import type { Message, Problem, State } from "../engine/types";

/** Finds what is new in a state: messages that are complete now and were not there before, but not the history. */
export class News {
  readonly #known = new Set<string>();
  #isLive = false;
  #wasAnswering = false;

  read({ messages, connectivity, answering }: State): Message[] {
    const oldest = messages.findIndex(({ id }) => this.#known.has(id));
    for (const { id } of messages.slice(0, Math.max(0, oldest))) this.#known.add(id); // fetched later
    const complete = messages.filter((message) => !message.streaming && !this.#known.has(message.id));
    for (const { id } of complete) this.#known.add(id);
    const isNews = this.#isLive || this.#wasAnswering;
    const news = complete.filter((message) => isNews || isOwn(message));
    this.#isLive = connectivity === "online";
    this.#wasAnswering = answering;
    return news;
  }
}

/** Of the visitor, and on its way just now. */
function isOwn({ role, delivery }: Message): boolean {
  return role === "user" && (delivery === "waiting" || delivery === "sent");
}

/** Finds the problems in a state that were not there before. */
export class Troubles {
  #known: ReadonlySet<Problem> = new Set();

  /** @param state the first one: what it holds is old */
  constructor({ messages, problem }: State) {
    this.#known = problemsOf(messages, problem);
  }

  read({ messages, problem }: State): Problem[] {
    const present = problemsOf(messages, problem);
    const fresh = [...present].filter((one) => !this.#knows(one));
    this.#known = present;
    return fresh;
  }

  #knows(problem: Problem): boolean {
    return [...this.#known].some((one) => one.code === problem.code && one.retryAt === problem.retryAt && one.text === problem.text);
  }
}

function problemsOf(messages: readonly Message[], problem: Problem | undefined): ReadonlySet<Problem> {
  return new Set([problem, ...messages.map((message) => message.problem)].filter((one) => one !== undefined).filter(({ code }) => code !== "stopped"));
}
