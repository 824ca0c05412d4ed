import type { Language, Texts } from "./language";

/** The few words that are needed before the panel is loaded. */
export interface LauncherWords {
  readonly open: string;
  readonly close: string;
  /** Behind `open` where messages were not read; `{count}` is their number. */
  readonly unread: string;
}

const WORDS: Readonly<Record<Language, readonly [open: string, close: string, unread: string]>> = {
  en: ["Open chat", "Close chat", "New messages: {count}"],
  ru: ["Открыть чат", "Закрыть чат", "Новых сообщений: {count}"],
  de: ["Chat öffnen", "Chat schließen", "Neue Nachrichten: {count}"],
  fr: ["Ouvrir le chat", "Fermer le chat", "Nouveaux messages : {count}"],
  es: ["Abrir el chat", "Cerrar el chat", "Mensajes nuevos: {count}"],
  ar: ["فتح المحادثة", "إغلاق المحادثة", "رسائل جديدة: {count}"],
  zh: ["打开聊天", "关闭聊天", "新消息：{count}"],
};

/** @param texts the server's, which are known once the panel is connected */
export function launcherWords(language: Language, texts: Texts): LauncherWords {
  const [open, close, unread] = WORDS[language];
  return { open: texts["widget.open"] ?? open, close: texts["widget.close"] ?? close, unread: texts["widget.unread"] ?? unread };
}
