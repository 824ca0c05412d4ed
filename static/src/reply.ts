import { parseButtons, type Button } from "./buttons";

export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "error"; readonly text: string }
  | { readonly kind: "buttons"; readonly rows: Button[][] };

/** What a frame of the basic protocol shows, in order; empty where it holds nothing that can be shown. */
export function parseReply(frame: unknown): Part[] {
  if (typeof frame !== "string") return [];
  try {
    const reply: unknown = JSON.parse(frame);
    return (Array.isArray(reply) ? reply : [reply]).flatMap(parts);
  } catch {
    return [];
  }
}

function parts(value: unknown): Part[] {
  if (typeof value !== "object" || value === null) return [];
  const { text, html, error } = value as Record<string, unknown>;
  const found: Part[] = [];
  if (isFilled(error)) found.push({ kind: "error", text: error });
  if (isFilled(text)) found.push({ kind: "text", text });
  const rows = isFilled(html) ? parseButtons(html) : [];
  if (rows.length > 0) found.push({ kind: "buttons", rows });
  return found;
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

/** The frame that carries one message of the visitor. */
export function userFrame(text: string): string {
  return JSON.stringify({ messages: [{ role: "user", text }] });
}
