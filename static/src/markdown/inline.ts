import { decode, ENTITY } from "../entities";
import { bareLink } from "./autolinks";
import { unescape, type References, type Source } from "./references";

/** What stands within a line: text, or a mark with what it holds. */
export type Inline =
  | string
  | { readonly kind: "strong" | "em" | "del" | "sup"; readonly parts: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "break" }
  | { readonly kind: "link"; readonly address: string; readonly parts: readonly Inline[]; readonly isBare?: boolean }
  /** The mark of a source. */
  | { readonly kind: "source"; readonly source: Source }
  | { readonly kind: "image"; readonly address: string; readonly parts: readonly Inline[] };

/** A run of `*`, `_` or `~` that may begin or end an emphasis. */
interface Run {
  readonly mark: string;
  readonly canOpen: boolean;
  readonly canClose: boolean;
  /** As it was written: the rule of three counts all of it. */
  readonly length: number;
  /** What is not used up. */
  left: number;
}

/** An open bracket: where it stands among the parts, and where its text begins in the source. */
interface Bracket {
  readonly part: number;
  readonly from: number;
  readonly isImage: boolean;
}

type Part = Inline | Run;

/** Deeper marks than this stay as they were written: nobody writes them, and each level costs a frame of the stack. */
export const DEEPEST = 12;
const SPECIAL = /[\n\\`*_~[\]!<&]|https?:\/\/|www\./gi;
const SPECIAL_OR_MAIL = new RegExp(`${SPECIAL.source}|[\\w.+-]{1,64}@[a-z\\d-]+\\.`, "gi");
const ESCAPED = /[!-/:-@[-`{-~]/;
const ANGLED = /<(?:(br) *\/?|([a-z][a-z\d+.-]{1,31}:[^\s<>]*)|([^\s<>@:]{1,64}@[^\s<>@]{1,255}))>/iy;
const FOOTNOTE = /\[\^([^\s[\]]{1,30})\](:?)/y;
/** Where a link leads, in at most 2,000 characters, with one level of parentheses in it; then its title. */
const TARGET = /\([ \n]*(?:<([^<>\n]{0,2000})>|((?:[^\s()\\]|\\.|\([^\s()]{0,500}\)){0,2000}))(?:[ \n]+(?:"[^"]{0,500}"|'[^']{0,500}'|\([^()]{0,500}\)))?[ \n]*\)/y;
const LABEL = /\[([^[\]]{0,200})\]/y;
const SPACE = /^\s?$/;
const PUNCTUATION = /[\p{P}\p{S}]/u;
/** Writing that needs no spaces, with its punctuation: it never keeps a mark beside it from its work. */
const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u3001-\u303f\uff01-\uffef]/u;

/** Reads a run of text by CommonMark and GFM, with line breaks kept, in time linear in its length. */
export function readInline(source: string, references: References): Inline[] {
  return new InlineReader(source, references).read();
}

class InlineReader {
  readonly #source: string;
  readonly #references: References;
  #parts: Part[] = [];
  #brackets: Bracket[] = [];
  /** Brackets below this one hold a link already, and so are none themselves. */
  #floor = 0;
  /** Lengths of backtick runs that have no partner behind here. */
  readonly #unpaired = new Set<number>();
  #at = 0;

  constructor(source: string, references: References) {
    this.#source = source;
    this.#references = references;
  }

  read(): Inline[] {
    const special = this.#source.includes("@") ? SPECIAL_OR_MAIL : SPECIAL;
    while (this.#at < this.#source.length) {
      special.lastIndex = this.#at;
      const found = special.exec(this.#source);
      const end = found?.index ?? this.#source.length;
      if (end > this.#at) this.#parts.push(this.#source.slice(this.#at, end));
      this.#at = end;
      if (found) this.#step(found[0]);
    }
    return emphasise(this.#parts);
  }

  #step(mark: string): void {
    if (mark.length > 1) return this.#bare(mark);
    switch (mark) {
      case "\n":
        return this.#break(1);
      case "\\":
        return this.#escape();
      case "`":
        return this.#code();
      case "[":
        return this.#footnote() ? undefined : this.#open(mark);
      case "!":
        return this.#source[this.#at + 1] === "[" ? this.#open("![") : this.#text(1);
      case "]":
        return this.#close();
      case "<":
        return this.#angle();
      case "&":
        return this.#entity();
      default:
        return this.#run(mark);
    }
  }

  /** So many characters as they are. */
  #text(length: number): void {
    this.#put(this.#source.slice(this.#at, this.#at + length), length);
  }

  /** @param length of what it takes the place of */
  #put(part: Part, length: number): void {
    this.#parts.push(part);
    this.#at += length;
  }

  #match(pattern: RegExp, at = this.#at): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.#source);
  }

  #break(length: number): void {
    const before = this.#parts.at(-1);
    if (typeof before === "string") this.#parts[this.#parts.length - 1] = before.trimEnd();
    this.#put({ kind: "break" }, length);
    while (this.#source[this.#at] === " ") this.#at++;
  }

  #escape(): void {
    const next = this.#source[this.#at + 1] ?? "";
    if (next === "\n") this.#break(2);
    else if (ESCAPED.test(next)) this.#put(next, 2);
    else this.#text(1);
  }

  #code(): void {
    const fence = /`+/y;
    const { length } = this.#match(fence)?.[0] ?? "";
    const from = this.#at + length;
    const next = /`+/g;
    next.lastIndex = from;
    let end = this.#unpaired.has(length) ? null : next.exec(this.#source);
    while (end && end[0].length !== length) end = next.exec(this.#source);
    if (!end) {
      this.#unpaired.add(length);
      return this.#text(length);
    }
    const text = this.#source.slice(from, end.index).replaceAll("\n", " ");
    const isPadded = text.startsWith(" ") && text.endsWith(" ") && text.trim();
    this.#put({ kind: "code", text: isPadded ? text.slice(1, -1) : text }, end.index + length - this.#at);
  }

  #angle(): void {
    const [whole, line, address, mail] = this.#match(ANGLED) ?? [];
    if (!whole) return this.#text(1);
    if (line) return this.#break(whole.length);
    const shown = address ?? mail ?? "";
    this.#put({ kind: "link", address: address ?? `mailto:${mail}`, parts: [shown], isBare: true }, whole.length);
  }

  #entity(): void {
    const [entity] = this.#match(ENTITY) ?? ["&"];
    this.#put(decode(entity), entity.length);
  }

  #bare(start: string): void {
    const link = bareLink(this.#source, this.#at);
    if (!link) return this.#text(/^\w/.test(start) ? /^\w+/.exec(start)?.[0].length ?? 1 : 1);
    const { address, length } = link;
    this.#put({ kind: "link", address, parts: [this.#source.slice(this.#at, this.#at + length)], isBare: true }, length);
  }

  #run(mark: string): void {
    let end = this.#at;
    while (this.#source[end] === mark) end++;
    const length = end - this.#at;
    // One tilde means "about", as in 3~5 days.
    if (mark === "~" && length !== 2) return this.#text(length);
    const before = last(this.#source.slice(Math.max(0, this.#at - 2), this.#at));
    const after = String.fromCodePoint(this.#source.codePointAt(end) ?? 32);
    const isLeft = flanks(after, before);
    const isRight = flanks(before, after);
    const isInner = mark === "_" && isLeft && isRight;
    const canOpen = isInner ? PUNCTUATION.test(before) : isLeft;
    const canClose = isInner ? PUNCTUATION.test(after) : isRight;
    this.#put({ mark, canOpen, canClose, length, left: length }, length);
  }

  #footnote(): boolean {
    const [whole, name, colon] = this.#match(FOOTNOTE) ?? [];
    if (!whole || !name) return false;
    const isNote = colon && /^\s*$/.test(this.#source.slice(this.#source.lastIndexOf("\n", this.#at) + 1, this.#at));
    this.#put({ kind: "sup", parts: [name] }, whole.length - (colon && !isNote ? 1 : 0));
    return true;
  }

  #open(mark: string): void {
    this.#brackets.push({ part: this.#parts.length, from: this.#at + mark.length, isImage: mark.length > 1 });
    this.#text(mark.length);
  }

  #close(): void {
    const bracket = this.#brackets.pop();
    if (!bracket) return this.#text(1);
    const isOpen = bracket.isImage || this.#brackets.length >= this.#floor;
    this.#floor = Math.min(this.#floor, this.#brackets.length);
    if (isOpen && this.#mark(bracket)) return;
    const target = isOpen && (this.#target() ?? this.#reference(bracket.from));
    if (!target) return this.#text(1);
    const [mark, ...inner] = this.#parts.splice(bracket.part) as [string, ...Part[]];
    const parts = emphasise(inner).flatMap(unlinked);
    const depth = depthOf(parts) + 1;
    if (depth > DEEPEST) {
      this.#parts.push(mark, ...parts);
      return this.#text(1);
    }
    const made: Exclude<Inline, string> = { kind: bracket.isImage ? "image" : "link", address: target.address, parts };
    this.#put(deepened(made, depth), target.length);
    if (!bracket.isImage) this.#floor = this.#brackets.length;
  }

  /** A number between brackets that stands for a source; nothing is shown of it as long as it is not known for which one. */
  #mark({ part, from, isImage }: Bracket): boolean {
    const label = this.#source.slice(from, this.#at);
    const next = this.#source[this.#at + 1] ?? "";
    if (isImage || next === "(" || next === ":" || !this.#references.isSource(label)) return false;
    const source = this.#references.find(label);
    this.#parts.splice(part);
    this.#put(source ? { kind: "source", source } : "", 1);
    return true;
  }

  #target(): Target | undefined {
    const [whole, angled, plain] = this.#match(TARGET, this.#at + 1) ?? [];
    if (!whole) return undefined;
    return { address: decode(unescape(angled ?? plain ?? "")), length: whole.length + 1 };
  }

  /** `[text][label]`, `[label][]` or `[label]`; of two labels side by side, each is a link of its own. */
  #reference(from: number): Target | undefined {
    const text = this.#source.slice(from, this.#at);
    // A definition that is shown is no link to itself.
    if (this.#source[this.#at + 1] === ":" && /^\n?$/.test(this.#source.slice(Math.max(0, from - 2), from - 1))) return undefined;
    const own = this.#references.find(text);
    const [whole = "", label = ""] = this.#match(LABEL, this.#at + 1) ?? [];
    const other = label && !own ? this.#references.find(label) : undefined;
    const found = other ?? own;
    return found && { address: found.address, length: 1 + (other || !label ? whole.length : 0) };
  }
}

