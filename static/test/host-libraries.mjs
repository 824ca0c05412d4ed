// node test/host-libraries.mjs <outdir> [<unpacked>]: the libraries of other people's pages as classic scripts in
// <outdir>, each with its global names; for the browser tests. Those that npm has not, or only with much else, are
// looked for in <unpacked>, where scripts/test puts them; which of them are missing is told on the standard output.
import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import * as esbuild from "esbuild";
import { compile } from "svelte/compiler";

const [outdir, unpacked = ""] = process.argv.slice(2);
const HERE = path.resolve(import.meta.dirname, "..");

/** Those that are classic scripts already. */
const FILES = {
  "bootstrap.js": "node_modules/bootstrap/dist/js/bootstrap.bundle.min.js",
  "bootstrap.css": "node_modules/bootstrap/dist/css/bootstrap.min.css",
  "htmx.js": "node_modules/htmx.org/dist/htmx.min.js",
  "idiomorph.js": "node_modules/idiomorph/dist/idiomorph.min.js",
  "jquery.js": "node_modules/jquery/dist/jquery.min.js",
  "lenis.js": "node_modules/lenis/dist/lenis.min.js",
  "mootools-server.js": "node_modules/mootools/lib/mootools-core-1.5.2-server.js",
  "preflight.css": "node_modules/tailwindcss/preflight.css",
  "turbo.js": "node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js",
  "vue.js": "node_modules/vue/dist/vue.global.prod.js",
};

/** Those that have to be bundled, with what they give to the page. */
const BUNDLES = {
  "react.js": `
    import * as React from "react";
    import * as ReactDOM from "react-dom/client";
    import { FocusScope } from "@radix-ui/react-focus-scope";
    Object.assign(window, { React, ReactDOM, FocusScope });`,
  "focus-trap.js": `
    import { createFocusTrap } from "focus-trap";
    Object.assign(window, { createFocusTrap });`,
  "svelte.js": `
    import { mount, unmount } from "svelte";
    import Counter from "counter.svelte";
    Object.assign(window, { svelte: { mount, unmount, Counter } });`,
};

const COUNTER = '<script>let count = $state(0);</script><button id="own" onclick={() => count++}>Buy {count}</button>';

const UNPACKED = {
  "mootools.js": "libjs-mootools/usr/share/javascript/mootools/mootools-core-nc.js",
  "prototype.js": "libjs-prototype/usr/share/javascript/prototype/prototype-1.7.3.js",
};
const ASTRO = "astro/dist/transitions";

const svelteFiles = {
  name: "svelte",
  setup(build) {
    build.onResolve({ filter: /^counter\.svelte$/ }, ({ path: name }) => ({ path: name, namespace: "svelte" }));
    build.onLoad({ filter: /.*/, namespace: "svelte" }, () => ({ contents: compile(COUNTER, { generate: "client" }).js.code, resolveDir: HERE }));
  },
};

/** What Astro's own build puts into its router. */
const astroParts = {
  name: "astro",
  setup(build) {
    build.onResolve({ filter: /^virtual:|server-islands-shared/ }, ({ path: name }) => ({ path: name, namespace: "astro" }));
    build.onLoad({ filter: /.*/, namespace: "astro" }, () => ({ contents: 'export const internalFetchHeaders = {}, SERVER_ISLAND_START = "";' }));
  },
};

async function bundle(name, contents, plugins = [svelteFiles]) {
  await esbuild.build({
    stdin: { contents, resolveDir: HERE },
    outfile: path.join(outdir, name),
    bundle: true,
    minify: true,
    format: "iife",
    conditions: ["browser"],
    define: { "process.env.NODE_ENV": '"development"', "import.meta.env": '{"SSR":false,"DEV":false,"PROD":true,"BASE_URL":"/"}' },
    plugins,
    logLevel: "error",
  });
}

await mkdir(outdir, { recursive: true });
for (const [name, file] of Object.entries(FILES)) await copyFile(path.join(HERE, file), path.join(outdir, name));
for (const [name, contents] of Object.entries(BUNDLES)) await bundle(name, contents);
for (const [name, file] of Object.entries(UNPACKED)) {
  if (existsSync(path.join(unpacked, file))) await copyFile(path.join(unpacked, file), path.join(outdir, name));
  else console.log(name);
}
const astro = path.resolve(unpacked, ASTRO);
if (existsSync(astro)) {
  await bundle("astro.js", `import { navigate } from ${JSON.stringify(`${astro}/router.js`)}; window.astro = { navigate };`, [astroParts]);
} else console.log("astro.js");
