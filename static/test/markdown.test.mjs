import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../src/entities.ts";
import { safeAddress } from "../src/markdown/links.ts";
import { plainText } from "../src/markdown/plain.ts";
import { renderBlocks, renderSources } from "../src/markdown/render.ts";
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
  assert.equal(render("> a\n> > b"), '<blockquote dir="auto"><p>a</p><blockquote dir="auto"><p>b</p></blockquote></blockquote>');
  assert.equal(render("a\nb"), "<p>a<br />b</p>");
  assert.equal(render("a\n\n---\n\nb"), "<p>a</p><hr /><p>b</p>");
});

test("render_lists_keepStartNestingAndTasks", () => {
  assert.equal(render("3. a\n4. b"), "<ol dir=\"auto\" class= start=3><li class=>a</li><li class=>b</li></ol>");
  assert.equal(render("- a\n  - b"), '<ul dir="auto"><li class=>a<ul dir="auto"><li class=>b</li></ul></li></ul>');
  assert.equal(render("- [x] a\n- [ ] b"), '<ul dir="auto"><li class=task>☑ a</li><li class=task>☐ b</li></ul>');
});

test("render_table_alignsItsCells", () => {
  const table = render("| a | b |\n|---|--:|\n| *c* | d |");
  assert.match(table, /<th scope="col" class=>a<\/th><th scope="col" class=to-right>b<\/th>/);
  assert.match(table, /<td class= colspan=><em>c<\/em><\/td><td class=to-right colspan=>d<\/td>/);
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
  const blocks = new Blocks();
  const text = plainText(readAll("# Hi\n\n- **a** [b](https://x.test)\n- c &amp; d\n\n| e | f |\n|---|---|\n| g | h |\n\n```\ni\n```", blocks), blocks.references);
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
      assert.equal(drawn(text, grown), drawn(text), `step ${step}, ${end}`);
    }
  }
});

test("blocks_grown_keepTheSettledOnes", () => {
  const blocks = new Blocks();
  const [first] = readAll("a\n\nb", blocks, true);
  assert.equal(readAll("a\n\nb c", blocks, true)[0], first);
  assert.equal(readAll("a\n\nb c", blocks)[0], first);
  assert.notEqual(readAll("x\n\nb c", blocks)[0], first);
});

test("blocks_growing_endAsTheWholeText_howeverTheyCame", () => {
  for (const step of [1, 3, 7, 20, 400]) {
    const grown = new Blocks();
    for (let end = 0; end < STREAMED.length + step; end += step) readAll(STREAMED.slice(0, end), grown, true);
    assert.equal(drawn(STREAMED, grown), drawn(STREAMED), `step ${step}`);
  }
});

test("blocks_growing_showNoMarkThatMayBecomeAnother", () => {
  const growing = (text) => drawn(text, new Blocks(), true).replace(/\s*\n\s*/g, "");
  for (const mark of ["-", "*", "#", "1", "1.", "=", "--", "`", "```", "|", "> "]) assert.equal(growing(`text\n${mark}`), "<p>text</p>", mark);
  assert.equal(growing("| a | b |"), "");
  assert.equal(growing("text\n| a | b |\n|--"), "<p>text</p>");
  assert.match(growing("| a | b |\n|---|---|\n"), /<th scope="col" class=>a<\/th>/);
  assert.equal(render("text\n-"), "<p>text<br />-</p>");
  assert.equal(render("text\n---"), "<h4>text</h4>");
});

test("render_emphasisBesideChinesePunctuation_isThatOfItsWriter", () => {
  assert.equal(render("**注意：**正文"), "<p><strong>注意：</strong>正文</p>");
  assert.equal(
    render("这是**“会引起”**渲染错误的**“已知问题”**"),
    "<p>这是<strong>“会引起”</strong>渲染错误的<strong>“已知问题”</strong></p>",
  );
  assert.equal(render("これは**「重要」**です"), "<p>これは<strong>「重要」</strong>です</p>");
  assert.equal(render('**"인용"**은 *(예)*를'), '<p><strong>"인용"</strong>은 <em>(예)</em>를</p>');
  assert.equal(render("a**“b”**c, 2 * 3 * 4, snake_case_name"), "<p>a**“b”**c, 2 * 3 * 4, snake_case_name</p>");
});

test("render_emphasis_isThatOfCommonMark", () => {
  const cases = {
    "***a***": "<em><strong>a</strong></em>",
    "*a**b**c*": "<em>a<strong>b</strong>c</em>",
    "**a*b*c**": "<strong>a<em>b</em>c</strong>",
    "*a**b*": "<em>a**b</em>",
    "** a **": "** a **",
    "a*b*c": "a<em>b</em>c",
    "_a_b _c_": "_a_b <em>c</em>",
    "\\*a\\*": "*a*",
    "*a `*` b*": "<em>a <code>*</code> b</em>",
    "**a": "**a",
  };
  for (const [text, html] of Object.entries(cases)) assert.equal(render(text), `<p>${html}</p>`, text);
});

