/** The languages that the widget speaks by itself. */
export const LANGUAGES = ["en", "ru", "de", "fr", "es", "ar", "zh"] as const;

export type Language = (typeof LANGUAGES)[number];

/**
 * The first wanted language that is spoken here, else English. Regions and scripts fall back to their language:
 * `de-AT` is German, `zh_Hant` Chinese.
 *
 * @param wanted language tags, the best first; those that are empty or no tags are passed over
 */
export function pickLanguage(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const primary = /^\s*([a-z]+)(?![a-z])/i.exec(tag ?? "")?.[1]?.toLowerCase();
    const found = LANGUAGES.find((language) => language === primary);
    if (found) return found;
  }
  return "en";
}

/** `data-lang`, then the page's own language, then those of the browser. */
export function pageLanguage(lang: string | null | undefined): Language {
  return pickLanguage([lang, document.documentElement.lang, ...(navigator.languages ?? [navigator.language])]);
}

export function direction(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}
