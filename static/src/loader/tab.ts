import { prefixOf } from "../engine/vault";
import type { Options } from "./options";

type Place = Pick<Options, "server" | "contactId" | "threadId" | "storage">;

/** What the tab remembers over reloads, of one identity; what the visitor closed, the whole browser does. */
export function recall(options: Place, name: "open" | "draft"): string | null {
  const key = prefixOf(options) + name;
  return attempt(options, () => sessionStorage.getItem(key) ?? localStorage.getItem(key));
}

/** @param isForAll whether new tabs of this browser are to know it */
export function remember(options: Place, name: "open" | "draft", value: string, isForAll = false): void {
  const key = prefixOf(options) + name;
  attempt(options, () => {
    sessionStorage.setItem(key, value);
    if (isForAll && options.storage === "local") localStorage.setItem(key, value);
  });
}

function attempt<T>({ storage }: Place, step: () => T): T | null {
  try {
    return storage === "none" ? null : step();
  } catch {
    return null; // blocked or full
  }
}
