/** Bytes of gzip: what every page loads, what one visitor loads altogether, and what is loaded only when needed. */
const LOADER = 5.5 * 1024;
const VISITOR = 40 * 1024;
const RARE = 4 * 1024;

/** A file of words: a visitor loads one at most. */
const LANGUAGE = /^jims-[a-z]{2}-/;
/** What every visitor who opens the panel loads. */
const COMMON = /^jims-(widget\.js$|panel-|chunk-)/;

/**
 * The sizes as text, a file a line.
 *
 * @param widget name, raw, gzip and brotli bytes of each file of the widget, the loader first
 * @param others those of the files that no visitor of another page loads
 */
export function table(widget, others) {
  const line = (name, ...sizes) => name.padEnd(34) + sizes.map((size) => ` ${size}`.padStart(9)).join("");
  const lines = [...widget, ...others].map(({ name, raw, gzip, brotli }) => line(name, raw, gzip, brotli));
  const all = ["raw", "gzip", "brotli"].map((key) => visitor(widget, key));
  return [line("file", "raw", "gzip", "brotli"), ...lines, line("one visitor, largest language", ...all)].join("\n");
}

/** Throws where the widget outgrew its budget. */
export function hold(widget) {
  const [loader] = widget;
  within(loader.name, loader.gzip, LOADER);
  within("one visitor's widget", visitor(widget, "gzip"), VISITOR);
  const rare = widget.filter(({ name }) => !COMMON.test(name) && !LANGUAGE.test(name));
  for (const { name, gzip } of rare) within(name, gzip, RARE);
}

/** What a visitor loads whose language is the largest. */
function visitor(widget, key) {
  const sizes = (pattern) => widget.filter(({ name }) => pattern.test(name)).map((file) => file[key]);
  return sizes(COMMON).reduce((sum, size) => sum + size, 0) + Math.max(0, ...sizes(LANGUAGE));
}

function within(what, bytes, budget) {
  if (bytes > budget) throw new Error(`${what} is ${bytes} bytes gzipped, over its budget of ${budget}`);
}
