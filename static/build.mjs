// node build.mjs <outdir>: checks the types, bundles the widget and the demo page into <outdir>, compresses each
// file beside itself, lists them in assets.txt, which names all that the server serves, and fails where the widget
// outgrows its budget. The same sources give the same bytes.
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import * as esbuild from "esbuild";

const GZIP_BUDGET = { "jims-widget.js": 8 * 1024 };
const HERE = import.meta.dirname;
const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

const SETTINGS = {
  absWorkingDir: HERE,
  bundle: true,
  write: false,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
};

/** A style sheet that a script imports comes as its minified text. */
const sheetAsText = {
  name: "sheet-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async (file) => {
      const sheet = await esbuild.transform(await readFile(file.path, "utf8"), { loader: "css", minify: true });
      return { contents: sheet.code.trim(), loader: "text" };
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

async function bundle(entry, plugins = []) {
  const { outputFiles } = await esbuild.build({ ...SETTINGS, entryPoints: [entry], plugins });
  return Buffer.from(outputFiles[0].contents);
}

async function write(outdir, name, content) {
  const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } };
  const [zipped, brotlied] = await Promise.all([gzip(content, { level: 9 }), brotli(content, quality)]);
  const files = { "": content, ".gz": zipped, ".br": brotlied };
  await Promise.all(Object.entries(files).map(([end, bytes]) => writeFile(path.join(outdir, name + end), bytes)));
  return { name, raw: content.length, gzip: zipped.length, brotli: brotlied.length };
}

async function build(outdir) {
  const checked = checkTypes();
  const contents = await Promise.all([
    bundle("src/jims-widget.ts", [sheetAsText]),
    readFile(path.join(HERE, "demo/demo.html")),
    bundle("demo/demo.css"),
    bundle("demo/demo.ts"),
    readFile(path.join(HERE, "demo/icon.svg")),
    checked,
  ]);
  await mkdir(outdir, { recursive: true });
  const names = ["jims-widget.js", "demo.html", "demo.css", "demo.js", "icon.svg"];
  await writeFile(path.join(outdir, "assets.txt"), names.join("\n"));
  return Promise.all(names.map((name, index) => write(outdir, name, contents[index])));
}

function report(sizes) {
  const line = (...cells) => console.log(cells[0].padEnd(16), ...cells.slice(1).map((cell) => `${cell}`.padStart(8)));
  line("file", "raw", "gzip", "brotli");
  for (const { name, raw, gzip, brotli } of sizes) line(name, raw, gzip, brotli);
  for (const { name, gzip } of sizes) {
    const budget = GZIP_BUDGET[name] ?? Infinity;
    if (gzip > budget) throw new Error(`${name} is ${gzip} bytes gzipped, over its budget of ${budget}`);
  }
}

try {
  const outdir = process.argv[2];
  if (!outdir) throw new Error("usage: node build.mjs <outdir>");
  report(await build(path.resolve(outdir)));
} catch (problem) {
  console.error(`build.mjs: ${problem.message}`);
  process.exit(1);
}
