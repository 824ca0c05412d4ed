import type { Language, Texts } from "./language";

/** The few words that are needed before the panel is loaded. */
export interface LauncherWords {
  readonly open: string;
  readonly close: string;
}

const WORDS: Readonly<Record<Language, readonly [open: string, failed: string]>> = {
  en: ["Open chat", "The chat could not be loaded."],
  ru: ["Открыть чат", "Не удалось загрузить чат."],
  de: ["Chat öffnen", "Der Chat konnte nicht geladen werden."],
  fr: ["Ouvrir le chat", "Le chat n’a pas pu être chargé."],
  es: ["Abrir el chat", "No se pudo cargar el chat."],
  ar: ["فتح المحادثة", "تعذّر تحميل المحادثة."],
  zh: ["打开聊天", "聊天加载失败。"],
};

/** @param texts the server's, and the panel's word for closing it, which are known once it is there */
export function launcherWords(language: Language, texts: Texts): LauncherWords {
  const [own] = WORDS[language];
  return { open: texts["widget.open"] ?? own, close: texts["widget.close"] ?? own };
}

/** What the visitor is told where the panel, which holds all other words, could not be loaded. */
export function failureText(language: Language): string {
  return WORDS[language][1];
}
