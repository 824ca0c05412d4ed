import { prefixOf } from "../engine/vault";
import type { Options } from "./options";

type Place = Pick<Options, "server" | "contactId" | "threadId" | "storage">;

/** What the tab remembers over reloads, of one identity; what the visitor closed, the whole browser does. */
export function recall(options: Place, name: "open" | "draft" | "size"): string | null {
  const key = prefixOf(options) + name;
  return attempt(options, () => sessionStorage.getItem(key) ?? localStorage.getItem(key));
}

/** @param isForAll whether new tabs of this browser are to know it */
export function remember(options: Place, name: "open" | "draft" | "size", value: string, isForAll = false): void {
  const key = prefixOf(options) + name;
  attempt(options, () => {
    sessionStorage.setItem(key, value);
    if (isForAll && options.storage === "local") localStorage.setItem(key, value);
  });
}

/** Whether an earlier page left something to be sent or answered, so that the engine is worth starting unasked. */
export function isOwed(options: Place): boolean | null {
  const prefix = `${prefixOf(options)}out `;
  return attempt(options, () => {
    const storage = options.storage === "local" ? localStorage : sessionStorage;
    return Object.keys(storage).some((key) => key.startsWith(prefix) && !storage.getItem(key)?.includes('"problem"'));
  });
}

/** Forgets what the tab remembers of one identity, or, where it is all, its conversations, too. */
export function erase(options: Place, isAll: boolean): void {
  const prefix = prefixOf(options);
  attempt(options, () => {
    for (const storage of [sessionStorage, localStorage])
      for (const key of Object.keys(storage)) if (key.startsWith(prefix) && (isAll || /(open|draft|size)$/.test(key))) storage.removeItem(key);
  });
}

function attempt<T>({ storage }: Place, step: () => T): T | null {
  try {
    return storage === "none" ? null : step();
  } catch {
    return null; // blocked or full
  }
}
