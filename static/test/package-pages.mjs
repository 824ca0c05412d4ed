// node test/package-pages.mjs <outdir>: small pages that use the npm package as its users would, each bundled from its
// packed files; for the browser tests. What is rendered on a server stands in <name>.html.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { compile } from "svelte/compiler";

const outdir = path.resolve(process.argv[2]);
const HERE = path.resolve(import.meta.dirname, "..");
const run = promisify(execFile);

/** Each calls `window.shown` and counts what happens in `window.told`. */
const PAGES = {
  plain: `
    import { load } from "jims-widget";
    load(server + "/nowhere")
      .catch((error) => told.push(error.message))
      .then(() => Promise.all([load(server), load(server + "/")]))
      .then(([api]) => {
        let chat = api.mount({ server, title: "Plain" });
        chat.on("message", ({ text }) => told.push(text));
        chat.on("answer-start", () => told.push("answer-start"));
        chat.on("thread", ({ id }) => told.push("thread " + id));
        chat.on("feedback", ({ rating }) => told.push("feedback " + rating));
        window.retitle = (title) => {
          const next = api.mount({ server, title });
          chat.destroy();
          chat = next;
        };
        window.leave = () => chat.destroy();
      });`,
  react: `
    import { createElement as h, StrictMode, useState } from "react";
    import { hydrateRoot } from "react-dom/client";
    import { App } from "app.jsx";
    const root = hydrateRoot(document.getElementById("app"), h(StrictMode, null, h(App, { server, told, mode })), {
      onRecoverableError: (error) => told.push("hydration: " + error.message),
    });
    window.leave = () => root.unmount();`,
  vue: `
    import { createSSRApp } from "vue";
    import { App } from "app.vue.js";
    const app = createSSRApp(App, { server, told, mode });
    app.config.warnHandler = (warning) => told.push("warning: " + warning);
    app.mount("#app");
    window.leave = () => app.unmount();`,
  svelte: `
    import { hydrate, unmount } from "svelte";
    import App from "App.svelte";
    const app = hydrate(App, { target: document.getElementById("app"), props: { server, told, mode } });
    window.leave = () => unmount(app);`,
};

const SOURCES = {
  "app.jsx": `
    import { createElement as h, useState } from "react";
    import { JimsWidget } from "jims-widget/react";
    export function App({ server, told, mode }) {
      const [title, setTitle] = useState("React");
      if (typeof window !== "undefined") window.retitle = setTitle;
      const onMessage = ({ text }) => told.push(text);
      const news = { onAnswerStart: () => told.push("answer-start"), onThread: ({ id }) => told.push("thread " + id), onFeedback: ({ rating }) => told.push("feedback " + rating) };
      return h("main", null, "A page", h(JimsWidget, { server, title, mode, className: "chat", onMessage, ...news, token: undefined }));
    }`,
  "app.vue.js": `
    import { h, ref } from "vue";
    import { JimsWidget } from "jims-widget/vue";
    export const App = {
      props: ["server", "told", "mode"],
      setup(props) {
        const title = ref("Vue");
        if (typeof window !== "undefined") window.retitle = (text) => (title.value = text);
        return () => h("main", ["A page", h(JimsWidget, { server: props.server, title: title.value, mode: props.mode, class: "chat", onMessage: ({ text }) => props.told.push(text), onAnswerStart: () => props.told.push("answer-start"), onThread: ({ id }) => props.told.push("thread " + id), onFeedback: ({ rating }) => props.told.push("feedback " + rating) })]);
      },
    };`,
  "App.svelte": `
    <script>
      import JimsWidget from "jims-widget/svelte";
      let { server, told, mode } = $props();
      let title = $state("Svelte");
      if (typeof window !== "undefined") window.retitle = (text) => (title = text);
    </script>
    <main>A page<JimsWidget {server} {title} {mode} class="chat" onmessage={({ text }) => told.push(text)} onanswerstart={() => told.push("answer-start")} onthread={({ id }) => told.push("thread " + id)} onfeedback={({ rating }) => told.push("feedback " + rating)} /></main>`,
};

const RENDERERS = {
  react: `
    import { createElement as h, StrictMode } from "react";
    import { renderToString } from "react-dom/server";
    import { App } from "app.jsx";
    console.log(renderToString(h(StrictMode, null, h(App, { server: "https://chat.example.com", told: [] }))));`,
  vue: `
    import { createSSRApp } from "vue";
    import { renderToString } from "vue/server-renderer";
    import { App } from "app.vue.js";
    console.log(await renderToString(createSSRApp(App, { server: "https://chat.example.com", told: [] })));`,
  svelte: `
    import { render } from "svelte/server";
    import App from "App.svelte";
    console.log(render(App, { props: { server: "https://chat.example.com", told: [] } }).body);`,
};

/** The sources above, and components of Svelte, compiled for a browser or for a server. */
const sources = (generate) => ({
  name: "sources",
  setup(build) {
    build.onResolve({ filter: /^(app\.jsx|app\.vue\.js|App\.svelte)$/ }, ({ path: name }) => ({ path: name, namespace: "sources" }));
    build.onLoad({ filter: /.*/, namespace: "sources" }, ({ path: name }) => ({
      contents: name.endsWith(".svelte") ? compile(SOURCES[name], { generate, filename: name }).js.code : SOURCES[name],
      resolveDir: project,
    }));
    build.onLoad({ filter: /\.svelte$/ }, async ({ path: file }) => ({
      contents: compile(await readFile(file, "utf8"), { generate, filename: file }).js.code,
      resolveDir: path.dirname(file),
    }));
  },
});

const COMMON = {
  bundle: true,
  logLevel: "error",
  define: { "process.env.NODE_ENV": '"development"', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true", __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false" },
};

/** A project whose node_modules hold the package as it is packed; the frameworks are found above it. */
async function install() {
  const folder = await mkdtemp(path.join(HERE, "node_modules", ".package-pages-"));
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", folder, path.join(HERE, "package")]);
  const modules = path.join(folder, "node_modules");
  await mkdir(path.join(modules, "jims-widget"), { recursive: true });
  await run("tar", ["-xzf", path.join(folder, stdout.trim()), "-C", path.join(modules, "jims-widget"), "--strip-components=1"]);
  return folder;
}

async function renderOnServer(name) {
  const file = path.join(project, `${name}-server.mjs`);
  await esbuild.build({
    ...COMMON,
    stdin: { contents: RENDERERS[name], resolveDir: project },
    outfile: file,
    platform: "node",
    format: "esm",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    plugins: [sources("server")],
  });
  const { stdout } = await run(process.execPath, [file]);
  return stdout.trim();
}

await mkdir(outdir, { recursive: true });
const project = await install();
try {
  for (const [name, contents] of Object.entries(PAGES)) {
    await esbuild.build({
      ...COMMON,
      stdin: { contents: `const { server, told, mode } = window;\n${contents}`, resolveDir: project },
      outfile: path.join(outdir, `${name}.js`),
      format: "iife",
      conditions: ["browser"],
      plugins: [sources("client")],
    });
    await writeFile(path.join(outdir, `${name}.html`), RENDERERS[name] ? await renderOnServer(name) : "");
  }
} finally {
  await rm(project, { recursive: true, force: true });
}
