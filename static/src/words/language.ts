/** The languages that the widget speaks by itself. */
export const LANGUAGES = ["en", "ru", "de", "fr", "es", "ar", "zh"] as const;

const SPOKEN = /^\s*(en|ru|de|fr|es|ar|zh)(?![a-z])/i;

export type Language = (typeof LANGUAGES)[number];

/** The server's words for the widget, by name: `widget.send` is the word `send`. */
export type Texts = Readonly<Record<string, string>>;

/**
 * The first wanted language that is spoken here, else English. Regions and scripts fall back to their language:
 * `de-AT` is German, `zh_Hant` Chinese.
 *
 * @param wanted language tags, the best first; those that are empty or no tags are passed over
 */
export function pickLanguage(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const [, found] = SPOKEN.exec(tag ?? "") ?? [];
    if (found) return found.toLowerCase() as Language;
  }
  return "en";
}

/** That of `data-lang`; where it is not given, the page's own, then those of the browser. */
export function pageLanguage(lang: string | null | undefined): Language {
  return pickLanguage(lang ? [lang] : [document.documentElement.lang, ...navigator.languages]);
}

/** The language that the visitor wants, spoken here or not: texts of the server may be in it. */
export function wantedTag(lang: string): string {
  const wanted = [lang, document.documentElement.lang, navigator.language].map((tag) => tag.trim().replaceAll("_", "-"));
  return wanted.find((tag) => /^[a-z]{2,3}(-[\da-z]{1,8})*$/i.test(tag)) ?? "en";
}

export function direction(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}
