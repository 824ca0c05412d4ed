import { html, nothing, type TemplateResult } from "lit/html.js";
import { guard } from "lit/directives/guard.js";
import type { Block, Item, List, Table } from "./blocks";
import { readInline, type Inline } from "./inline";
import { safeAddress, safeImage } from "./links";
import { wordsIn } from "./plain";
import type { Blocks } from "./reader";
import type { References, Source } from "./references";

/** What a text needs of the world around it. */
export interface Surroundings {
  readonly allowImages: boolean;
  /** What relative links are resolved against; without one they are text. */
  readonly base?: string;
  /** Label of an image that is not shown. */
  imageBlocked(alt: string): string;
  /** Puts a code block's text on the clipboard, and says on its button whether it is there. */
  copy(text: string, button: HTMLElement): void;
  readonly copyCode: string;
  /** Shows a table or a block of code in a window of its own. */
  expand(box: Element): void;
  readonly expandLabel: string;
  readonly expandIcon: unknown;
}

type Shown = TemplateResult | string | typeof nothing;

/** Blocks, or lines of them, in a piece of a long text. */
const PIECE = 100;
/** A table with fewer columns and rows needs no window of its own. */
const LARGE = { columns: 3, rows: 8 };

/** The blocks as nodes: no text of them is ever read as HTML. A block that is the same object is not touched again. */
export function renderBlocks(blocks: readonly Block[], { references }: Pick<Blocks, "references">, around: Surroundings): unknown[] {
  const renderer = new Renderer(references, around);
  return blocks.map((block) => guard([block, around], () => renderer.block(block)));
}

/**
 * The same, in pieces of bounded weight: what is out of sight is not laid out, and what is whole not looked at again.
 * A text of common length is one piece.
 */
export function renderText(blocks: readonly Block[], text: Pick<Blocks, "references">, around: Surroundings): unknown[] {
  return piecesOf(blocks).map((piece) =>
    guard([...piece, around], () => html`<div class="text" dir="auto">${renderBlocks(piece, text, around)}</div>`),
  );
}

/** The list of what a text refers to. */
export function renderSources(sources: readonly Source[], heading: string): TemplateResult | typeof nothing {
  if (sources.length === 0) return nothing;
  return html`<div class="sources"><span>${heading}</span>
    <ol aria-label=${heading}>
      ${sources.map((source) => html`<li value=${source.label} dir="auto">${toSource(source, source.title)}</li>`)}
    </ol>
  </div>`;
}

function piecesOf(blocks: readonly Block[]): Block[][] {
  const pieces: Block[][] = [];
  let weight = PIECE;
  for (const block of blocks) {
    if (weight >= PIECE) pieces.push([]);
    weight = (weight >= PIECE ? 0 : weight) + weightOf(block);
    pieces.at(-1)?.push(block);
  }
  return pieces;
}

function weightOf(block: Block): number {
  return block.kind === "list" ? block.items.length : block.kind === "table" ? block.rows.length * 4 : block.kind === "plain" ? PIECE : 1;
}

class Renderer {
  readonly #references: References;
  readonly #around: Surroundings;

  constructor(references: References, around: Surroundings) {
    this.#references = references;
    this.#around = around;
  }

  block(block: Block): Shown {
    switch (block.kind) {
      case "paragraph":
        return html`<p>${this.#line(block.text)}</p>`;
      case "heading":
        return heading(block.level, this.#line(block.text));
      case "code":
        return this.#code(block.text, block.language);
      case "plain":
        return html`<div class="plain">${block.text}</div>`;
      case "quote":
        return html`<blockquote dir="auto">${block.blocks.map((one) => this.block(one))}</blockquote>`;
      case "list":
        return this.#list(block);
      case "table":
        return this.#table(block);
      case "rule":
        return html`<hr />`;
    }
  }

  #line(text: string): Shown[] {
    return this.#parts(readInline(text, this.#references));
  }

