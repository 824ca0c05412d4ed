import type { Language, Texts } from "./language";

/** The few words that are needed before the panel is loaded, or where it cannot be. */
export interface LauncherWords {
  readonly open: string;
  readonly close: string;
  readonly failed: string;
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
  const [own, failed] = WORDS[language];
  const open = texts["widget.open"] ?? own;
  return { open, close: texts["widget.close"] ?? own, failed };
}