test("render_singleTilde_meansAbout", () => {
  assert.equal(render("3~5 days … 10~20 euros, ~~gone~~"), "<p>3~5 days … 10~20 euros, <del>gone</del></p>");
});

const links = (html) => [...html.matchAll(/<a href=(\S*) [^>]*>([^<]*)<\/a>/g)].map(([, address, text]) => [address, text]);

test("render_bareAddress_endsWhereItsSentenceGoesOn", () => {
  const cases = {
    "https://example.com。谢谢": "https://example.com",
    "（https://example.com/a），好": "https://example.com/a",
    "“https://example.com/a?b=c”": "https://example.com/a?b=c",
    "见https://example.com/a的说明": "https://example.com/a",
    "请访问https://example.com谢谢": "https://example.com",
    "https://zh.wikipedia.org/wiki/长城 ": "https://zh.wikipedia.org/wiki/长城",
    "(see https://example.com/a_(b)).": "https://example.com/a_(b)",
    "**https://example.com/a**!": "https://example.com/a",
    "<https://example.com/a,b>": "https://example.com/a,b",
    "https://пример.рф/путь?": "https://пример.рф/путь",
    "www.example.com, and": "www.example.com",
    "write to a.b_c@example.com.": "a.b_c@example.com",
  };
  for (const [text, address] of Object.entries(cases)) assert.deepEqual(links(render(text)).map(([, shown]) => shown), [address], text);
});

test("render_bareAddressInALink_isItsText", () => {
  assert.deepEqual(links(render("[https://a.test/x_y](https://b.test/)")), [["https://b.test/", "https://a.test/x_y"]]);
});

test("render_sources_eachIsALinkOfItsOwn", () => {
  const definitions = "\n\n[1]: https://a.test/\n[2]: https://b.test/ 'title'\n[docs]: <https://c.test/>";
  assert.deepEqual(links(render(`proxy[1][2]${definitions}`)).slice(0, 2), [["https://a.test/", "1"], ["https://b.test/", "2"]]);
  assert.deepEqual(links(render(`[the page][docs], [docs][], [docs]${definitions}`)).slice(0, 3).map(([, text]) => text), ["the page", "docs", "docs"]);
});

const SOURCED = 'Tea is 2 € [1], milk [2].\n\n[2]: https://b.test/x?y\n[1]: https://a.test/p "The price list"\n';

test("renderSources_numbersThatTheTextRefersTo_inTheirOrder", () => {
  const blocks = new Blocks();
  const html = drawn(SOURCED, blocks);
  assert.match(html, /2 € <sup title=The price list><a href=https:\/\/a\.test\/p [^>]*>1<\/a><\/sup>, milk/);
  assert.equal(html.match(/<p>/g).length, 1);
  const list = shown(renderSources(blocks.references.sources, "Sources")).replace(/\s*\n\s*/g, "");
  assert.deepEqual(links(list), [["https://a.test/p", "The price list"], ["https://b.test/x?y", "b.test"]]);
  assert.match(list, /^<div class="sources"><span>Sources<\/span><ol aria-label=Sources><li value=1/);
});

test("renderSources_titlesOfTheServer_areReadAsItWritesThem", () => {
  const blocks = new Blocks();
  drawn('Yes [1].\n\n[1]: https://a.test/%28x%29 "The \\"best\\" \\\\ tea"', blocks);
  assert.equal(blocks.references.sources[0].title, 'The "best" \\ tea');
});

test("renderSources_otherLabelsSchemesAndUnusedOnes_areNone", () => {
  for (const text of ["[docs]\n\n[docs]: https://a.test/", "[1]\n\n[1]: javascript:alert(1)", "No.\n\n[1]: https://a.test/", "[1](https://a.test/)"]) {
    const blocks = new Blocks();
    drawn(text, blocks);
    assert.equal(shown(renderSources(blocks.references.sources, "Sources")), "", text);
  }
});

test("sources_whileTheTextGrows_areHeldBack", () => {
  const blocks = new Blocks();
  for (let end = 1; end < SOURCED.length; end++) {
    assert.doesNotMatch(drawn(SOURCED.slice(0, end), blocks, true), /\[|\]|sup|test/, SOURCED.slice(0, end));
  }
  assert.equal(drawn(SOURCED, blocks), drawn(SOURCED));
  const other = new Blocks();
  assert.equal(drawn("a[1] and", other, true), "<p>a and</p>");
  assert.equal(drawn("a[1] and b", other), "<p>a[1] and b</p>");
});

