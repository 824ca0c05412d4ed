import type { Problem } from "../engine/types";
import type { Language, Texts } from "./language";
import { ENGLISH, type Words } from "./words";

export { direction, LANGUAGES, pageLanguage, pickLanguage, wantedTag, type Language, type Texts } from "./language";
export { launcherWords, type LauncherWords } from "./launcher";
export { ENGLISH, type Words } from "./words";

const OTHERS: Readonly<Record<Exclude<Language, "en">, () => Promise<{ readonly WORDS: readonly string[] }>>> = {
  ru: () => import("./ru"),
  de: () => import("./de"),
  fr: () => import("./fr"),
  es: () => import("./es"),
  ar: () => import("./ar"),
  zh: () => import("./zh"),
};

/** The words of a language. Those that are not English are loaded when asked for; English where that fails. */
export async function loadWords(language: Language): Promise<Words> {
  if (language === "en") return ENGLISH;
  try {
    const list = [...(await OTHERS[language]()).WORDS];
    return replace(ENGLISH, () => list.shift());
  } catch (problem) {
    console.warn("jims-widget: no words in", language, problem);
    return ENGLISH;
  }
}

/** The words with those that the server gives put in their place; that of an error is named by its code. */
export function override(words: Words, texts: Texts): Words {
  return replace(words, (name) => texts[`widget.${name}`]);
}

/** Puts other words in the place of those for which there are any: first all but the errors, then those. */
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
