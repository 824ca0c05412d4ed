import assert from "node:assert/strict";
import { test } from "node:test";
import { inline } from "../src/inline.ts";
import { safeHref } from "../src/links.ts";
import { parseMarkdown } from "../src/markdown.ts";

const strong = (...children) => ({ kind: "strong", children });
const em = (...children) => ({ kind: "em", children });
const code = (text) => ({ kind: "code", text });
const link = (href, ...children) => ({ kind: "link", href, children });
const paragraph = (...children) => ({ kind: "paragraph", children });
const list = (start, ...items) => ({ kind: "list", start, items });

test("inline_marks_nest", () => {
  assert.deepEqual(inline("a **b *c* d** e"), ["a ", strong("b ", em("c"), " d"), " e"]);
  assert.deepEqual(inline("***both***"), [strong(em("both"))]);
  assert.deepEqual(inline("__b__ _i_"), [strong("b"), " ", em("i")]);
  assert.deepEqual(inline("*a **b** c*"), [em("a ", strong("b"), " c")]);
});

test("inline_marksThatDoNotClose_areText", () => {
  for (const text of ["2 * 3 * 4", "a ** b", "snake_case_name", "**open", "*", "_", "`", "5*", "!", "[", "a < b", "\\"]) {
    assert.deepEqual(inline(text).join(""), text, text);
  }
});

test("inline_code_keepsItsMarks", () => {
  assert.deepEqual(inline("`a*b*`"), [code("a*b*")]);
  assert.deepEqual(inline("`` a`b ``"), [code("a`b")]);
  assert.deepEqual(inline("`<b>` and `x"), [code("<b>"), " and `x"]);
});

test("inline_escapes_showTheSign", () => {
  assert.deepEqual(inline("\\*a\\* \\[b\\](c)").join(""), "*a* [b](c)");
});

test("inline_links_areSafeOnes", () => {
  assert.deepEqual(inline("see [the **docs**](https://a.example/x_(y)?q=1 \"t\")."), [
    "see ",
    link("https://a.example/x_(y)?q=1", "the ", strong("docs")),
    ".",
  ]);
  assert.deepEqual(inline("[m](mailto:a@b.c) [t](tel:+123)"), [link("mailto:a@b.c", "m"), " ", link("tel:+123", "t")]);
  assert.deepEqual(inline("![alt](https://a.example/i.png)"), [link("https://a.example/i.png", "alt")]);
  for (const text of ["[x](javascript:alert(1))", "[x](/relative)", "[x](data:text/html,a)", "[x](vbscript:a)", "[x]()"]) {
    assert.deepEqual(inline(text).join(""), text);
  }
});

test("inline_bareAddresses_areLinksWithoutThePunctuationAfterThem", () => {
  assert.deepEqual(inline("(https://a.example/b)."), ["(", link("https://a.example/b", "https://a.example/b"), ")."]);
  assert.deepEqual(inline("<https://a.example/>"), ["<", link("https://a.example/", "https://a.example/"), ">"]);
  assert.deepEqual(inline("[https://a.example/](https://a.example/)"), [link("https://a.example/", "https://a.example/")]);
});

test("safeHref_otherSchemes_areRefused", () => {
  assert.equal(safeHref("https://a.example/"), "https://a.example/");
  for (const address of ["JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:x", "data:,x", "blob:https://a/b", "file:///x", "x", "//a", ""]) {
    assert.equal(safeHref(address), null, address);
  }
});

test("markdown_paragraphs_keepTheirLineBreaks", () => {
  assert.deepEqual(parseMarkdown("a\nb\r\n\r\n\nc"), [paragraph("a\nb"), paragraph("c")]);
  assert.deepEqual(parseMarkdown(" \n "), []);
});

test("markdown_html_isText", () => {
  assert.deepEqual(parseMarkdown("<img src=x onerror=alert(1)>"), [paragraph("<img src=x onerror=alert(1)>")]);
});

test("markdown_headings_endParagraphs", () => {
  assert.deepEqual(parseMarkdown("# A\ntext\n### C#"), [
    { kind: "heading", children: ["A"] },
    paragraph("text"),
    { kind: "heading", children: ["C#"] },
  ]);
  assert.deepEqual(parseMarkdown("#hashtag"), [paragraph("#hashtag")]);
});

test("markdown_fences_keepTheirText", () => {
  assert.deepEqual(parseMarkdown("a\n```js\n# *x*\n\n\ty\n```\nb"), [paragraph("a"), code("# *x*\n\n\ty"), paragraph("b")]);
  assert.deepEqual(parseMarkdown("````\n```\n````"), [code("```")]);
  assert.deepEqual(parseMarkdown("```\nopen"), [code("open")]);
});

test("markdown_lists_nest", () => {
  assert.deepEqual(parseMarkdown("- a\n  - b\n  - c\n- d"), [
    list(null, [paragraph("a"), list(null, [paragraph("b")], [paragraph("c")])], [paragraph("d")]),
  ]);
  assert.deepEqual(parseMarkdown("3. a\n   more\n\n4. b\n\n   ```\n   x\n   ```"), [
    list(3, [paragraph("a\nmore")], [paragraph("b"), code("x")]),
  ]);
  assert.deepEqual(parseMarkdown("text:\n  * a\n  * b\n\nend"), [
    paragraph("text:"),
    list(null, [paragraph("a")], [paragraph("b")]),
    paragraph("end"),
  ]);
  assert.deepEqual(parseMarkdown("- a\n1. b"), [list(null, [paragraph("a")]), list(1, [paragraph("b")])]);
  assert.deepEqual(parseMarkdown("1. a\n\t- b"), [list(1, [paragraph("a"), list(null, [paragraph("b")])])]);
});

test("markdown_hostileText_takesLinearTime", () => {
  const pieces = ["*", "**a ", "_a ", "[", "[a](", "`", "` `` ", "- ", "  - a\n", "1. ", "# ", "> ", "<", "https://", "\\", "*_", "**a *b __c _d ", "![", "((", "\n", "[a](x", "```\n", "~~~ \n- "];
  for (const piece of pieces) {
    const start = performance.now();
    parseMarkdown(piece.repeat(Math.ceil(100_000 / piece.length)));
    assert.ok(performance.now() - start < 2_000, JSON.stringify(piece));
  }
});
