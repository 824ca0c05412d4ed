import { References } from "./references";
import { DEEPEST } from "./inline";

/** A block of Markdown. What stands within its lines is not read yet. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  /** Text that is no Markdown. */
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | List
  | Table
  | { readonly kind: "rule" };

export interface List {
  readonly kind: "list";
  /** Undefined: bullets. */
  readonly start: number | undefined;
  /** Blank lines stand between its items. */
  readonly isLoose: boolean;
  readonly items: readonly Item[];
}

export interface Item {
  /** Of a task: whether it is done. */
  readonly isDone: boolean | undefined;
  readonly blocks: readonly Block[];
}

export interface Table {
  readonly kind: "table";
  readonly sides: readonly ("left" | "right" | "center" | "")[];
  readonly header: readonly string[];
  /** A row may have fewer cells than the header, and more. */
  readonly rows: readonly (readonly string[])[];
}

/** A block, and the line that it begins at. */
export interface Found {
  readonly block: Block;
  readonly line: number;
}

/** A block and the lines that it takes, from its first one on; without a block those that show nothing. */
interface Taken {
  readonly block?: Block;
  readonly lines: number;
}

/** A table with more columns is none: nobody can read it, and it costs the product of its sides. */
const MOST_COLUMNS = 60;

const FENCE = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const HEADING = /^ {0,3}(#{1,6})(?= |$)(.*)$/;
const QUOTE = /^ {0,3}> ?/;
/** A number of four digits is a year, or an amount, at the beginning of a sentence. */
const ITEM = /^( *)([-*+]|\d{1,3}[.)])( +|$)/;
const TASK = /^\[([ xX])\] +(?=\S)/;
const UNDERLINE = /^ {0,3}(={3,}|-{3,}) *$/;
const DELIMITER = /^\|?(?: *:?-+:? *\|)*(?: *:?-+:?)?$/;

/** Reads blocks by CommonMark and GFM, without HTML. */
export class BlockReader {
  readonly #references: References;

  constructor(references: References) {
    this.#references = references;
  }

  /** The blocks of some lines, each with the line that it begins at. */
  read(lines: readonly string[], depth = 0): Found[] {
    const found: Found[] = [];
    let line = 0;
    while (line < lines.length) {
      const taken = isBlank(lines[line]) ? { lines: 1 } : this.#take(lines, line, depth);
      if (taken.block) found.push({ block: taken.block, line });
      line += taken.lines;
    }
    return found;
  }

  #take(lines: readonly string[], at: number, depth: number): Taken {
    const line = lines[at] as string;
    const [, hashes, title = ""] = HEADING.exec(line) ?? [];
    if (hashes) return { block: { kind: "heading", level: hashes.length, text: withoutHashes(title.trim()) }, lines: 1 };
    if (indentOf(line) > 3) return indented(lines, at);
    if (FENCE.test(line)) return fenced(lines, at);
    if (isRule(line)) return { block: { kind: "rule" }, lines: 1 };
    if (depth < DEEPEST && QUOTE.test(line)) return this.#quote(lines, at, depth);
    if (depth < DEEPEST && ITEM.test(line)) return this.#list(lines, at, depth);
    if (this.#references.isServing(line)) return { lines: 1 };
    return table(lines, at) ?? paragraph(lines, at);
  }

  #within(lines: readonly string[], depth: number): Block[] {
    return this.read(lines, depth + 1).map(({ block }) => block);
  }

  #quote(lines: readonly string[], at: number, depth: number): Taken {
    const inner: string[] = [];
    const open = new Open();
    let end = at;
    for (; end < lines.length; end++) {
      const line = lines[end] as string;
      if (!QUOTE.test(line) && !(open.isText && goesOn(line))) break;
      const text = line.replace(QUOTE, "");
      open.add(text);
      inner.push(text);
    }
    return { block: { kind: "quote", blocks: this.#within(inner, depth) }, lines: end - at };
  }

  #list(lines: readonly string[], at: number, depth: number): Taken {
    const items: Item[] = [];
    const kind = kindOf(lines[at]);
    let end = at;
    let isLoose = false;
    let blanks = 0;
    while (end < lines.length && kindOf(lines[end]) === kind && indentOf(lines[end] as string) < 4 && !isRule(lines[end] as string)) {
      isLoose ||= blanks > 0;
      const inner = itemLines(lines, end);
      end += inner.length;
      blanks = inner.length;
      while (isBlank(inner.at(-1)) && inner.length > 1) inner.pop();
      blanks -= inner.length;
      const [mark, done] = TASK.exec(inner[0] as string) ?? [];
      if (mark) inner[0] = (inner[0] as string).slice(mark.length);
      const blocks = this.#within(inner, depth);
      isLoose ||= blocks.filter(({ kind }) => kind === "paragraph").length > 1;
      items.push({ isDone: mark ? done !== " " : undefined, blocks });
    }
    const number = parseInt((ITEM.exec(lines[at] as string) as RegExpExecArray)[2] as string);
    return { block: { kind: "list", start: isNaN(number) ? undefined : number, isLoose, items }, lines: end - blanks - at };
  }
}

function paragraph(lines: readonly string[], at: number): Taken {
  let end = at + 1;
  for (; end < lines.length; end++) {
    const line = lines[end] as string;
    const [, underline] = UNDERLINE.exec(line) ?? [];
    if (underline) return { block: { kind: "heading", level: underline[0] === "=" ? 1 : 2, text: textOf(lines.slice(at, end)) }, lines: end - at + 1 };
    if (!goesOn(line) || table(lines, end, true)) break;
  }
  return { block: { kind: "paragraph", text: textOf(lines.slice(at, end)) }, lines: end - at };
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => line.trimStart()).join("\n").trimEnd();
}

