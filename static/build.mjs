// node build.mjs <outdir>: checks the types, bundles the widget and the demo page into <outdir>, compresses each
// file beside itself, lists them in assets.txt, which names all that the server serves, and fails where the widget
// outgrows its budget. attributes.txt lists what the script tag may say. The same sources give the same bytes. A file that only other files name carries a hash of its
// content in its own name, so that it may be kept for ever.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import zopfli from "@gfx/zopfli";
import * as esbuild from "esbuild";
import { minify } from "terser";
import { hold, table } from "./budget.mjs";
import { INTERNAL } from "./internal.mjs";
import { litInXhtml } from "./lit-in-xhtml.mjs";

const LOADER = "jims-widget.js";
const HERE = import.meta.dirname;
const brotli = promisify(zlib.brotliCompress);
/** What every browser unpacks, three percent smaller than zlib makes it; it may take its time. */
const gzip = (content) => zopfli.gzipAsync(content, { numiterations: 15 });

const SETTINGS = {
  absWorkingDir: HERE,
  bundle: true,
  write: false,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  tsconfigRaw: { compilerOptions: { alwaysStrict: false, useDefineForClassFields: true } },
  legalComments: "none",
  logLevel: "silent",
};

/** A style sheet that a script imports comes as its minified text. */
const sheetAsText = {
  name: "sheet-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async (file) => {
      const sheet = await esbuild.transform(await readFile(file.path, "utf8"), { loader: "css", minify: true });
      return { contents: sheet.code.trim().replace(/(--[\w-]+): /g, "$1:"), loader: "text" };
    });
  },
};

/** Indentation is for readers: within a template it would be text of the page. */
const unindented = {
  name: "unindented",
  setup(build) {
    build.onLoad({ filter: /src\/(panel|markdown)\/.*\.ts$/ }, async (file) => {
      const source = await readFile(file.path, "utf8");
      return { contents: source.replace(/\n +/g, "\n"), loader: "ts" };
    });
  },
};

async function checkTypes() {
  const packageFile = createRequire(import.meta.url).resolve("typescript/package.json");
  const { bin } = JSON.parse(await readFile(packageFile, "utf8"));
  const compiler = path.join(path.dirname(packageFile), bin.tsc);
  try {
    await promisify(execFile)(process.execPath, [compiler, "--noEmit", "--project", HERE]);
  } catch (failure) {
    throw new Error(`the types do not hold:\n${failure.stdout || failure.message}`);
  }
}

/** The files that come of some entries, by name. */
async function bundle(settings) {
  const { outputFiles } = await esbuild.build({ ...SETTINGS, outdir: HERE, ...settings });
  return new Map(outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]));
}

/** The loader and the modules that it loads: the panel, behind it the languages, and what stands otherwise. */
async function bundleWidget() {
  const hashed = "jims-[name]-[hash]";
  // By itself: with the panel, what both use would be a file of its own, and everybody's to load.
  const layouts = await bundle({ entryPoints: ["src/layout/layout.ts"], plugins: [sheetAsText], format: "esm", entryNames: hashed });
  const [layout] = layouts.keys();
  const modules = await bundle({
    entryPoints: ["src/panel/panel.ts"],
    plugins: [sheetAsText, litInXhtml, unindented],
    define: { LAYOUT_MODULE: JSON.stringify(layout) },
    format: "esm",
    splitting: true,
    mangleProps: new RegExp(`^(${INTERNAL.join("|")})$`),
    entryNames: hashed,
    chunkNames: hashed,
  });
  const panel = [...modules.keys()].find((name) => name.startsWith("jims-panel-"));
  const define = { PANEL_MODULE: JSON.stringify(panel), LAYOUT_MODULE: JSON.stringify(layout) };
  const loader = await bundle({ entryPoints: ["src/loader/jims-widget.ts"], plugins: [sheetAsText], define });
  return squeeze(new Map([...loader, [panel, modules.get(panel)], ...modules, ...layouts]));
}

/** Members that only the loader's own code names: shorter there. */
const INNER = /^(badge|complain|first|holders|identity|isLoose|isOpen|isReady|mounted|notice|panel|place|spot|withPanel)$/;

