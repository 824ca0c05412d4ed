import type { Problem } from "../engine/types";
import type { Language, Texts } from "./language";
import { ERRORS, NAMES } from "./names";
import type { Words } from "./words";

export { direction, LANGUAGES, pageLanguage, pickLanguage, wantedTag, type Language, type Texts } from "./language";
export { launcherWords, type LauncherWords } from "./launcher";
export type { Words } from "./words";

const LISTS: Readonly<Record<Language, () => Promise<{ readonly WORDS: readonly string[] }>>> = {
  en: () => import("./en"),
  ru: () => import("./ru"),
  de: () => import("./de"),
  fr: () => import("./fr"),
  es: () => import("./es"),
  ar: () => import("./ar"),
  zh: () => import("./zh"),
};

/** The words of a language, loaded when asked for: nobody loads two. English where that fails. */
export async function loadWords(language: Language): Promise<Words> {
  try {
    const { WORDS } = await LISTS[language]();
    const list = [...WORDS];
    const named = (names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, list.shift()]));
    return { ...named(NAMES), errors: named(ERRORS) } as Words;
  } catch (problem) {
    if (language === "en") throw problem;
    console.warn("jims-widget: no words in", language, problem);
    return loadWords("en");
  }
}

/** The words with those that the server gives put in their place; that of an error is named by its code. */
export function override(words: Words, texts: Texts): Words {
  return replace(words, (name) => texts[`widget.${name}`]);
}

/** Puts other words in the place of those for which there are any. */
function replace({ errors, ...words }: Words, other: (name: string) => string | undefined): Words {
  const put = <T extends object>(group: T): T =>
    Object.fromEntries(Object.entries(group).map(([name, word]) => [name, other(name) ?? word])) as T;
  return { ...put(words), errors: put(errors) };
}

/** Puts the values in place of `{name}`. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (mark, name: string) => `${values[name] ?? mark}`);
}

/** A time to wait in the words of a language: "in 5 seconds", "in 3 minutes". At least one second. */
export function wait(language: string, milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  const [size, unit] = seconds < 60 ? ([1, "second"] as const) : seconds < 3_600 ? ([60, "minute"] as const) : ([3_600, "hour"] as const);
  return new Intl.RelativeTimeFormat(language).format(Math.ceil(seconds / size), unit);
}

/**
 * What to say about a problem, with the time until it is tried again.
 *
 * @param now milliseconds since the epoch; ask again every second while `retryAt` is in the future
 */
export function describe(words: Words, language: Language, problem: Problem, now: number, limit?: number): string {
  const text = fill(sentence(words, problem, limit), { limit: limit ?? "" });
  const left = (problem.retryAt ?? 0) - now;
  if (left <= 0) return text;
  return `${text} ${fill(problem.isRetried ? words.retryIn : words.possibleIn, { time: wait(language, left) })}`;
}

/** The server's own words where ours would lack something. */
function sentence(words: Words, { code, text }: Problem, limit: number | undefined): string {
  if (code === "other" || code === "stopped") return text;
  return code === "too_long" && limit === undefined && text ? text : words.errors[code];
}
