// node src/site/finish.mjs <site>: gives the pages of the site the anchors that a forge gives them, cuts links that
// leave the site, writes the search's index, and fetches what draws the pictures.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const MERMAID = "12.3.0";
const site = process.argv[2];
if (!site) throw new Error("usage: node src/site/finish.mjs <site>");

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'" };
const plain = (html) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(amp|lt|gt|quot|#39|#x27);/g, (entity) => ENTITIES[entity])
    .replace(/\s+/g, " ")
    .trim();

/** The anchor that a forge makes of a heading. */
const slug = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");

const headingText = (html) => plain(html.replace(/<[^>]*>/g, ""));

/** Headings with the forge's anchors; several of the same name are numbered. */
function anchored(html) {
  const seen = new Map();
  return html.replace(/<h([1-6])>(.*?)<\/h\1>/gs, (whole, level, text) => {
    const name = slug(headingText(text));
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return `<h${level} id="${count === 0 ? name : `${name}-${count}`}">${text}</h${level}>`;
  });
}

/** Files of the repository are no pages of the site: their names stay, without a link. */
const within = (html) =>
  html
    .replaceAll(/(src|href)="\.\.\/resources\//g, '$1="')
    .replaceAll(/<a href="\.\.\/[^"]*"[^>]*>(.*?)<\/a>/gs, "<code>$1</code>");

function sections(page, html) {
  const main = /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? "";
  const title = headingText(/<h1[^>]*>(.*?)<\/h1>/s.exec(main)?.[1] ?? page);
  return main
    .split(/(?=<h[1-6] id=)/)
    .map((part) => /^<h([1-6]) id="([^"]*)">(.*?)<\/h\1>(.*)$/s.exec(part))
    .filter(Boolean)
    .map(([, level, anchor, heading, text]) => ({
      page,
      anchor: level === "1" ? "" : anchor,
      title,
      heading: headingText(heading),
      text: plain(text),
    }));
}

function fetchMermaid(target) {
  if (existsSync(target)) return;
  const folder = mkdtempSync(path.join(tmpdir(), "mermaid-"));
  try {
    const settings = { cwd: folder, stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" };
    const archive = execFileSync("npm", ["pack", `mermaid@${MERMAID}`, "--silent"], settings).trim();
    execFileSync("tar", ["-xzf", archive, "package/dist/mermaid.min.js"], settings);
    copyFileSync(path.join(folder, "package/dist/mermaid.min.js"), target);
  } catch {
    console.error(`mermaid ${MERMAID} cannot be had: the site shows its pictures as text`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const pages = readdirSync(site).filter((name) => name.endsWith(".html"));
const index = [];
for (const page of pages) {
  const file = path.join(site, page);
  const html = within(anchored(readFileSync(file, "utf8").replaceAll(/(<h[1-6]) id="[^"]*"/g, "$1")));
  writeFileSync(file, html);
  index.push(...sections(page, html));
}
writeFileSync(path.join(site, "js/search-index.js"), `window.searchIndex = ${JSON.stringify(index)};\n`);
fetchMermaid(path.join(site, "js/mermaid.min.js"));
