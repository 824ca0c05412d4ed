import type { Token, Tokens } from "marked";
import { html, nothing, type TemplateResult } from "lit/html.js";
import { guard } from "lit/directives/guard.js";
import { decode } from "../entities";
import { safeAddress, safeImage } from "./links";

/** What a text needs of the world around it. */
export interface Surroundings {
  readonly allowImages: boolean;
  /** Label of an image that is not shown. */
  imageBlocked(alt: string): string;
  /** Puts a code block's text on the clipboard. */
  copy(text: string): void;
  readonly copyCode: string;
}

type Shown = TemplateResult | string | typeof nothing;

/** The blocks as nodes: no text of them is ever read as HTML. A block that is the same object is not touched again. */
export function renderBlocks(blocks: readonly Token[], around: Surroundings): unknown {
  return blocks.map((block) => guard([block, around], () => renderToken(block as Tokens.Generic, around)));
}

function renderAll(tokens: readonly Token[] | undefined, around: Surroundings): Shown[] {
  return (tokens ?? []).map((token) => renderToken(token as Tokens.Generic, around));
}

function renderToken(token: Tokens.Generic, around: Surroundings): Shown {
  const inner = (): Shown[] => renderAll(token.tokens, around);
  switch (token.type) {
    case "space":
    case "def":
    case "checkbox":
      return nothing;
    case "paragraph":
      return html`<p>${inner()}</p>`;
    case "heading":
      return heading(token["depth"], inner());
    case "code":
      return codeBlock(token as Tokens.Code, around);
    case "blockquote":
      return html`<blockquote>${inner()}</blockquote>`;
    case "list":
      return list(token as Tokens.List, around);
    case "table":
      return table(token as Tokens.Table, around);
    case "hr":
      return html`<hr />`;
    case "strong":
      return html`<strong>${inner()}</strong>`;
    case "em":
      return html`<em>${inner()}</em>`;
    case "del":
      return html`<del>${inner()}</del>`;
    case "codespan":
      return html`<code>${token["text"]}</code>`;
    case "br":
      return html`<br />`;
    case "link":
      return link(token as Tokens.Link, around);
    case "image":
      return image(token as Tokens.Image, around);
    case "escape":
      return token["text"];
    default:
      return token.tokens ? (html`${inner()}` as Shown) : decode(token["text"] ?? token.raw);
  }
}

/** Below the panel's own heading. */
function heading(depth: number, inner: Shown[]): TemplateResult {
  if (depth === 1) return html`<h3>${inner}</h3>`;
  return depth === 2 ? html`<h4>${inner}</h4>` : html`<h5>${inner}</h5>`;
}

function codeBlock({ text, lang }: Tokens.Code, around: Surroundings): TemplateResult {
  return html`<div class="code" dir="ltr">
    <div class="code-head">
      <span>${lang?.split(/\s/, 1)[0] ?? ""}</span
      ><button type="button" @click=${() => around.copy(text)}>${around.copyCode}</button>
    </div>
    <pre tabindex="0"><code>${text}</code></pre>
  </div>`;
}

function list({ ordered, start, items }: Tokens.List, around: Surroundings): TemplateResult {
  const entries = items.map((item) => html`<li class=${item.task ? "task" : nothing}>${mark(item)}${renderAll(item.tokens, around)}</li>`);
  return ordered ? html`<ol start=${start === "" ? 1 : start}>${entries}</ol>` : html`<ul>${entries}</ul>`;
}

function mark(item: Tokens.ListItem): Shown {
  if (!item.task) return nothing;
  return item.checked ? "☑ " : "☐ ";
}

function table({ header, rows }: Tokens.Table, around: Surroundings): TemplateResult {
  const side = (cell: Tokens.TableCell): string | typeof nothing => cell.align ? `to-${cell.align}` : nothing;
  const inner = (cell: Tokens.TableCell): Shown[] => renderAll(cell.tokens, around);
  return html`<div class="table" tabindex="0">
    <table>
      <thead>
        <tr>
          ${header.map((cell) => html`<th scope="col" class=${side(cell)}>${inner(cell)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr>${row.map((cell) => html`<td class=${side(cell)}>${inner(cell)}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

function link({ href, tokens }: Tokens.Link, around: Surroundings): Shown {
  const inner = renderAll(tokens, around);
  const address = safeAddress(decode(href));
  return address ? anchor(address, inner) : html`${inner}`;
}

function anchor(address: string, inner: unknown): TemplateResult {
  return html`<a href=${address} target="_blank" rel="noopener noreferrer">${inner}</a>`;
}

function image({ href, text }: Tokens.Image, around: Surroundings): Shown {
  const alt = decode(text);
  const address = safeImage(decode(href));
  if (!address) return alt;
  if (!around.allowImages) return anchor(address, around.imageBlocked(alt || new URL(address).pathname));
  return html`<img src=${address} alt=${alt} loading="lazy" decoding="async" referrerpolicy="no-referrer" />`;
}
