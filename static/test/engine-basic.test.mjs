import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { parseReply as parseReplyWith } from "../src/engine/basic.ts";
import { parseButtons as parseButtonsWith } from "../src/engine/buttons.ts";
import { decode } from "../src/entities.ts";
import { ack, deliveries, settled, texts, welcome, World } from "./world.mjs";

let world;
let engine;
const socket = () => world.socket;
const parseButtons = (html) => parseButtonsWith(html, decode);
const parseReply = (frame) => parseReplyWith(frame, decode);
const sent = () => socket().sent.map(({ messages }) => messages[0].text);

/** A page that found out that its server speaks the basic protocol only. */
async function online(options) {
  engine = world.page(options);
  engine.attend(true);
  socket().opens("");
  socket().opens();
  await settled();
}

beforeEach(() => {
  world = new World();
});

test("basic_ids_goIntoTheAddress", async () => {
  await online({ contactId: "a b", threadId: "t", token: "x" });
  assert.equal(socket().url, "wss://host/prefix/ws/chat?thread_id=t&contact_id=a%20b&token=x");
  assert.deepEqual(socket().subprotocols, []);
});

test("basic_tokenFunction_isAskedForTheNextAttempt", async () => {
  engine = world.page({ token: async () => "fresh" });
  engine.attend(true);
  for (let attempt = 0; attempt < 4; attempt++) {
    if (attempt) await world.pass(5_000);
    if (attempt < 3) socket().dies();
  }
  assert.deepEqual(world.sockets.map(({ url }) => url.includes("?token=fresh")), [false, false, false, true]);
});

test("basic_messages_goOneAtATime", async () => {
  await online();
  engine.send("a");
  engine.send("b");
  assert.deepEqual([sent(), deliveries(engine), engine.state.answering], [["a"], ["sent", "waiting"], true]);
  socket().says({ text: "A" });
  assert.deepEqual([sent(), texts(engine)], [["a", "b"], ["a", "A", "b"]]);
  socket().says({ error: "Processing error: no" });
  assert.deepEqual(engine.state.messages[2].problem, { code: "pipeline", text: "Processing error: no" });
  assert.deepEqual([deliveries(engine), engine.state.answering], [["stored", undefined, "failed"], false]);
});

test("basic_otherErrors_areSaidInTheServersWords", async () => {
  await online();
  engine.send("a");
  socket().says({ error: "At most 8 messages" });
  assert.deepEqual(engine.state.messages[0].problem, { code: "other", text: "At most 8 messages" });
});

test("basic_socketDiesBeforeTheReply_asksTheVisitorAndSendsOnlyTheRest", async () => {
  await online();
  engine.send("a");
  engine.send("b");
  socket().dies();
  assert.deepEqual(engine.state.messages.map(({ text, delivery, problem }) => [text, delivery, problem?.code]), [
    ["a", "failed", "unanswered"],
    ["b", "waiting", undefined],
  ]);
  await world.pass(1_000);
  socket().opens();
  await settled();
  assert.deepEqual(sent(), ["b"]);
  engine.retry(engine.state.messages[0].id);
  socket().says({ text: "B" });
  assert.deepEqual([sent(), texts(engine)], [["b", "a"], ["b", "B", "a"]]);
});

test("basic_messageOnItsWay_isNotSentAgainAfterReload", async () => {
  await online();
  engine.send("a");
  engine.send("b");
  engine.destroy();
  await online();
  assert.deepEqual(sent(), ["b"]);
});

test("basic_twoTabs_sendAMessageOnce", async () => {
  await online();
  socket().dies();
  engine.send("a");
  const slower = socket();
  await online();
  assert.deepEqual(sent(), ["a"]);
  slower.opens();
  await settled();
  assert.deepEqual(slower.sent, []);
});

test("basic_messageThatAnotherTabTookJustNow_isLeftToIt", async () => {
  await online();
  const first = socket();
  engine.send("a");
  engine.send("b");
  await online();
  assert.deepEqual(sent(), ["b"]);
  first.says({ text: "A" });
  assert.deepEqual(first.sent.length, 1);
});

