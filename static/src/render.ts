import { element } from "./dom";
import type { Inline } from "./inline";
import { parseMarkdown, type Block } from "./markdown";

/** The nodes of a Markdown text. */
export function renderMarkdown(text: string): Node[] {
  return parseMarkdown(text).map(renderBlock);
}

function renderBlock(block: Block): Node {
  switch (block.kind) {
    case "paragraph":
      return element("p", {}, ...block.children.map(renderInline));
    case "heading":
      return element("h3", {}, ...block.children.map(renderInline));
    case "code":
      return element("pre", { tabindex: "0", dir: "ltr" }, element("code", {}, block.text));
    case "list": {
      const items = block.items.map((item) => element("li", {}, ...item.map(renderBlock)));
      return block.start === null ? element("ul", {}, ...items) : element("ol", { start: `${block.start}` }, ...items);
    }
  }
}

/** Line breaks stay in the text: the style sheet shows them. */
function renderInline(inline: Inline): Node | string {
  if (typeof inline === "string") return inline;
  if (inline.kind === "code") return element("code", {}, inline.text);
  const children = inline.children.map(renderInline);
  if (inline.kind !== "link") return element(inline.kind, {}, ...children);
  return element("a", { href: inline.href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}
