/** Writing without spaces: it ends a host's name, and a path unless a part of the path begins with it. */
const UNSPACED = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Bopomofo}";
/** Of the other letters beyond ASCII; their punctuation (`。`, `）`, `”`) is none of an address. */
const LETTER = `[^\\s\\p{P}\\p{S}\\p{C}\\x00-\\x7f${UNSPACED}]`;
const HOST = `(?:[a-z\\d-]|${LETTER})+`;
const PATH = `(?=[/?#])(?:[/=_-][${UNSPACED}]+|[!#-;=?-Z^_a-z{-~]|${LETTER})*`;
const WEB = new RegExp(`(https?://|www\\.)${HOST}(?:\\.${HOST})*(?::\\d+)?(?:${PATH})?`, "iuy");
const MAIL = /[\w.+-]{1,64}@[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z\d-]*[a-z\d](?![\w-])/iy;
/** In an address, but not at its end. */
const TRAILING = "?!.,:;*_~'";

/** The address that begins at a place of a text without any marks around it, by GFM, and how long it is there. */
export function bareLink(source: string, at: number): { readonly address: string; readonly length: number } | undefined {
  const before = source[at - 1] ?? " ";
  MAIL.lastIndex = WEB.lastIndex = at;
  // Nobody writes a longer one, and its end costs its length.
  const [written, scheme] = /[a-z\d]/i.test(before) ? [] : (WEB.exec(source) ?? []);
  if (written && scheme) {
    const shown = trimmed(written.slice(0, 2_000));
    if (shown.length <= scheme.length) return undefined;
    return { address: /^w/i.test(scheme) ? `http://${shown}` : shown, length: shown.length };
  }
  const mail = /[\w.+-]/.test(before) ? undefined : MAIL.exec(source)?.[0];
  return mail ? { address: `mailto:${mail}`, length: mail.length } : undefined;
}

/** Without the punctuation of the sentence around it. */
function trimmed(address: string): string {
  let end = address.length;
  let open = [...address].reduce((sum, mark) => sum + (mark === "(" ? 1 : mark === ")" ? -1 : 0), 0);
  while (end > 0) {
    const mark = address[end - 1] as string;
    if (mark === ")" && open < 0) open++;
    else if (!TRAILING.includes(mark)) break;
    end--;
  }
  return address.slice(0, end);
}
