/** `[label]: address "title"`, with an address that may be opened. */
const DEFINITION = /^ {0,3}\[(?!\^)([^[\]]{1,200})\]: *<?((?:https?:\/\/|mailto:|tel:)[^\s<>]{1,2000})>?(?: +(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|\(([^()]*)\)))? *$/i;
const FENCE = /^ {0,3}(?:`{3}|~{3})/;
/** Definitions of one text; what is defined beyond them is text. */
const MOST = 200;
/** In a longer text nothing is defined, in characters. */
const LONGEST = 200_000;

/** A label that is a number stands for a source. */
const NUMBER = /^\d{1,3}$/;
/** The definition of one, or its beginning. */
const BEGUN = /^ {0,3}\[\d{1,3}\]:/;

/** What a text refers to. */
export interface Source {
  readonly label: string;
  readonly address: string;
  /** Its host where the text says nothing. */
  readonly title: string;
}

interface Definition extends Source {
  readonly isUsed: boolean;
}

/** The addresses that a text gives for its links at other places, also above. The first one of a label counts. */
export class References {
  readonly #definitions = new Map<string, Definition>();
  readonly #isGrowing: boolean;

  /**
   * @param text a whole one, with line feeds only
   * @param isGrowing the text is not whole: nothing is defined, and the marks of sources are held back
   */
  constructor(text: string, isGrowing = false) {
    this.#isGrowing = isGrowing;
    if (text.length > LONGEST || !text.includes("]:")) return;
    const folded = fold(text);
    let isCode = false;
    for (const line of text.split("\n")) {
      if (FENCE.test(line)) isCode = !isCode;
      const [, label, address, ...titles] = (!isCode && DEFINITION.exec(line)) || [];
      if (!label || !address || this.#definitions.size >= MOST) continue;
      const key = fold(label);
      const title = unescape(titles.find(Boolean) ?? "").trim() || address.replace(/^\w+:(?:\/\/(?:www\.)?)?|(?<=[^/:])[/?#].*/g, "");
      if (!this.#definitions.has(key)) this.#definitions.set(key, { label, address, title, isUsed: isUsed(folded, key) });
    }
  }

  find(label: string): Source | undefined {
    return this.#definitions.get(fold(label));
  }

  /** Those that the text refers to by their numbers, in the order of these. */
  get sources(): Source[] {
    const numbered = [...this.#definitions.values()].filter(({ label, isUsed }) => isUsed && NUMBER.test(label));
    return numbered.sort((one, other) => +one.label - +other.label);
  }

  /** Whether this is the mark of a source; which one is not known yet while the text grows. */
  isSource(label: string): boolean {
    return NUMBER.test(label) && (this.#isGrowing || this.#definitions.has(label));
  }

  get size(): number {
    return this.#definitions.size;
  }

  /** Whether a line need not be shown: it defines what a link of the text leads to. */
  isServing(line: string): boolean {
    if (this.#isGrowing) return BEGUN.test(line);
    const label = DEFINITION.exec(line)?.[1];
    return label !== undefined && this.#definitions.get(fold(label))?.isUsed === true;
  }
}

/** Without the backslashes before punctuation. */
export function unescape(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

/** Whether a label stands elsewhere than in front of its definition. */
function isUsed(text: string, label: string): boolean {
  const mark = `[${label}]`;
  let at = text.indexOf(mark);
  while (at >= 0 && text[at + mark.length] === ":") at = text.indexOf(mark, at + 1);
  return at >= 0;
}

function fold(label: string): string {
  return label.toLowerCase().toUpperCase();
}