interface Target {
  readonly address: string;
  /** Of the source, with the bracket that closes the text. */
  readonly length: number;
}

/** The last character of a text; a space where there is none. */
function last(text: string): string {
  return [...text].at(-1) ?? " ";
}

/**
 * Whether a run may begin an emphasis of what stands at its inner side (or end one: the same, seen from behind), by
 * CommonMark, except that Chinese, Japanese and Korean writing has no spaces to tell it by.
 */
function flanks(inner: string, outer: string): boolean {
  if (SPACE.test(inner)) return false;
  return !PUNCTUATION.test(inner) || CJK.test(inner) || SPACE.test(outer) || PUNCTUATION.test(outer) || CJK.test(outer);
}

/** A link within the text of a link is text. */
function unlinked(part: Inline): readonly Inline[] {
  return typeof part === "object" && part.kind === "link" && part.isBare ? part.parts : [part];
}

/** Pairs the runs, innermost first, as CommonMark has it. */
function emphasise(parts: readonly Part[]): Inline[] {
  const out: Part[] = [];
  /** Where in `out` the runs stand that may still begin something. */
  const openers: number[] = [];
  /** Below this height no opener fits a run of this kind. */
  const bottoms = new Map<string, number>();
  for (const part of parts) {
    if (!isRun(part)) {
      out.push(part);
      continue;
    }
    if (part.canClose) close(part, out, openers, bottoms);
    if (part.left && part.canOpen) openers.push(out.length);
    if (part.left) out.push(part);
  }
  return joined(out);
}

