import { inline, type Inline } from "./inline";

export type Block =
  | { readonly kind: "paragraph"; readonly children: Inline[] }
  | { readonly kind: "heading"; readonly children: Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "list"; readonly start: number | null; readonly items: Block[][] };

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}#{1,6}[ \t]+(.*)/;
const ITEM = /^([ \t]*(?:[-*+]|(\d{1,9})[.)])[ \t]+)\S/;
/** Deeper lists than this show as text: nobody writes them, and each level costs a pass over its lines. */
const MAX_DEPTH = 8;

/** Parses the small part of Markdown that answers use. HTML has no meaning in it: it stays text. */
export function parseMarkdown(text: string): Block[] {
  return parseLines(text.split(/\r\n|\r|\n/), 0);
}

function parseLines(lines: string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (isBlank(line)) {
      at++;
      continue;
    }
    const [block, next] = parseBlock(lines, at, line, depth);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

function parseBlock(lines: string[], at: number, line: string, depth: number): [Block, number] {
  const fence = FENCE.exec(line)?.[1];
  if (fence) return fenced(lines, at + 1, fence);
  const title = HEADING.exec(line)?.[1];
  if (title !== undefined) return [{ kind: "heading", children: inline(title.trim()) }, at + 1];
  if (depth < MAX_DEPTH && ITEM.test(line)) return list(lines, at, depth);
  return paragraph(lines, at, depth);
}

/** Up to the closing fence, or to the end where there is none. */
function fenced(lines: string[], from: number, fence: string): [Block, number] {
  let end = from;
  while (end < lines.length && lines[end]?.trim() !== fence) end++;
  return [{ kind: "code", text: lines.slice(from, end).join("\n") }, end + 1];
}

function paragraph(lines: string[], from: number, depth: number): [Block, number] {
  let end = from + 1;
  while (end < lines.length && !endsParagraph(lines[end] ?? "", depth)) end++;
  const text = lines.slice(from, end).map((line) => line.trim()).join("\n");
  return [{ kind: "paragraph", children: inline(text) }, end];
}

function endsParagraph(line: string, depth: number): boolean {
  return isBlank(line) || FENCE.test(line) || HEADING.test(line) || (depth < MAX_DEPTH && ITEM.test(line));
}

function list(lines: string[], from: number, depth: number): [Block, number] {
  const number = ITEM.exec(lines[from] ?? "")?.[2];
  const base = indentOf(lines[from]);
  const items: Block[][] = [];
  let at = from;
  for (;;) {
    const item = ITEM.exec(lines[at] ?? "");
    if (!item || (item[2] === undefined) !== (number === undefined)) break;
    const width = item[1]?.length ?? 0;
    const end = itemEnd(lines, at + 1, base);
    const body = lines.slice(at, end).map((line, index) => (index === 0 ? line.slice(width) : outdent(line, width)));
    items.push(parseLines(body, depth + 1));
    at = end;
  }
  return [{ kind: "list", start: number === undefined ? null : Number(number), items }, at];
}

/** An item holds the lines indented below it, and those that go on its paragraph without any indent. */
function itemEnd(lines: string[], from: number, base: number): number {
  const isInside = (line: string | undefined): boolean => indentOf(line) >= base + 2;
  let end = from;
  while (end < lines.length) {
    const line = lines[end] ?? "";
    const isLazy = !isBlank(line) && !isBlank(lines[end - 1]) && !endsParagraph(line, 0);
    if (!isInside(line) && !isLazy && !(isBlank(line) && isInside(lines[end + 1]))) break;
    end++;
  }
  // Blank lines between two items belong to neither.
  let next = end;
  while (next < lines.length && isBlank(lines[next])) next++;
  return ITEM.test(lines[next] ?? "") ? next : end;
}

function isBlank(line: string | undefined): boolean {
  return !line?.trim();
}

/** Columns of white space before the text; none for a blank line. */
function indentOf(line: string | undefined): number {
  const indent = /^([ \t]*)\S/.exec(line ?? "")?.[1] ?? "";
  return indent.replaceAll("\t", "    ").length;
}

function outdent(line: string, width: number): string {
  return line.replace(new RegExp(`^(?:\t| {0,${width}})`), "");
}