/** Terser makes three percent less of what esbuild has minified. */
async function squeeze(files) {
  const squeezed = [...files].map(async ([name, content]) => {
    const mangle = name === LOADER ? { properties: { regex: INNER } } : {};
    const settings = { module: name !== LOADER, ecma: 2022, mangle, compress: { ecma: 2022, passes: 3, unsafe_arrows: true, unsafe: true } };
    const { code } = await minify(content.toString(), settings);
    return [name, Buffer.from(code ?? "")];
  });
  return new Map(await Promise.all(squeezed));
}

/** The loader once more, under a name with a hash of its content: for tags that name its hash, too. */
function pinned(loader) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const hash = [...createHash("sha256").update(loader).digest().subarray(0, 8)].map((byte) => letters[byte % 32]).join("");
  return [LOADER.replace(".js", `-${hash}.js`), loader];
}

/** The attributes of the tag, as the loader itself knows them. */
async function listAttributes() {
  const [script] = (await bundle({ entryPoints: ["src/loader/attributes.ts"], format: "esm" })).values();
  return (await import(`data:text/javascript;base64,${script.toString("base64")}`)).ATTRIBUTES;
}

async function bundleDemo() {
  const scripts = await bundle({ entryPoints: ["demo/demo.ts", "demo/demo.css"] });
  for (const name of ["demo.html", "icon.svg"]) scripts.set(name, await readFile(path.join(HERE, "demo", name)));
  // The same page one level up: relative, since a proxy may serve all of it under a path of its own.
  scripts.set("index.html", Buffer.from(String(scripts.get("demo.html")).replaceAll("../static/", "static/")));
  return scripts;
}

/** The operator's pages, which no visitor loads: in a folder of their own, and in no list of what visitors may ask for. */
async function bundleOperator() {
  const files = await bundle({
    entryPoints: ["src/operator/operator.ts", "src/operator/operator.css"],
    format: "esm",
    loader: { ".css": "css" },
  });
  files.set("index.html", await readFile(path.join(HERE, "src/operator/index.html")));
  files.set("icon.svg", await readFile(path.join(HERE, "demo/icon.svg")));
  return files;
}

async function write(outdir, name, content) {
  const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } };
  const [zipped, brotlied] = await Promise.all([gzip(content), brotli(content, quality)]);
  const files = { "": content, ".gz": zipped, ".br": brotlied };
  await Promise.all(Object.entries(files).map(([end, bytes]) => writeFile(path.join(outdir, name + end), bytes)));
  return { name, raw: content.length, gzip: zipped.length, brotli: brotlied.length };
}

async function build(outdir) {
  const [widget, demo, operator] = await Promise.all([bundleWidget(), bundleDemo(), bundleOperator(), checkTypes()]);
  const inner = path.join(outdir, "operator");
  await mkdir(inner, { recursive: true });
  await removeStale(outdir);
  const files = [...widget, ...demo, pinned(widget.get(LOADER))];
  await writeFile(path.join(outdir, "attributes.txt"), await listAttributes());
  await writeFile(path.join(outdir, "assets.txt"), files.map(([name]) => name).join("\n"));
  const sizes = await Promise.all(files.map(([name, content]) => write(outdir, name, content)));
  const pages = await Promise.all([...operator].map(([name, content]) => write(inner, name, content)));
  return { widget: sizes.slice(0, widget.size), others: [...sizes.slice(widget.size), ...pages.map((page) => ({ ...page, name: `operator/${page.name}` }))] };
}

/** What an earlier build wrote under a hash of then. */
async function removeStale(outdir) {
  const names = (await readdir(outdir)).filter((name) => /^jims-.*-[A-Z0-9]{8}\.js/.test(name));
  await Promise.all(names.map((name) => rm(path.join(outdir, name))));
}

try {
  const outdir = process.argv[2];
  if (!outdir) throw new Error("usage: node build.mjs <outdir>");
  const { widget, others } = await build(path.resolve(outdir));
  console.log(table(widget, others));
  hold(widget);
} catch (problem) {
  console.error(`build.mjs: ${problem.message}`);
  process.exit(1);
}
