import type { Language } from "../words/language";

const TEXTS: Readonly<Record<Language, string>> = {
  en: "The chat could not be loaded.",
  ru: "Не удалось загрузить чат.",
  de: "Der Chat konnte nicht geladen werden.",
  fr: "Le chat n’a pas pu être chargé.",
  es: "No se pudo cargar el chat.",
  ar: "تعذّر تحميل المحادثة.",
  zh: "聊天加载失败。",
};

/** What the visitor is told where the panel, which holds all other words, could not be loaded. */
export function failureText(language: Language): string {
  return TEXTS[language];
}
