import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../src/entities.ts";
import { safeAddress } from "../src/markdown/links.ts";
import { plainText } from "../src/markdown/plain.ts";
import { renderBlocks } from "../src/markdown/render.ts";
import { Blocks, newBudget } from "../src/markdown/reader.ts";

const AROUND = { allowImages: false, imageBlocked: (alt) => `no image: ${alt}`, copy: () => {}, copyCode: "Copy code", expand: () => {}, expandLabel: "Expand", expandIcon: "" };

/** What a template shows: its own marks as they are, and the values in it escaped, as the browser keeps them apart. */
function shown(value) {
  if (Array.isArray(value)) return value.map(shown).join("");
  if (value?._$litDirective$) return shown(value.values[1]());
  if (value?.strings) return value.strings.map((part, index) => part + (index < value.values.length ? shown(value.values[index]) : "")).join("");
  if (typeof value === "symbol" || typeof value === "function") return "";
  return String(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Reads a whole text, as in many frames, and all portions of it. */
function readAll(text, blocks = new Blocks(), isGrowing = false) {
  let read = blocks.read(text, newBudget(), isGrowing);
  while (blocks.isBehind || blocks.isCut) {
    if (blocks.isCut) blocks.more();
    read = blocks.read(text, newBudget(), isGrowing);
  }
  return read;
}

function drawn(text, blocks = new Blocks(), isGrowing = false, around = AROUND) {
  return shown(renderBlocks(readAll(text, blocks, isGrowing), blocks, around));
}

function render(text, around = AROUND) {
  return drawn(text, new Blocks(), false, around).replace(/\s*\n\s*/g, "");
}

test("render_marks_becomeTheirElements", () => {
  assert.equal(render("**a** *b* ~~c~~ `d<e`"), "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d&lt;e</code></p>");
  assert.equal(render("# A\n\n## B\n\n###### C"), "<h3>A</h3><h4>B</h4><h5>C</h5>");
  assert.equal(render("> a\n> > b"), "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>");
  assert.equal(render("a\nb"), "<p>a<br />b</p>");
  assert.equal(render("a\n\n---\n\nb"), "<p>a</p><hr /><p>b</p>");
});

test("render_lists_keepStartNestingAndTasks", () => {
  assert.equal(render("3. a\n4. b"), "<ol start=3><li class=>a</li><li class=>b</li></ol>");
  assert.equal(render("- a\n  - b"), "<ul><li class=>a<ul><li class=>b</li></ul></li></ul>");
  assert.equal(render("- [x] a\n- [ ] b"), "<ul><li class=task>☑ a</li><li class=task>☐ b</li></ul>");
});

test("render_table_alignsItsCells", () => {
  const table = render("| a | b |\n|---|--:|\n| *c* | d |");
  assert.match(table, /<th scope="col" class=>a<\/th><th scope="col" class=to-right>b<\/th>/);
  assert.match(table, /<td class=><em>c<\/em><\/td><td class=to-right>d<\/td>/);
});

test("render_codeBlock_showsItsTextAndLanguage", () => {
  const code = render("```js x\n<b>&amp;\n```");
  assert.match(code, /<span>js<\/span/);
  assert.match(code, /<code>&lt;b&gt;&amp;amp;<\/code>/);
});

test("render_rawHtml_isText", () => {
  for (const hostile of ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b>b</b>", "<div>\n\n<iframe>", "<!-- a -->", "<a href=x>"]) {
    const html = render(hostile);
    assert.ok(!/<(script|img|b>|div|iframe|!--|a )/.test(html), html);
    assert.ok(html.includes("&lt;"), html);
  }
});

test("render_links_onlyOfAllowedSchemes", () => {
  assert.equal(
    render("[a](https://x.test/?a=1&amp;b=2)"),
    '<p><a href=https://x.test/?a=1&amp;b=2 target="_blank" rel="noopener noreferrer">a</a></p>',
  );
  assert.match(render("https://x.test"), /<a href=https:\/\/x\.test\/ /);
  assert.match(render("ann@x.test"), /<a href=mailto:ann@x\.test /);
  for (const address of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "data:text/html,x", "vbscript:x", "//x.test", "/x", "file:///x"]) {
    assert.equal(render(`[a](${address})`), "<p>a</p>", address);
  }
});

test("render_images_areLinksUnlessAllowed", () => {
  const image = "![a cat](https://x.test/cat.png)";
  assert.match(render(image), /<a href=https:\/\/x\.test\/cat\.png [^>]*>no image: a cat<\/a>/);
  const allowed = render(image, { ...AROUND, allowImages: true });
  assert.match(allowed, /<img src=https:\/\/x\.test\/cat\.png alt=a cat loading="lazy" decoding="async" referrerpolicy="no-referrer" \/>/);
  assert.equal(render("![a](javascript:x)", { ...AROUND, allowImages: true }), "<p>a</p>");
  assert.equal(render("![a](data:image/svg+xml,x)", { ...AROUND, allowImages: true }), "<p>a</p>");
});

test("safeAddress_mailAndPhone_areAllowed", () => {
  assert.equal(safeAddress("mailto:a@b.test"), "mailto:a@b.test");
  assert.equal(safeAddress("tel:+123"), "tel:+123");
  assert.equal(safeAddress("blob:https://x.test/1"), undefined);
});

test("decode_entitiesOfWriters_areCharacters", () => {
  assert.equal(decode("&amp;lt; &#65;&#x42;&hellip; &nbsp;&nosuch; &"), "&lt; AB… \u00a0&nosuch; &");
});

test("plainText_marks_areGone", () => {
  const text = plainText(new Blocks().read("# Hi\n\n- **a** [b](https://x.test)\n- c &amp; d\n\n| e | f |\n|---|---|\n| g | h |\n\n```\ni\n```"));
  assert.equal(text, "Hi a b c & d e f g h i");
});

const STREAMED = [
  "Hello **world**, this is\na paragraph\n\n",
  "# Title\n\nText with `code` and [a link](https://x.test).\n\n- one\n- two\n  - three\n\n  still two\n- four\n\nafter\n",
  "| a | b |\n|---|---|\n| c | d |\n| e | f |\n\nend\n\n> quote\n> more\nlazy\n\n1. x\n\n2. y\n",
  "a line\n#tag and\n1st\n```x``` y\n+z\n\nSee [the docs][1].\n\nAnd more.\n\n[1]: https://x.test\n",
  "```js\nlet a = 1;\n\n\nlet b;\n```\n\nSetext\n===\n\n    indented\n\nlast\r\nline\r\n",
].join("\n");

test("blocks_grownPieceByPiece_areThoseOfTheWholeText", () => {
  for (const step of [1, 3, 7, 20]) {
    const grown = new Blocks();
    for (let end = 0; end < STREAMED.length + step; end += step) {
      const text = STREAMED.slice(0, end);
      assert.equal(shown(renderBlocks(grown.read(text), AROUND)), shown(renderBlocks(new Blocks().read(text), AROUND)), `step ${step}, ${end}`);
    }
  }
});

test("blocks_grown_keepTheSettledOnes", () => {
  const blocks = new Blocks();
  const [first] = blocks.read("a\n\nb");
  assert.equal(blocks.read("a\n\nb c")[0], first);
  assert.notEqual(blocks.read("x\n\nb c")[0], first);
});

/** Each would keep a careless parser busy for minutes, or overflow its stack. */
const BOMBS = [">", "> ", "[", "*", "*a ", "*a _b ", "((", "![", "[a](", "`a``b```c", "- ", "<a ", "~~a", "_a", "__a_b", "a**b", "1. ", "***a ", "> a\n>> b\n", "- a\n  ", "|a", "[a]:\n", "http://", "a@b.", "a", "a.", "~", "www.a"];

test("blocks_hostileText_areReadInBoundedTime", { timeout: 60_000 }, () => {
  for (const seed of BOMBS) {
    const start = process.cpuUsage();
    renderBlocks(new Blocks().read(seed.repeat(LONGEST / seed.length)), AROUND).map(shown);
    const time = process.cpuUsage(start).user / 1_000;
    assert.ok(time < 4_000, `${JSON.stringify(seed)} took ${time} ms of computing`);
  }
});

test("blocks_textBeyondTheLimit_isNotRead", () => {
  const length = new Blocks().read("a\n\n".repeat(LONGEST)).reduce((sum, block) => sum + block.raw.length, 0);
  assert.ok(length <= LONGEST, `${length}`);
});