test("basic_messageThatJimsAcknowledged_isNotSentAgain", async () => {
  engine = world.page();
  engine.send("a");
  socket().opens();
  await settled();
  socket().says(welcome(), ack(engine.state.messages[0].id));
  engine.destroy();
  await online();
  assert.deepEqual([socket().sent, engine.state.messages[0].problem.code], [[], "unanswered"]);
});

test("basic_noAnswerForTooLong_givesUpTheSocket", async () => {
  await online();
  engine.send("a");
  const old = socket();
  await world.pass(180_000);
  assert.equal(old.isClosed, true);
  assert.equal(engine.state.messages[0].problem.code, "unanswered");
});

test("basic_frameThatShowsNothing_failsTheMessage", async () => {
  await online();
  engine.send("a");
  socket().says("?");
  assert.deepEqual(deliveries(engine), ["failed"]);
});

test("basic_buttons_areClickedOnce", async () => {
  await online();
  engine.send("a");
  socket().says([{ text: "Pick" }, { html: stack(row(button("btn:1", "One"))) }]);
  const [, asking] = engine.state.messages;
  assert.deepEqual(asking.buttons, [[{ id: "1", text: "One" }]]);
  engine.click(asking, asking.buttons[0][0]);
  engine.click(asking, asking.buttons[0][0]);
  assert.deepEqual([sent(), engine.state.messages[2].label], [["a", "btn:1"], "One"]);
});

const button = (id, label) =>
  `<button class="deep-chat-button jims-widget-callback-btn" data-jims-callback="${id}">${label}</button>`;
const row = (...buttons) => `<div class="jims-widget-button-row">${buttons.join("")}</div>`;
const stack = (...rows) => `<div class="jims-widget-button-stack">${rows.join("")}</div>`;

test("reply_nothingToShow_isEmpty", () => {
  const frames = ["", "oops", "null", "7", '"text"', "{}", "[]", "[null,[{}]]", '{"text":7}', '{"text":" "}', '{"html":"<b>x</b>"}'];
  for (const frame of frames) assert.deepEqual(parseReply(frame), { texts: [], rows: [], error: undefined }, frame);
  assert.deepEqual(parseReply(new ArrayBuffer(2)), { texts: [], rows: [], error: undefined });
});

test("buttons_rows_areKept", () => {
  const html = stack(row(button("btn:a", "A"), button("btn:b", "B")), row(button("btn:c", "C")));
  assert.deepEqual(parseButtons(html), [
    [{ id: "a", text: "A" }, { id: "b", text: "B" }],
    [{ id: "c", text: "C" }],
  ]);
});

test("buttons_entities_areDecodedOnce", () => {
  const html = stack(row(button("btn:&quot;x&quot;&amp;lt;", "Tom &amp; &lt;b&gt; &#39;s &#x1F600;")));
  assert.deepEqual(parseButtons(html), [[{ text: "Tom & <b> 's 😀", id: '"x"&lt;' }]]);
});

test("buttons_blankLabel_showsTheId", () => {
  assert.deepEqual(parseButtons(stack(row(button("btn:yes", " ")))), [[{ text: "yes", id: "yes" }]]);
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
  assert.deepEqual(parseButtons(foreign.join("") + stack(row(button("btn:x", "X")))), [[{ text: "X", id: "x" }]]);
});

test("buttons_hostileHtml_takesLinearTime", () => {
  for (const piece of ["<", "<div ", '<div a="', "<button ", "</", "&#", '<div class=""']) {
    assert.deepEqual(parseButtons(piece.repeat(20_000)), []);
  }
});

test("decode_whatIsNoCharacter_staysAsItIs", () => {
  for (const text of ["&nope;", "&#12a;", "&#x;", "&#x110000;", "&amp", "&;", "&constructor;"]) assert.equal(decode(text), text);
});
