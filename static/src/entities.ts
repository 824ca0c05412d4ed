/** Those of Latin-1, in the order of their characters from U+00A0 on. */
const CAPITALS =
  "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute " +
  "Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN";
const LATIN =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot " +
  `cedil sup1 ordm raquo frac14 frac12 frac34 iquest ${CAPITALS} szlig ${CAPITALS.toLowerCase().replace("times", "divide")} yuml`;
const OTHERS =
  "amp& lt< gt> quot\" apos' mdash— ndash– hellip… lsquo‘ rsquo’ sbquo‚ ldquo“ rdquo” bdquo„ lsaquo‹ rsaquo› bull• dagger† permil‰ " +
  "prime′ Prime″ euro€ trade™ larr← uarr↑ rarr→ darr↓ harr↔ rArr⇒ minus− radic√ infin∞ asymp≈ ne≠ le≤ ge≥ sum∑ check✓ " +
  "alpha\u03b1 beta\u03b2 gamma\u03b3 delta\u03b4 Delta\u0394 lambda\u03bb mu\u03bc pi\u03c0 sigma\u03c3 Omega\u03a9 omega\u03c9";

const NAMED = new Map<string, string>([
  ...LATIN.split(" ").map((name, index) => [name, String.fromCharCode(160 + index)] as const),
  ...OTHERS.split(" ").map((pair) => [pair.slice(0, -1), pair.slice(-1)] as const),
]);

/** One entity, at a place of a text. */
export const ENTITY = /&(?:#(x?[\da-f]{1,7})|([a-z][a-z\d]{1,9}));/iy;

/** Decodes the entities that an escaper of HTML and writers of Markdown use; any other stays as it is. */
export function decode(text: string): string {
  return text.replace(new RegExp(ENTITY.source, "gi"), (entity, digits, name) => {
    if (name) return NAMED.get(name) ?? entity;
    const code = Number(digits.replace(/^x/i, "0x"));
    return code < 0x110000 ? String.fromCodePoint(code) : entity;
  });
}
