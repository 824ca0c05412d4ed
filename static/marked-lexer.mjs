import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/** What only the pedantic mode of marked needs: its switches, its rules and where they are listed. */
const PEDANTIC = /^const \w*Pedantic\w*(?:: Record<\w+, RegExp> = \{[^]*?\n\};| =\s[^]*?\n\n)|^ +pedantic: \w+,$/gm;

/**
 * Of marked, the lexer only: its one bundled file holds the writer of HTML, too, in a shape that no bundler can take
 * apart, so the sources in its source map are bundled instead. The pedantic mode, which is off, is left out.
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
      return { contents: source.replaceAll("this.options.pedantic", "false").replaceAll(PEDANTIC, ""), loader: "ts" };
    });
  },
};