test("sources_areNotReadAloud", () => {
  const blocks = new Blocks();
  assert.equal(plainText(readAll(SOURCED, blocks), blocks.references), "Tea is 2 € , milk .");
});

test("render_definition_isShownUnlessALinkNeedsIt", () => {
  assert.doesNotMatch(render("See [1].\n\n[1]: https://a.test/"), /\]:|: /);
  assert.match(render("See below.\n\n[1]: https://a.test/x"), /\[1\]: <a href=https:\/\/a\.test\/x /);
  assert.match(render("```\n[1]: https://a.test/\n```\n\n[1]"), /<p>\[1\]<\/p>/);
});

test("render_footnotes_areNumbers", () => {
  assert.equal(render("So[^1].\n\n[^1]: A note"), "<p>So<sup>1</sup>.</p><p><sup>1</sup> A note</p>");
});

test("render_lineBreakOfHtml_isOne", () => {
  assert.match(render("|a|\n|-|\n|x<br>y<BR/>z|"), /<td [^>]*>x<br \/>y<br \/>z<\/td>/);
});

test("render_relativeLinks_areThoseOfTheSiteOnly", () => {
  assert.equal(render("[Privacy](/privacy)"), "<p>Privacy</p>");
  assert.deepEqual(links(render("[Privacy](/privacy) [x](javascript:y)", { ...AROUND, base: "https://site.test/a/b" })), [["https://site.test/privacy", "Privacy"]]);
});

test("render_aYear_isNoListsNumber", () => {
  assert.equal(render("1986. What a year"), "<p>1986. What a year</p>");
  assert.match(render("99. a\n100. b"), /<ol dir="auto" class=wide start=99>/);
});

test("render_tables_showAllOfTheirCells_andFillNone", () => {
  const table = render("| a | b | c |\n|---|---|---|\n| d |\n| e | f | g | h \\| i |\ntext");
  assert.match(table, /<tr><td class= colspan=3>d<\/td><\/tr>/);
  assert.match(table, /<td class= colspan=>h \| i<\/td>/);
  assert.match(table, /<p>text<\/p>/);
  assert.match(render("Prices:\n| a | b |\n|---|---|\n| c | d |"), /^<p>Prices:<\/p><div class="box">/);
  const wide = `${"|a".repeat(500)}\n${"|-".repeat(500)}\n${"|b\n".repeat(1000)}`;
  assert.ok(!render(wide).includes("<table"));
});

test("render_lists_ofWritersWhoIndentByTwo_areNested", () => {
  assert.match(render("1. a\n  - b\n2. c"), /<li class=>a<ul dir="auto"><li class=>b<\/li><\/ul><\/li><li class=>c<\/li>/);
  assert.match(render("1. a\n   ```\n   b\n   ```\n2. c"), /<ol [^>]*><li class=>a<div class="box".*<code>b<\/code>.*<li class=>c/);
});

test("decode_namesOfLatinAndTypography_areCharacters", () => {
  assert.equal(decode("&deg;&rsquo;&eacute;&Uuml;&yuml;&nbsp;&frac12;&le;&alpha;&trade;"), "°’éÜÿ\u00a0½≤α™");
});

/** Each would keep a careless reader busy for minutes, or overflow its stack. */
const BOMBS = [
  ">", "> ", "[", "*", "*a ", "*a _b ", "((", "![", "[a](", "`a``b```c", "- ", "<a ", "~~a", "_a", "__a_b", "a**b", "1. ", "***a ", "> a\n>> b\n",
  "- a\n  ", "|a", "[a]:\n", "http://", "a@b.", "a", "a.", "~", "www.a", "# a\n", "```\n", "a\n", "|a|b\n|-|-\n", "![[a](b)](", "*a*", "[^1]", "&amp;",
  "\\\n", "https://a.b/(", "https://a.b/)", "a@a@a", "    a\n", "*_a_*", "**中**", "[a]: http://x\n", "> - > - ", "|\\", "- [ ] a\n", "[a](b \"", "]([", "|", "\n",
];

/** The longest that one frame computes for a text, in ms of this process. */
function longestFrame(text) {
  const blocks = new Blocks();
  let longest = 0;
  let drawn = 0;
  do {
    const start = process.cpuUsage();
    const read = renderBlocks(blocks.read(text, newBudget()), blocks, AROUND);
    read.slice(drawn).map(shown);
    drawn = read.length;
    longest = Math.max(longest, process.cpuUsage(start).user / 1_000);
  } while (blocks.isBehind);
  return longest;
}

