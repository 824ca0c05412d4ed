import type { Block } from "./blocks";
import { readInline, type Inline } from "./inline";
import type { References } from "./references";

/** The words of blocks without their marks, for those who listen to them. */
export function plainText(blocks: readonly Block[], references: References): string {
  return blocks.map((block) => wordsOf(block, references)).join(" ").replace(/\s+/g, " ").trim();
}

/** The words of what stands within a line. */
export function wordsIn(parts: readonly Inline[]): string {
  return parts.map((part) => (typeof part === "string" ? part : part.kind === "code" ? part.text : part.kind === "break" ? " " : part.kind === "source" ? "" : wordsIn(part.parts))).join("");
}

function wordsOf(block: Block, references: References): string {
  const line = (text: string): string => wordsIn(readInline(text, references));
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return line(block.text);
    case "code":
    case "plain":
      return block.text;
    case "quote":
      return plainText(block.blocks, references);
    case "list":
      return block.items.map((item) => plainText(item.blocks, references)).join(" ");
    case "table":
      return [block.header, ...block.rows].flat().map(line).join(" ");
    case "rule":
      return "";
  }
}
