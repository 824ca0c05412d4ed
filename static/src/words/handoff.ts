import type { Language, Texts } from "./language";

/** The words of a handoff, which few visitors read: not part of a language's list. */
export interface HandoffWords {
  /** Asks for a person. */
  readonly handoff: string;
  /** Who answers, once a person does; announced. */
  readonly handoffHuman: string;
  /** The same once their name is known: `{name}`. */
  readonly handoffName: string;
  /** Announced when the assistant answers again. */
  readonly handoffAssistant: string;
  /** While a person types: `{name}`. */
  readonly handoffTyping: string;
}

const NAMES = ["handoff", "handoffHuman", "handoffName", "handoffAssistant", "handoffTyping"] as const satisfies readonly (keyof HandoffWords)[];

/** In the order of the names. */
const WORDS: Readonly<Record<Language, string>> = {
  en: "Talk to a person|A person answers you here|{name} answers you here|The assistant answers again|{name} is typing…",
  ru: "Позвать человека|Вам отвечает человек|Вам отвечает {name}|Снова отвечает ассистент|{name} печатает…",
  de: "Mit einem Menschen sprechen|Ein Mensch antwortet Ihnen hier|{name} antwortet Ihnen hier|Der Assistent antwortet wieder|{name} schreibt…",
  fr: "Parler à une personne|Une personne vous répond ici|{name} vous répond ici|L’assistant répond de nouveau|{name} écrit…",
  es: "Hablar con una persona|Le responde una persona|Le responde {name}|El asistente vuelve a responder|{name} está escribiendo…",
  ar: "التحدث إلى شخص|يجيبك هنا شخص|يجيبك هنا {name}|عاد المساعد للإجابة|{name} يكتب…",
  zh: "联系人工客服|人工客服正在为您服务|{name} 正在为您服务|助手已恢复回答|{name} 正在输入…",
};

/** @param texts the server's, which take the place of the built-in ones */
export function handoffWords(language: Language, texts: Texts): HandoffWords {
  const built = WORDS[language].split("|");
  return Object.fromEntries(NAMES.map((name, index) => [name, texts[`widget.${name}`] ?? built[index]])) as unknown as HandoffWords;
}
