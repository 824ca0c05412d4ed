const NAMED = new Map([
  ["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", '"'], ["apos", "'"], ["nbsp", "\u00a0"], ["copy", "©"],
  ["mdash", "—"], ["ndash", "–"], ["hellip", "…"], ["euro", "€"], ["rarr", "→"], ["larr", "←"], ["times", "×"],
]);

/** Decodes the entities that an escaper of HTML and writers of Markdown use; any other stays as it is. */
export function decode(text: string): string {
  return text.replace(/&(?:#(x?[\da-f]{1,7})|([a-z]+));/gi, (entity, digits, name) => {
    if (name) return NAMED.get(name) ?? entity;
    const code = Number(digits.replace(/^x/i, "0x"));
    return code < 0x110000 ? String.fromCodePoint(code) : entity;
  });
}