  #parts(parts: readonly Inline[]): Shown[] {
    return parts.map((part) => (typeof part === "string" ? part : this.#part(part)));
  }

  #part(part: Exclude<Inline, string>): Shown {
    switch (part.kind) {
      case "strong":
        return html`<strong>${this.#parts(part.parts)}</strong>`;
      case "em":
        return html`<em>${this.#parts(part.parts)}</em>`;
      case "del":
        return html`<del>${this.#parts(part.parts)}</del>`;
      case "sup":
        return html`<sup>${this.#parts(part.parts)}</sup>`;
      case "code":
        return html`<code>${part.text}</code>`;
      case "break":
        return html`<br />`;
      case "link":
        return this.#link(part.address, this.#parts(part.parts));
      case "source":
        return html`<sup title=${part.source.title}>${toSource(part.source, part.source.label)}</sup>`;
      case "image":
        return this.#image(part.address, wordsIn(part.parts));
    }
  }

  #code(text: string, language: string): TemplateResult {
    const { copy, copyCode } = this.#around;
    return html`<div class="box" dir="ltr">
      <div class="head">
        <span>${language}</span
        ><button type="button" .textContent=${copyCode} @click=${(event: Event) => copy(text, event.currentTarget as HTMLElement)}></button>${this.#expand()}
      </div>
      <pre tabindex="0"><code>${text}</code></pre>
    </div>`;
  }

  #expand(): TemplateResult {
    const { expand, expandIcon, expandLabel } = this.#around;
    const open = (event: Event): void => expand((event.currentTarget as HTMLElement).closest(".box") as Element);
    return html`<button type="button" class="expand" aria-label=${expandLabel} title=${expandLabel} @click=${open}>${expandIcon}</button>`;
  }

  #list({ start, isLoose, items }: List): TemplateResult {
    const inner = ({ blocks }: Item): Shown[] => blocks.map((block) => (block.kind === "paragraph" && !isLoose ? html`${this.#line(block.text)}` : this.block(block)));
    const entries = items.map((item) => html`<li class=${item.isDone === undefined ? nothing : "task"}>${mark(item)}${inner(item)}</li>`);
    if (start === undefined) return html`<ul dir="auto">${entries}</ul>`;
    return html`<ol dir="auto" class=${start + items.length > 100 ? "wide" : nothing} start=${start}>${entries}</ol>`;
  }

  #table({ sides, header, rows }: Table): TemplateResult {
    const side = (index: number): string | typeof nothing => (sides[index] ? `to-${sides[index]}` : nothing);
    const row = (cells: readonly string[]): TemplateResult[] =>
      cells.map((cell, index) => {
        const missing = index === cells.length - 1 ? header.length - index : 1;
        return html`<td class=${side(index)} colspan=${missing > 1 ? missing : nothing}>${this.#line(cell)}</td>`;
      });
    const isLarge = header.length >= LARGE.columns || rows.length >= LARGE.rows;
    return html`<div class="box">
      ${isLarge ? html`<div class="head"><span></span>${this.#expand()}</div>` : nothing}
      <div class="table" tabindex="0">
        <table dir="auto">
          <thead>
            <tr>
              ${header.map((cell, index) => html`<th scope="col" class=${side(index)}>${this.#line(cell)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((cells) => html`<tr>${row(cells)}</tr>`)}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  #link(target: string, inner: unknown): Shown {
    const address = safeAddress(target, this.#around.base);
    return address ? anchor(address, inner) : html`${inner}`;
  }

  #image(target: string, alt: string): Shown {
    const address = safeImage(target, this.#around.base);
    if (!address) return alt;
    if (!this.#around.allowImages) return anchor(address, this.#around.imageBlocked(alt || new URL(address).pathname));
    return html`<img src=${address} alt=${alt} loading="lazy" decoding="async" referrerpolicy="no-referrer" />`;
  }
}

/** Below the panel's own heading. */
function heading(level: number, inner: Shown[]): TemplateResult {
  if (level === 1) return html`<h3>${inner}</h3>`;
  return level === 2 ? html`<h4>${inner}</h4>` : html`<h5>${inner}</h5>`;
}

function mark({ isDone }: Item): Shown {
  return isDone === undefined ? nothing : isDone ? "☑ " : "☐ ";
}

function toSource({ address }: Source, inner: string): TemplateResult | string {
  const safe = safeAddress(address);
  return safe ? anchor(safe, inner) : inner;
}

function anchor(address: string, inner: unknown): TemplateResult {
  return html`<a href=${address} target="_blank" rel="noopener noreferrer">${inner}</a>`;
}
