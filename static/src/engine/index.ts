import { Conversation } from "./conversation";
import { BROWSER } from "./environment";
import type { Engine, Options } from "./types";

export type * from "./types";

/** Starts the engine of one widget. It connects once attended, or where there is something to send or to wait for. */
export function createEngine(options: Options): Engine {
  return new Conversation(options, BROWSER);
}
