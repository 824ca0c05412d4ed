import { BlockReader, closes, fenceOf, indentOf, isBlank, type Block, type Found } from "./blocks";
import { References } from "./references";

/** What is read, and drawn, in one go: in characters, and in marks that may each become an element. */
const WINDOW = { characters: 8_000, marks: 400 };
/** Text without marks is one element, however long: it may be longer by so much. */
const UNMARKED = 3;
/** What is shown of one text before its reader asks for more. */
const PORTION = { characters: 32_000, marks: 4_000 };
/** What a block of code costs by itself, in marks. */
const BOX = 25;
/** So many characters cost about as much to read and draw as one mark. */
const CHARACTERS_A_MARK = 20;
/** What may become an element: a mark within a line, a line, a cell. */
const MARK = /[\n|*_~`[]/g;
/** A line that may yet become another block than it looks like, or none. */
const UNDECIDED = /^ *(?:[-+*_=#>~`|: ]+|\d{1,3}[.)]?|\[\d{1,3}\])$/;
/** The mark of a source, and what may become one. */
const SOURCE = /\[\d{1,3}\]/;
const SOURCE_BEGUN = /\[\d{0,3}$/;

/** What may still be read before the page must have its turn, in marks; all texts that are read in one go share it. */
export interface Budget {
  left: number;
}

/** The work of one frame, one full window: some 50 ms with the drawing, whatever it is. */
export function newBudget(): Budget {
  return { left: 400 };
}

/**
 * The blocks of one text, which may grow. It is read window by window, so that no text costs more than a moment at a
 * time; what was read stays the same objects.
 */
export class Blocks {
  readonly #isPlain: boolean;
  #text = "";
  #isGrowing = true;
  #references = new References("", true);
  /** What more text cannot change, up to `#at`. */
  #settled: Block[] = [];
  #blocks: readonly Block[] = [];
  #at = 0;
  /** Marks up to `#at`. */
  #marks = 0;
  /** Lines that stand before `#at` once more: the beginning of a block that was cut. */
  #again: readonly string[] = [];
  #portions = 1;
  #isBehind = false;

  /** @param isPlain the text is no Markdown */
  constructor(isPlain = false) {
    this.#isPlain = isPlain;
  }

  /** What the links of the text lead to, where it says that elsewhere. */
  get references(): References {
    return this.#references;
  }

  /** More of the text is to be read, in the next frame. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** The text is longer than what is shown of it: `more` shows the next portion. */
  get isCut(): boolean {
    return !this.#isBehind && this.#isFull && this.#at < this.#text.length;
  }

  more(): void {
    this.#portions++;
    this.#isBehind = true;
  }

  /**
   * What is read of the text by now; the same array as long as nothing is new.
   *
   * @param isGrowing whether more text is to come, so that a line which is not whole yet may be held back
   */
  read(text: string, budget: Budget, isGrowing = false): readonly Block[] {
    const whole = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
    const normal = isGrowing ? whole.replace(SOURCE_BEGUN, "") : whole;
    if (normal !== this.#text || isGrowing !== this.#isGrowing) this.#take(normal, isGrowing);
    if (!this.#isBehind || budget.left <= 0) return this.#blocks;
    let tail: readonly Block[] = [];
    while (this.#isBehind && budget.left > 0) tail = this.#advance(budget);
    const blocks = [...this.#settled, ...tail];
    // What was shown does not vanish while the text is read anew.
    if (!this.#isBehind || blocks.length >= this.#blocks.length) this.#blocks = blocks;
    return this.#blocks;
  }

  #take(text: string, isGrowing: boolean): void {
    if (text.slice(0, this.#text.length) !== this.#text) this.#reset();
    this.#text = text;
    this.#isGrowing = isGrowing;
    if (!this.#isPlain) {
      // What was read before knew none of the definitions, which mostly stand at the end.
      const references = new References(isGrowing ? "" : text, isGrowing);
      if (references.size || this.#references.size || (!isGrowing && SOURCE.test(text))) this.#reset();
      this.#references = references;
    }
    this.#isBehind = !this.#isFull;
  }

  #reset(): void {
    this.#settled = [];
    this.#again = [];
    this.#at = this.#marks = 0;
  }

  get #isFull(): boolean {
    return this.#at >= this.#portions * PORTION.characters || this.#marks >= this.#portions * PORTION.marks;
  }

  /** Reads the next window; gives what more text can still change. */
  #advance(budget: Budget): readonly Block[] {
    const fence = this.#isPlain ? "" : fenceOf(this.#again[0] ?? lineAt(this.#text, this.#at));
    const end = windowEnd(this.#text, this.#at, this.#isPlain || fence !== "", fence);
    const marks = this.#isPlain || fence ? BOX : marksIn(this.#text.slice(this.#at, end));
    budget.left -= marks + (end - this.#at) / CHARACTERS_A_MARK;
    const tail = this.#isPlain ? this.#readPlain(end) : this.#readWindow(end, marks, fence);
    this.#isBehind = end < this.#text.length && !this.#isFull;
    return tail;
  }

  #readPlain(end: number): readonly Block[] {
    const text = this.#text.slice(this.#at, end);
    if (end === this.#text.length) return text ? [{ kind: "plain", text }] : [];
    this.#settled.push({ kind: "plain", text: text.replace(/\n$/, "") });
    this.#at = end;
    return [];
  }

  /** Settles what can be, and gives the rest. */
  #readWindow(end: number, marks: number, fence: string): readonly Block[] {
    const isLast = end === this.#text.length;
    const written = this.#text.slice(this.#at, end).split("\n");
    if (!isLast && written.at(-1) === "") written.pop();
    const lines = [...this.#again, ...written.map(untabbed)];
    const isHeld = isLast && this.#isGrowing && UNDECIDED.test(lines.at(-1) as string);
    const found = this.#find(isHeld ? lines.slice(0, -1) : lines);
    const settle = (blocks: readonly Found[], next: number, again: readonly string[]): void => {
      const lengths = written.slice(0, next - this.#again.length).map((line) => line.length + 1);
      const length = Math.min(lengths.reduce((sum, one) => sum + one, 0), end - this.#at);
      this.#marks += (marks * length) / (end - this.#at);
      this.#at += length;
      this.#again = again;
      for (const { block } of blocks) this.#settled.push(block);
    };
    if (isLast) {
      // The last line may yet turn out to go on with what is above it, beyond a blank line with a list.
      const isOver = ({ line }: Found, index: number): boolean => isBlank(lines[line - 1]) && found[index - 1]?.block.kind !== "list";
      const open = found.findLastIndex((next, index) => next.line < lines.length - 1 || isOver(next, index));
      if (this.#isGrowing && open > 0) settle(found.splice(0, open), found[0]?.line ?? 0, []);
      return (this.#isGrowing ? withoutHeader(found) : found).map(({ block }) => block);
    }
    if (fence) settle(found, lines.length, lines.slice(1).some((line) => closes(line, fence)) ? [] : lines.slice(0, 1));
    else if (found.length > 1) settle(found.slice(0, -1), found.at(-1)?.line ?? 0, []);
    else {
      const next = cutOf(lines, this.#again.length);
      settle(this.#find(lines.slice(0, next)), next, found[0]?.block.kind === "table" ? lines.slice(0, 2) : []);
    }
    return [];
  }

  /** Without what the beginning that stands there once more would be by itself. */
  #find(lines: readonly string[]): Found[] {
    const found = new BlockReader(this.#references).read(lines);
    const { block } = found[0] ?? {};
    const isEmpty = block?.kind === "table" ? block.rows.length === 0 : block?.kind === "code" && !block.text;
    return this.#again.length > 0 && isEmpty ? found.slice(1) : found;
  }
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf("\n", at);
  return text.slice(at, end < 0 ? at + WINDOW.characters : end);
}

function marksIn(text: string): number {
  return text.match(MARK)?.length ?? 0;
}

/** Where a window ends that begins at `at`: at the end of a line, or of a word, where there is one. */
function windowEnd(text: string, at: number, isUnmarked: boolean, fence: string): number {
  const size = WINDOW.characters * (isUnmarked ? UNMARKED : 1);
  const limit = isUnmarked ? at + size : nthMark(text, at, WINDOW.marks, at + size);
  const closed = fence && new RegExp(`\\n {0,3}${fence}[\`~]* *(?:\\n|$)`).exec(text.slice(at, limit));
  if (closed) return at + closed.index + closed[0].length;
  if (limit >= text.length) return text.length;
  const inner = text.slice(at, limit);
  const end = (inner.lastIndexOf("\n") + 1 || inner.lastIndexOf(" ") + 1 || inner.length) + at;
  return /[\ud800-\udbff]/.test(text[end - 1] as string) && end > at + 1 ? end - 1 : end;
}

/** Where the mark number `count` stands behind `at`; `limit` where there is none before it. */
function nthMark(text: string, at: number, count: number, limit: number): number {
  const inner = text.slice(at, limit);
  let left = count;
  for (const { index } of inner.matchAll(MARK)) if (--left === 0) return at + index + 1;
  return limit;
}

/** Where a block that is too long is cut: at a line that is no part of the one before it. */
function cutOf(lines: readonly string[], from: number): number {
  const indent = indentOf(lines[from] ?? "");
  const cut = lines.findLastIndex((line, index) => index > from && !isBlank(line) && indentOf(line) <= indent);
  return cut < 0 ? lines.length : cut;
}

/** A line with bars may be the first one of a table: it is shown once that is known. */
function withoutHeader(found: readonly Found[]): readonly Found[] {
  const { block, line = 0 } = found.at(-1) ?? {};
  if (block?.kind !== "paragraph") return found;
  const lines = block.text.split("\n");
  if (!lines.at(-1)?.startsWith("|")) return found;
  const text = lines.slice(0, -1).join("\n");
  return [...found.slice(0, -1), ...(text ? [{ block: { ...block, text }, line }] : [])];
}

/** Tabs of an indentation reach to the next multiple of four. */
function untabbed(line: string): string {
  return line.includes("\t") ? line.replace(/^[ \t]+/, (space) => [...space].reduce((all, one) => all + (one === "\t" ? " ".repeat(4 - (all.length % 4)) : one), "")) : line;
}
