import { safeHref } from "./links";

/** A run of text inside a block. */
export type Inline =
  | string
  | { readonly kind: "strong" | "em"; readonly children: Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly href: string; readonly children: Inline[] };

const LINK = /!?\[([^[\]]{1,500})\]\(((?:[^\s()<>]|\([^\s()<>]*\)){1,2000})(?:\s{1,9}"[^"]{0,500}")?\)/y;
const ADDRESS = /https?:\/\/[^\s<>"]{1,2000}/y;
const SPECIAL = /[\\`*_[!]|https?:\/\//g;
const PUNCTUATION = /[\W_]/;
const WORD = /[\p{L}\p{N}_]/u;
/** Emphasis nested deeper than this shows its marks. */
const MAX_DEPTH = 6;

/** What was found at a place, and where the text goes on; undefined where the mark there is only a character. */
type Found = readonly [Inline, number] | undefined;

/** Parses the inline marks of one block. Time is linear in the length of the text, for hostile text too. */
export function inline(text: string, depth = 0, isLabel = false): Inline[] {
  const out: Inline[] = [];
  // Marks without a closing one in the rest of this text: looking again and again would cost its square.
  const unclosed = new Set<string>();
  let plain = 0;
  SPECIAL.lastIndex = 0;
  for (let hit = SPECIAL.exec(text); hit; hit = SPECIAL.exec(text)) {
    const at = hit.index;
    const found = read(text, at, depth, isLabel, unclosed);
    const next = found ? found[1] : at + runLength(text, at);
    if (found) {
      out.push(text.slice(plain, at), found[0]);
      plain = next;
    }
    SPECIAL.lastIndex = next;
  }
  out.push(text.slice(plain));
  return out.filter((part) => part !== "");
}

function read(text: string, at: number, depth: number, isLabel: boolean, unclosed: Set<string>): Found {
  switch (text[at]) {
    case "\\":
      return PUNCTUATION.test(text[at + 1] ?? "") ? [text.charAt(at + 1), at + 2] : undefined;
    case "`":
      return code(text, at, unclosed);
    case "*":
    case "_":
      return depth < MAX_DEPTH ? emphasis(text, at, depth, isLabel, unclosed) : undefined;
    case "[":
    case "!":
      return isLabel ? undefined : link(text, at, depth);
    default:
      return isLabel ? undefined : address(text, at);
  }
}

function code(text: string, at: number, unclosed: Set<string>): Found {
  const length = runLength(text, at);
  const mark = text.substr(at, length);
  if (unclosed.has(mark)) return undefined;
  for (let end = text.indexOf(mark, at + length); end >= 0; ) {
    const run = runLength(text, end);
    if (run === length) return [{ kind: "code", text: text.slice(at + length, end).trim() }, end + length];
    end = text.indexOf(mark, end + run);
  }
  unclosed.add(mark);
  return undefined;
}

function emphasis(text: string, at: number, depth: number, isLabel: boolean, unclosed: Set<string>): Found {
  const sign = text.charAt(at);
  const mark = text[at + 1] === sign ? sign + sign : sign;
  const from = at + mark.length;
  if (unclosed.has(mark) || !/\S/.test(text[from] ?? "")) return undefined;
  if (sign === "_" && WORD.test(text[at - 1] ?? "")) return undefined;
  const end = closing(text, from, mark);
  if (end < 0) {
    unclosed.add(mark);
    return undefined;
  }
  const children = inline(text.slice(from, end), depth + 1, isLabel);
  return [{ kind: mark.length === 2 ? "strong" : "em", children }, end + mark.length];
}

function closing(text: string, from: number, mark: string): number {
  const sign = mark.charAt(0);
  for (let at = text.indexOf(mark, from + 1); at >= 0; ) {
    const run = runLength(text, at);
    const follows = /\S/.test(text[at - 1] ?? "") && !(sign === "_" && WORD.test(text[at + run] ?? ""));
    // Of a longer run the last marks close, so that the first can close what is nested; two never close one.
    if (follows && (run === 1 || run > 2 || mark.length === 2)) return at + run - mark.length;
    at = text.indexOf(mark, at + run);
  }
  return -1;
}

function link(text: string, at: number, depth: number): Found {
  LINK.lastIndex = at;
  const [all = "", label = "", address = ""] = LINK.exec(text) ?? [];
  const href = address && safeHref(address);
  return href ? [{ kind: "link", href, children: inline(label, depth, true) }, at + all.length] : undefined;
}

/** A bare address; punctuation at its end belongs to the sentence around it. */
function address(text: string, at: number): Found {
  ADDRESS.lastIndex = at;
  const shown = withoutTail(ADDRESS.exec(text)?.[0] ?? "");
  const href = shown && safeHref(shown);
  return href ? [{ kind: "link", href, children: [shown] }, at + shown.length] : undefined;
}

function withoutTail(address: string): string {
  const tail = address.includes("(") ? /[.,;:!?'"*_\]]/ : /[.,;:!?'"*_)\]]/;
  let end = address.length;
  while (tail.test(address[end - 1] ?? "")) end--;
  return address.slice(0, end);
}

/** How often the character at `at` stands there in a row. */
function runLength(text: string, at: number): number {
  const sign = text.charAt(at);
  let end = at + 1;
  while (/[`*_]/.test(sign) && text[end] === sign) end++;
  return end - at;
}