/** What an unclosed block holds so far: whether its last line is of a paragraph, which the next line may go on with. */
class Open {
  #fence = "";
  isText = false;

  add(line: string): void {
    const fence = FENCE.exec(line)?.[2] ?? "";
    const wasFenced = this.#fence;
    if (!wasFenced) this.#fence = fence;
    else if (closes(line, wasFenced)) this.#fence = "";
    this.isText = !wasFenced && !fence && !isBlank(line) && !HEADING.test(line) && !isRule(line) && !line.trimStart().startsWith("|");
  }
}

/** The lines of a list's item without its mark and its indentation, with the blank lines behind it. */
function itemLines(lines: readonly string[], at: number): string[] {
  const first = lines[at] as string;
  const [mark, before = "", bullet = "", space = ""] = ITEM.exec(first) as RegExpExecArray;
  const width = mark.length === first.length || space.length > 4 ? before.length + bullet.length + 1 : mark.length;
  const inner = [first.slice(width)];
  const open = new Open();
  open.add(inner[0] as string);
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] as string;
    const indent = indentOf(line);
    // Writers indent what belongs to a number by two spaces, too.
    const isInner = indent >= width || (indent > before.length + 1 && ITEM.test(line));
    const isLazy = open.isText && goesOn(line) && !(ITEM.test(line) && indent < 4);
    if (isBlank(line) ? inner.length === 1 && isBlank(inner[0]) : !isInner && !isLazy) break;
    const text = line.slice(Math.min(indent, width));
    open.add(text);
    inner.push(text);
  }
  return inner;
}

/** What all items of a list have in common: their bullet, or what stands behind their number. */
function kindOf(line = ""): string | undefined {
  return ITEM.exec(line)?.[2]?.at(-1);
}

/** Whether a line may belong to the paragraph above it. */
function goesOn(line: string): boolean {
  if (isBlank(line) || HEADING.test(line) || FENCE.test(line) || QUOTE.test(line) || isRule(line)) return false;
  const [mark, , bullet = ""] = ITEM.exec(line) ?? [];
  return !mark || indentOf(line) > 3 || mark.length === line.length || !/^(?:[-*+]|1.)$/.test(bullet);
}

function indented(lines: readonly string[], at: number): Taken {
  let end = at;
  while (end < lines.length && (isBlank(lines[end]) || indentOf(lines[end] as string) > 3)) end++;
  while (isBlank(lines[end - 1])) end--;
  const text = lines.slice(at, end).map((line) => line.slice(4)).join("\n");
  return { block: { kind: "code", language: "", text }, lines: end - at };
}

function fenced(lines: readonly string[], at: number): Taken {
  const [, indent = "", fence = "", info = ""] = FENCE.exec(lines[at] as string) as RegExpExecArray;
  let end = at + 1;
  while (end < lines.length && !closes(lines[end] as string, fence)) end++;
  const text = lines.slice(at + 1, end).map((line) => line.slice(Math.min(indent.length, indentOf(line)))).join("\n");
  return { block: { kind: "code", language: info.trim().split(" ", 1)[0] as string, text }, lines: Math.min(end + 1, lines.length) - at };
}

/** The mark that begins a block of code on this line; empty where none does. */
export function fenceOf(line: string): string {
  return FENCE.exec(line)?.[2] ?? "";
}

export function closes(line: string, fence: string): boolean {
  const mark = line.trim();
  return indentOf(line) < 4 && mark.length >= fence.length && mark === (fence[0] as string).repeat(mark.length);
}

/** @param isSecond whether a paragraph stands above it, which a row without bars would go on with */
function table(lines: readonly string[], at: number, isSecond = false): Taken | undefined {
  const delimiter = (lines[at + 1] ?? "").trim();
  const line = lines[at] as string;
  if (!(isSecond ? line : line + delimiter).includes("|") || !delimiter.includes("-") || !DELIMITER.test(delimiter)) return undefined;
  const sides = cellsOf(delimiter).map((cell) => (cell.endsWith(":") ? (cell[0] === ":" ? "center" : "right") : cell[0] === ":" ? "left" : ""));
  const header = cellsOf(line);
  if (header.length !== sides.length || header.length > MOST_COLUMNS) return undefined;
  const rows: string[][] = [];
  let end = at + 2;
  for (; end < lines.length && (lines[end] as string).includes("|") && goesOn(lines[end] as string); end++) rows.push(cellsOf(lines[end] as string));
  return { block: { kind: "table", sides, header, rows }, lines: end - at };
}

function cellsOf(row: string): string[] {
  const cells: string[] = [];
  let isEscaped = false;
  for (const part of row.trim().replace(/^\|/, "").split("|")) {
    if (isEscaped) cells.push(`${cells.pop()?.slice(0, -1)}|${part}`);
    else cells.push(part);
    isEscaped = part.endsWith("\\");
  }
  if (!cells.at(-1)?.trim()) cells.pop();
  return cells.map((cell) => cell.trim());
}

function withoutHashes(title: string): string {
  if (!title.endsWith("#")) return title;
  let end = title.length;
  while (title[end - 1] === "#") end--;
  return end === 0 || title[end - 1] === " " ? title.slice(0, end).trimEnd() : title;
}

function isRule(line: string): boolean {
  return indentOf(line) < 4 && /^([-*_])(?: *\1){2,} *$/.test(line.trimStart());
}

export function isBlank(line: string | undefined): boolean {
  return line === undefined || !line.trim();
}

export function indentOf(line: string): number {
  return line.search(/[^ ]|$/);
}
