import type { Language, Texts } from "./language";

/** The few words that are needed before the panel is loaded. */
export interface LauncherWords {
  readonly open: string;
  readonly close: string;
}

const WORDS: Readonly<Record<Language, readonly [open: string, close: string]>> = {
  en: ["Open chat", "Close chat"],
  ru: ["Открыть чат", "Закрыть чат"],
  de: ["Chat öffnen", "Chat schließen"],
  fr: ["Ouvrir le chat", "Fermer le chat"],
  es: ["Abrir el chat", "Cerrar el chat"],
  ar: ["فتح المحادثة", "إغلاق المحادثة"],
  zh: ["打开聊天", "关闭聊天"],
};

/** @param texts the server's, which are known once the panel is connected */
export function launcherWords(language: Language, texts: Texts): LauncherWords {
  const [open, close] = WORDS[language];
  return { open: texts["widget.open"] ?? open, close: texts["widget.close"] ?? close };
}
