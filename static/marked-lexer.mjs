import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * What is left out of the sources, and what stands there instead: switches that never change here, what only the
 * pedantic mode needs, extensions, and the rules for HTML, whose characters are text.
 */
const CUTS = [
  [/this\.options\.pedantic/g, "false"],
  [/this\.options\.(?:gfm|breaks)/g, "true"],
  [/this\.options\.(?:extensions|hooks)\?/g, "undefined?"],
  [/^const \w*Pedantic\w*(?:: Record<\w+, RegExp> = \{[^]*?\n\};| =\s[^]*?\n\n)|^ +pedantic: \w+,$/gm, ""],
  [/^const (?:_htmlInterrupt|html|tag) = edit\([^]*?getRegex\(\);$/gm, (rule) => `${rule.split(" =", 1)} = /(?!)/;`],
  [/htmlBeginRegex: .*$/m, "htmlBeginRegex: () => /(?!)/,"],
  [/^const _inlineComment = .*$/m, ""],
  [/^ {2}(?:html|tag)\(src: string\)[^]*?^ {2}\}$/gm, (method) => `${method.split("{", 1)} { return undefined; }`],
];

/**
 * Of marked, the lexer only: its one bundled file holds the writer of HTML, too, in a shape that no bundler can take
 * apart, so the sources in its source map are bundled instead.
 */
export const lexerOnly = {
  name: "lexer-only",
  async setup(build) {
    const entry = createRequire(import.meta.url).resolve("marked");
    const map = JSON.parse(await readFile(`${entry}.map`.replace("umd", "esm"), "utf8"));
    const sources = new Map(map.sources.map((name, index) => [path.basename(name), map.sourcesContent[index]]));
    const namespace = "marked";
    sources.set("marked", 'export { _Lexer as Lexer } from "./Lexer.ts"; export { _Tokenizer as Tokenizer } from "./Tokenizer.ts";');
    build.onResolve({ filter: /^marked$/ }, () => ({ path: "marked", namespace }));
    build.onResolve({ filter: /^\.\//, namespace }, (file) => ({ path: path.basename(file.path), namespace }));
    build.onLoad({ filter: /.*/, namespace }, ({ path: name }) => {
      const source = sources.get(name) ?? "";
      const contents = CUTS.reduce((left, [what, instead]) => left.replace(what, instead), source);
      return { contents, loader: "ts" };
    });
  },
};
