/** `[label]: address "title"`, with an address that may be opened. */
const DEFINITION = /^ {0,3}\[(?!\^)([^[\]]{1,200})\]: *<?((?:https?:\/\/|mailto:|tel:)[^\s<>]{1,2000})>?(?: +(?:"[^"]*"|'[^']*'|\([^()]*\)))? *$/i;
const FENCE = /^ {0,3}(?:`{3}|~{3})/;
/** Definitions of one text; what is defined beyond them is text. */
const MOST = 200;
/** In a longer text nothing is defined, in characters. */
const LONGEST = 200_000;

interface Definition {
  readonly address: string;
  readonly isUsed: boolean;
}

/** The addresses that a text gives for its links at other places, also above. The first one of a label counts. */
export class References {
  readonly #definitions = new Map<string, Definition>();

  /** @param text a whole one, with line feeds only */
  constructor(text: string) {
    if (text.length > LONGEST || !text.includes("]:")) return;
    const folded = fold(text);
    let isCode = false;
    for (const line of text.split("\n")) {
      if (FENCE.test(line)) isCode = !isCode;
      const [, label, address] = (!isCode && DEFINITION.exec(line)) || [];
      if (!label || !address || this.#definitions.size >= MOST) continue;
      const key = fold(label);
      if (!this.#definitions.has(key)) this.#definitions.set(key, { address, isUsed: isUsed(folded, key) });
    }
  }

  find(label: string): string | undefined {
    return this.#definitions.get(fold(label))?.address;
  }

  get size(): number {
    return this.#definitions.size;
  }

  /** Whether a line need not be shown: it defines what a link of the text leads to. */
  isServing(line: string): boolean {
    const label = DEFINITION.exec(line)?.[1];
    return label !== undefined && this.#definitions.get(fold(label))?.isUsed === true;
  }
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
