import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, parseButtons } from "../src/buttons.ts";
import { parseReply, userFrame } from "../src/reply.ts";

const button = (id, label) =>
  `<button class="deep-chat-button jims-widget-callback-btn" data-jims-callback="${id}">${label}</button>`;
const row = (...buttons) => `<div class="jims-widget-button-row">${buttons.join("")}</div>`;
const stack = (...rows) => `<div class="jims-widget-button-stack">${rows.join("")}</div>`;

test("reply_textAndError_areParts", () => {
  assert.deepEqual(parseReply('{"text":"Hi"}'), [{ kind: "text", text: "Hi" }]);
  assert.deepEqual(parseReply('{"error":"Empty message"}'), [{ kind: "error", text: "Empty message" }]);
});

test("reply_array_keepsItsOrder", () => {
  const html = stack(row(button("btn:1", "One")));
  assert.deepEqual(parseReply(JSON.stringify([{ text: "Pick" }, { html }])), [
    { kind: "text", text: "Pick" },
    { kind: "buttons", rows: [[{ label: "One", callback: "btn:1" }]] },
  ]);
});

test("reply_nothingToShow_isEmpty", () => {
  const frames = ["", "oops", "null", "7", '"text"', "{}", "[]", "[null,[{}]]", '{"text":7}', '{"text":" "}', '{"html":"<b>x</b>"}'];
  for (const frame of frames) assert.deepEqual(parseReply(frame), [], frame);
  assert.deepEqual(parseReply(new ArrayBuffer(2)), []);
});

test("userFrame_anyText_isADeepChatFrame", () => {
  assert.equal(userFrame('a "b"\n'), '{"messages":[{"role":"user","text":"a \\"b\\"\\n"}]}');
});

test("buttons_rows_areKept", () => {
  const html = stack(row(button("btn:a", "A"), button("btn:b", "B")), row(button("btn:c", "C")));
  assert.deepEqual(parseButtons(html), [
    [{ label: "A", callback: "btn:a" }, { label: "B", callback: "btn:b" }],
    [{ label: "C", callback: "btn:c" }],
  ]);
});

test("buttons_entities_areDecodedOnce", () => {
  const html = stack(row(button("btn:&quot;x&quot;&amp;lt;", "Tom &amp; &lt;b&gt; &#39;s &#x1F600;")));
  assert.deepEqual(parseButtons(html), [[{ label: "Tom & <b> 's 😀", callback: 'btn:"x"&lt;' }]]);
});

test("buttons_blankLabel_showsTheId", () => {
  assert.deepEqual(parseButtons(stack(row(button("btn:yes", " ")))), [[{ label: "yes", callback: "btn:yes" }]]);
});

test("buttons_anythingElse_isDropped", () => {
  const foreign = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    row("<button>plain</button>"),
    row('<button class="jims-widget-callback-btn" data-jims-callback="go">no prefix</button>'),
    row('<button class="jims-widget-callback-btn" data-jims-callback="btn:">no id</button>'),
    row('<button class="other" data-jims-callback="btn:x">other class</button>'),
    row('<button class="jims-widget-callback-btn" data-jims-callback="btn:x"><b>nested</b></button>').replace("</button>", ""),
    button("btn:x", "outside of a row"),
    "<div",
  ];
  for (const html of foreign) assert.deepEqual(parseButtons(html), [], html);
  assert.deepEqual(parseButtons(foreign.join("") + stack(row(button("btn:x", "X")))), [[{ label: "X", callback: "btn:x" }]]);
});

test("buttons_hostileHtml_takesLinearTime", () => {
  for (const piece of ["<", "<div ", '<div a="', "<button ", "</", "&#", '<div class=""']) {
    assert.deepEqual(parseButtons(piece.repeat(20_000)), []);
  }
});

test("decode_whatIsNoCharacter_staysAsItIs", () => {
  for (const text of ["&nope;", "&#12a;", "&#x;", "&#x110000;", "&amp", "&;", "&constructor;"]) assert.equal(decode(text), text);
});
