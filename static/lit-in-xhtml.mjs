import { readFile } from "node:fs/promises";

const TEMPLATE = /(\w+)\.createElement\("template"\)/;

/** Lit's templates are HTML: made by an HTML document they are parsed as such, also where the page is XHTML. */
export const litInXhtml = {
  name: "lit-in-xhtml",
  setup(build) {
    build.onLoad({ filter: /lit-html\/lit-html\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      if (!TEMPLATE.test(source)) throw new Error(`${path} makes its templates in another way`);
      return { contents: source.replace(TEMPLATE, '$1.implementation.createHTMLDocument("").createElement("template")') };
    });
  },
};
