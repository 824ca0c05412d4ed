import type { Language } from "./language";

/** The words of files. They are loaded with the module that needs them; the server's take their place as everywhere. */
export interface FileWords {
  readonly attach: string;
  readonly files: string;
  readonly removeFile: string;
  readonly uploadFailed: string;
  readonly wrongFileType: string;
  readonly fileTooLarge: string;
  readonly tooManyFiles: string;
}

const NAMES = ["attach", "files", "removeFile", "uploadFailed", "wrongFileType", "fileTooLarge", "tooManyFiles"] as const satisfies readonly (keyof FileWords)[];

/** In the order of the names. */
export const FILE_WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: ["Attach files", "Files", "Remove {name}", "{name} could not be uploaded.", "{name}: only images (PNG, JPEG, GIF, WebP) and PDF files are taken.", "{name} is too large: at most {limit}.", "At most {limit} files fit into a message."],
  ru: ["Прикрепить файлы", "Файлы", "Убрать {name}", "Не удалось загрузить {name}.", "{name}: принимаются только изображения (PNG, JPEG, GIF, WebP) и PDF.", "{name} слишком велик: не больше {limit}.", "В сообщении не больше {limit} файлов."],
  de: ["Dateien anhängen", "Dateien", "{name} entfernen", "{name} konnte nicht hochgeladen werden.", "{name}: Nur Bilder (PNG, JPEG, GIF, WebP) und PDF werden angenommen.", "{name} ist zu groß: höchstens {limit}.", "Eine Nachricht hat höchstens {limit} Dateien."],
  fr: ["Joindre des fichiers", "Fichiers", "Retirer {name}", "{name} n’a pas pu être envoyé.", "{name} : seules les images (PNG, JPEG, GIF, WebP) et les PDF sont acceptés.", "{name} est trop volumineux : {limit} au plus.", "{limit} fichiers au plus par message."],
  es: ["Adjuntar archivos", "Archivos", "Quitar {name}", "No se pudo subir {name}.", "{name}: solo se aceptan imágenes (PNG, JPEG, GIF, WebP) y PDF.", "{name} es demasiado grande: {limit} como máximo.", "Un mensaje lleva {limit} archivos como máximo."],
  ar: ["إرفاق ملفات", "الملفات", "إزالة {name}", "تعذّر رفع {name}.", "{name}: لا تُقبل إلا الصور (PNG وJPEG وGIF وWebP) وملفات PDF.", "{name} كبير جدًا: {limit} على الأكثر.", "{limit} ملفات على الأكثر في الرسالة."],
  zh: ["添加文件", "文件", "移除 {name}", "{name} 上传失败。", "{name}：仅支持图片（PNG、JPEG、GIF、WebP）和 PDF。", "{name} 太大：最大 {limit}。", "一条消息最多 {limit} 个文件。"],
};

/** Those of a language, with the server's in their place. */
export function fileWords(language: Language, texts: Readonly<Record<string, string>>): FileWords {
  return Object.fromEntries(NAMES.map((name, index) => [name, texts[`widget.${name}`] ?? FILE_WORDS[language][index]])) as unknown as FileWords;
}
