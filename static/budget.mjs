/** Bytes of gzip: what every page loads, and everything together, with all languages. */
const LOADER = 5 * 1024;
const ALL = 40 * 1024;

/**
 * The sizes as text, a file a line.
 *
 * @param widget name, raw, gzip and brotli bytes of each file of the widget, the loader first
 * @param others those of the files that no visitor of another page loads
 */
export function table(widget, others) {
  const line = (name, ...sizes) => name.padEnd(24) + sizes.map((size) => ` ${size}`.padStart(9)).join("");
  const lines = [...widget, ...others].map(({ name, raw, gzip, brotli }) => line(name, raw, gzip, brotli));
  const all = ["raw", "gzip", "brotli"].map((key) => sum(widget, key));
  return [line("file", "raw", "gzip", "brotli"), ...lines, line("the widget, all together", ...all)].join("\n");
}

/** Throws where the widget outgrew its budget. */
export function hold(widget) {
  const [loader] = widget;
  within(loader.name, loader.gzip, LOADER);
  within("the widget", sum(widget, "gzip"), ALL);
}

function within(what, bytes, budget) {
  if (bytes > budget) throw new Error(`${what} is ${bytes} bytes gzipped, over its budget of ${budget}`);
}

function sum(files, key) {
  return files.reduce((total, file) => total + file[key], 0);
}
