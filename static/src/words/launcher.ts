import type { Language } from "./language";

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

export function launcherWords(language: Language): LauncherWords {
  const [open, close, unread] = WORDS[language];
  return { open, close, unread };
}
