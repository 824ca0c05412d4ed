import type { Token, Tokens } from "marked";
import { decode } from "../entities";

/** The words of a text without its marks, for those who listen to it. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => wordsOf(token as Tokens.Generic))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

function wordsOf(token: Tokens.Generic): string {
  const separator = /^(heading|paragraph|list|list_item|blockquote|code|table|br|space)$/.test(token.type) ? "\n" : "";
  return within(token) + separator;
}

function within(token: Tokens.Generic): string {
  if (token.type === "table") {
    const { header, rows } = token as Tokens.Table;
    return [header, ...rows].flat().map((cell) => plainText(cell.tokens)).join(" ");
  }
  const inner: readonly Token[] | undefined = token["items"] ?? token.tokens;
  if (inner) return inner.map((part) => wordsOf(part as Tokens.Generic)).join("");
  return token.type === "hr" || token.type === "def" ? "" : decode(token["text"] ?? "");
}