function close(run: Run, out: Part[], openers: number[], bottoms: Map<string, number>): void {
  const kind = `${run.mark}${run.canOpen}${run.length % 3}`;
  while (run.left) {
    const bottom = bottoms.get(kind) ?? 0;
    let height = openers.length - 1;
    while (height >= bottom && !fits(out[openers[height] as number] as Run, run)) height--;
    if (height < bottom) {
      bottoms.set(kind, openers.length);
      return;
    }
    const at = openers[height] as number;
    const opener = out[at] as Run;
    const parts = joined(out.slice(at + 1));
    // Whatever began before holds this, too, and would be deeper still.
    if (depthOf(parts) >= DEEPEST) openers.length = 0;
    if (depthOf(parts) >= DEEPEST) return bottoms.clear();
    const length = Math.min(opener.left, run.left, 2);
    out.length = at + 1;
    openers.length = height + 1;
    opener.left -= length;
    run.left -= length;
    if (!opener.left) {
      out.pop();
      openers.pop();
    }
    for (const [other, low] of bottoms) if (low > openers.length) bottoms.set(other, openers.length);
    const made: Exclude<Inline, string> = { kind: run.mark === "~" ? "del" : length > 1 ? "strong" : "em", parts };
    out.push(deepened(made, depthOf(parts) + 1));
  }
}

function fits(opener: Run, closer: Run): boolean {
  if (opener.mark !== closer.mark) return false;
  const isOfThree = (opener.canClose || closer.canOpen) && (opener.length + closer.length) % 3 === 0;
  return !isOfThree || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

const depths = new WeakMap<object, number>();

function deepened<T extends object>(part: T, depth: number): T {
  depths.set(part, depth);
  return part;
}

function depthOf(parts: readonly Inline[]): number {
  return parts.reduce<number>((deepest, part) => Math.max(deepest, typeof part === "object" ? depths.get(part) ?? 0 : 0), 0);
}

function isRun(part: Part): part is Run {
  return typeof part === "object" && "mark" in part;
}

/** Runs that found no partner are text; neighbouring texts are one. */
function joined(parts: readonly Part[]): Inline[] {
  const whole: Inline[] = [];
  for (const part of parts) {
    const next = isRun(part) ? part.mark.repeat(part.left) : part;
    const before = whole.at(-1);
    if (typeof next === "string" && typeof before === "string") whole[whole.length - 1] = before + next;
    else if (next !== "") whole.push(next);
  }
  return whole;
}
