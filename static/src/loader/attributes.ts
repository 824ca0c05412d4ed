import { attributeOf, NAMES, PATTERNS, RULES } from "./options";

/**
 * The attributes for the command that writes tags, one a line: name, what its value matches, and what is allowed, in words.
 * Tabs stand between them; both are empty where any value is allowed.
 */
export const ATTRIBUTES = NAMES.map((name) => {
  const [parse, allowed] = RULES[name];
  const values = allowed.split(", ");
  const isList = values.every((value) => parse(value) !== undefined);
  const pattern = PATTERNS[name] ? `(?i)${PATTERNS[name].source}` : allowed && isList ? `^(${values.join("|")})$` : "";
  return [attributeOf(name), pattern, allowed].join("\t");
}).join("\n");