/** The compiler's own time is in the first one. */
const quickest = (text) => Math.min(longestFrame(text), longestFrame(text), longestFrame(text));

test("blocks_hostileText_areReadInFramesOfBoundedTime", { timeout: 120_000 }, () => {
  const reference = quickest("a line of words\n\n".repeat(2_000));
  for (const seed of BOMBS) {
    const texts = [seed.repeat(40_000 / seed.length), `${seed.repeat(20_000 / seed.length)}x${[...seed].reverse().join("").repeat(20_000 / seed.length)}`, `${seed.repeat(20)}\n`.repeat(500)];
    for (const text of texts) {
      const ratio = quickest(text) / reference;
      assert.ok(ratio < 25, `${JSON.stringify(seed)} took ${ratio} times as long as plain paragraphs`);
    }
  }
});

test("blocks_longText_isShownPortionByPortion", () => {
  const blocks = new Blocks();
  const text = "a line of words\n\n".repeat(60_000);
  let read = blocks.read(text, newBudget());
  assert.ok(blocks.isBehind);
  while (blocks.isBehind) read = blocks.read(text, newBudget());
  assert.ok(blocks.isCut);
  const first = read.length;
  blocks.more();
  while (blocks.isBehind) read = blocks.read(text, newBudget());
  assert.ok(read.length > 1.8 * first && read.length < 2.2 * first, `${first}, then ${read.length}`);
  assert.ok(blocks.isCut);
});

/** Grows a text of so many lines by 1,000 characters; the time in µs of this process. */
function growing(lines) {
  const blocks = new Blocks();
  let text = "";
  for (let line = 0; line < lines; line++) {
    text += `line ${line}\n`;
    if (line % 100 === 0) while ((blocks.read(text, newBudget(), true), blocks.isBehind));
  }
  const start = process.cpuUsage();
  for (let count = 0; count < 1_000; count++) blocks.read((text += "x"), newBudget(), true);
  return { time: process.cpuUsage(start).user, isCut: blocks.isCut };
}

test("blocks_growingBeyondAPortion_costNoMore", () => {
  growing(300);
  const within = growing(300);
  const beyond = growing(20_000);
  assert.ok(!within.isCut && beyond.isCut);
  assert.ok(beyond.time < within.time, `${beyond.time} µs, ${within.time} µs within`);
});

/** A small generator with a seed, so that what fails once fails again. */
function random(seed) {
  return (below) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
}

const SCRAPS = [
  "word", "w1", "注意", "：", "مرحبا", " ", " ", "\n", "\n", "\n\n", "*", "**", "_", "__", "~~", "~", "`", "```", "\n```\n", "[", "]", "(", ")", "![", "](https://a.test/x)", "[^1]", "[1]: https://a.test\n",
  "# ", "\n# ", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n|", "|", "\n|-|-|\n", "\n---\n", "\n    ", "\\", "<br>", "<b>", "&amp;", "&deg;", "https://a.test/b_c", "a@b.test", "\t", "\n- [ ] ", "!", "\r\n",
];

/** The letters and digits of a text, without those that say how it is to be shown. */
const letters = (text) => (text.match(/[\p{L}\p{N}]/gu) ?? []).join("");

test("blocks_anyText_showsAllOfItsLetters_andGrowsToTheSame", { timeout: 120_000 }, () => {
  for (let seed = 1; seed <= 2_000; seed++) {
    const next = random(seed);
    // Behind the language of a block of code stands what is for programs.
    const text = Array.from({ length: 5 + next(80) }, () => SCRAPS[next(SCRAPS.length)]).join("").replace(/(```|~~~)[^\n]+/g, "$1");
    const html = drawn(text);
    const visible = html.replace(/<(?!&)[^>]*>/g, (tag) => (/ start=(\d+)>/.exec(tag)?.[1] ?? "") + (/href=(\S+)/.exec(tag)?.[1] ?? "") + (tag === "<br />" ? "br" : ""));
    const left = new Map();
    for (const letter of letters(visible + "amp".repeat(40) + "deg".repeat(40) + "br".repeat(40) + "1".repeat(80) + "httpsatestxmailto".repeat(40))) left.set(letter, (left.get(letter) ?? 0) + 1);
    for (const letter of letters(text)) {
      left.set(letter, (left.get(letter) ?? 0) - 1);
      assert.ok(left.get(letter) >= 0, `seed ${seed} loses ${letter}: ${JSON.stringify(text)} → ${html}`);
    }
    const grown = new Blocks();
    for (let end = 0; end < text.length; end += 1 + next(9)) readAll(text.slice(0, end), grown, true);
    assert.equal(drawn(text, grown), html, `seed ${seed}: ${JSON.stringify(text)}`);
  }
});
