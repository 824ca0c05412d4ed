import { Lexer, Tokenizer, type Token, type Tokens } from "marked";

/** Deeper marks than this stay as they were written: nobody writes them, and each level costs a pass and a frame. */
const DEEPEST = 12;
/** In a longer run of text, emphasis stays as it was written: finding it costs the square of the length. */
const LONGEST_EMPHASISED = 4_000;
/** Plain text and addresses are looked for in pieces of this length, for the same reason. */
const PIECE = 500;
/** The address of a link that is written elsewhere, also above: `[name]: address`. */
const DEFINITION = /^[ >]*\[.+\]:/m;
/** What comes behind so many characters is shown as it was written. */
export const LONGEST = 40_000;

/** Reads Markdown without HTML, in bounded time and depth for any text. */
class BoundedTokenizer extends Tokenizer {
  #depth = 0;

  /** HTML has no meaning here: its characters are text. */
  override html(): undefined {}

  override tag(): undefined {}

  override blockquote(source: string): Tokens.Blockquote | undefined {
    return this.#deeper(() => super.blockquote(source));
  }

  override list(source: string): Tokens.List | undefined {
    return this.#deeper(() => super.list(source));
  }

  override emStrong(source: string, masked: string, before?: string): Tokens.Em | Tokens.Strong | undefined {
    return masked.length > LONGEST_EMPHASISED ? undefined : this.#deeper(() => super.emStrong(source, masked, before));
  }

  override del(source: string, masked: string, before?: string): Tokens.Del | undefined {
    return masked.length > LONGEST_EMPHASISED ? undefined : this.#deeper(() => super.del(source, masked, before));
  }

  override link(source: string): Tokens.Link | Tokens.Image | undefined {
    return this.#deeper(() => super.link(source));
  }

  override url(source: string): Tokens.Link | undefined {
    return super.url(source.slice(0, 4 * PIECE));
  }

  override inlineText(source: string): Tokens.Text | undefined {
    const end = source.length > PIECE ? source.lastIndexOf(" ", PIECE) : -1;
    return super.inlineText(source.slice(0, end > 0 ? end : PIECE));
  }

  override reflink(source: string, links: Parameters<Tokenizer["reflink"]>[1]): ReturnType<Tokenizer["reflink"]> {
    return this.#deeper(() => super.reflink(source, links));
  }

  #deeper<T>(step: () => T): T | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    this.#depth++;
    try {
      return step();
    } finally {
      this.#depth--;
    }
  }
}

function lex(text: string): Token[] {
  return new Lexer({ gfm: true, breaks: true, tokenizer: new BoundedTokenizer() }).lex(text);
}

/** The blocks of one text, which may grow: those before its last block are read once, and stay the same objects. */
export class Blocks {
  #text = "";
  #blocks: Token[] = [];

  read(text: string): readonly Token[] {
    const normal = text.slice(0, LONGEST).replace(/\r\n?/g, "\n");
    if (normal === this.#text) return this.#blocks;
    const isGrown = normal.startsWith(this.#text) && !DEFINITION.test(normal);
    const settled = isGrown ? this.#settled() : [];
    const from = lengthOf(settled);
    this.#blocks = [...settled, ...lex(normal.slice(from))];
    this.#text = normal;
    return this.#blocks;
  }

  /** What more text cannot change: all before the last blank line with text behind it, or the list that it may join. */
  #settled(): Token[] {
    const isFull = (block: Token): boolean => block.type !== "space";
    let end = Math.max(0, this.#blocks.findLastIndex(isFull));
    // A line that begins like a block may turn out to go on with the paragraph above it: `#`, then `#tag`.
    while (end > 0 && !this.#blocks[end - 1]?.raw.endsWith("\n\n")) end--;
    const before = this.#blocks.slice(0, end).findLastIndex(isFull);
    const settled = this.#blocks.slice(0, this.#blocks[before]?.type === "list" ? before : end);
    // The lexer drops some white space; where the blocks are not the text, nothing is settled.
    return this.#text.startsWith(settled.map((block) => block.raw).join("")) ? settled : [];
  }
}

function lengthOf(blocks: readonly Token[]): number {
  return blocks.reduce((length, block) => length + block.raw.length, 0);
}
