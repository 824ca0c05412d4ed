// What a visitor asks of a conversation beyond messages: trying again, a network that goes, a server that is not there.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { ack, deliveries, done, error, message, settled, texts, THREAD, uuid, welcome, World } from "./world.mjs";

let world;
let engine;
const socket = () => world.socket;
const idOf = (index) => engine.state.messages.at(index).id;
const RETRY = { features: ["retry"] };

beforeEach(() => {
  world = new World();
  mock.restoreAll();
});

async function online(more = {}, options = {}) {
  engine = world.page(options);
  engine.attend(true);
  socket().opens();
  await settled();
  socket().says(welcome(more));
}

/** A message whose run failed. */
async function failed(more = RETRY) {
  await online(more);
  engine.send("hi");
  const id = idOf(-1);
  socket().says(ack(id), message(id, "user", "hi"), error("pipeline", id), done(id));
  return id;
}

test("retry_ofAFailedRun_isTheSameMessageInItsPlace", async () => {
  const id = await failed();
  for (let attempt = 0; attempt < 3; attempt++) {
    engine.retry(id);
    assert.deepEqual(socket().heard(), { type: "retry", id });
    assert.deepEqual([texts(engine), deliveries(engine), engine.state.messages[0].problem], [["hi"], ["sent"], undefined]);
    socket().says(ack(id));
    assert.deepEqual([deliveries(engine), engine.state.answering], [["stored"], true]);
    socket().says(error("pipeline", id), done(id));
    assert.deepEqual([texts(engine), deliveries(engine), engine.state.messages[0].problem.code], [["hi"], ["failed"], "pipeline"]);
  }
  engine.retry(id);
  socket().says(ack(id), message(uuid(900), "assistant", "Hello"), done(id));
  assert.deepEqual([texts(engine), engine.state.answering], [["hi", "Hello"], false]);
  assert.equal(socket().heard("message").length, 1);
});

test("retry_afterAReload_isStillTheSameMessage", async () => {
  const id = await failed();
  engine.destroy();
  await online({ ...RETRY, thread_id: THREAD, events: [message(id, "user", "hi")] });
  assert.deepEqual([texts(engine), deliveries(engine)], [["hi"], ["failed"]]);
  engine.retry(id);
  assert.deepEqual(socket().heard(), { type: "retry", id });
  socket().says(ack(id), message(uuid(900), "assistant", "Hello"), done(id));
  assert.deepEqual([texts(engine), deliveries(engine)], [["hi", "Hello"], ["stored", undefined]]);
});

test("stoppedAnswer_isOneStateOfItsQuestion_andTriedAgainAsTheSame", async () => {
  await online(RETRY);
  engine.send("hi");
  const id = idOf(-1);
  socket().says(ack(id), message(id, "user", "hi"), { type: "delta", id: uuid(900), text: "Half" });
  socket().says(message(uuid(900), "assistant", "Half"), done(id, { stopped: true }));
  assert.deepEqual([deliveries(engine), engine.state.messages[0].problem.code], [["failed", undefined], "stopped"]);
  engine.destroy();
  await online({ ...RETRY, thread_id: THREAD, events: [message(id, "user", "hi"), message(uuid(900), "assistant", "Half")] });
  assert.equal(engine.state.messages[0].problem.code, "stopped");
  engine.retry(id);
  assert.deepEqual(socket().heard(), { type: "retry", id });
  socket().says(ack(id), message(id, "user", "hi"), message(uuid(901), "assistant", "Whole"), done(id));
  assert.deepEqual([texts(engine), engine.state.messages[0].problem], [["hi", "Half", "Whole"], undefined]);
  engine.destroy();
  await online({ ...RETRY, thread_id: THREAD, events: [message(id, "user", "hi"), message(uuid(901), "assistant", "Whole")] });
  assert.deepEqual([deliveries(engine)[0], engine.state.messages[0].problem], ["stored", undefined]);
});

test("stoppedAnswer_whoseButtonsWereUsed_leavesThemUsed", async () => {
  await online(RETRY);
  const buttons = [[{ id: "a", text: "A" }, { id: "b", text: "B" }]];
  socket().says({ ...message(uuid(900), "assistant", "Which?"), buttons });
  engine.click(engine.state.messages[0], buttons[0][1]);
  const id = idOf(-1);
  socket().says(ack(id), message(id, "user", "B"), done(id, { stopped: true }));
  assert.deepEqual([engine.state.messages[0].used, engine.state.messages[1].problem.code], ["b", "stopped"]);
});

test("retry_lostBeforeItsAck_isAskedForAgain_andAfterItAsAMessage", async () => {
  const id = await failed();
  engine.retry(id);
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  await settled();
  socket().says(welcome({ ...RETRY, thread_id: THREAD }));
  assert.deepEqual(socket().heard(), { type: "retry", id });
  socket().says(ack(id));
  socket().dies();
  await world.pass(2_000);
  socket().opens();
  await settled();
  socket().says(welcome({ ...RETRY, thread_id: THREAD }));
  assert.deepEqual(socket().heard(), { type: "message", id, text: "hi" });
});

test("retry_whereTheServerHasNone_asksAnew", async () => {
  const id = await failed({});
  engine.retry(id);
  assert.equal(socket().heard().type, "message");
  assert.notEqual(socket().heard().id, id);
});

test("retry_whileAway_ofAServerThatComesBackWithoutIt_asksAnew", async () => {
  const id = await failed();
  socket().dies();
  engine.retry(id);
  await world.pass(1_000);
  socket().opens();
  await settled();
  socket().says(welcome({ thread_id: THREAD }));
  await settled();
  assert.deepEqual([socket().heard().type, socket().heard().text], ["message", "hi"]);
  assert.notEqual(socket().heard().id, id);
});

test("retry_ofAnEarlierMessage_asksAnew", async () => {
  const id = await failed();
  engine.send("b");
  socket().says(ack(idOf(-1)), message(idOf(-1), "user", "b"), done(idOf(-1)));
  engine.retry(id);
  assert.equal(socket().heard().type, "message");
});

test("done_withoutAWord_isSaid", async () => {
  await online();
  engine.send("hi");
  const id = idOf(-1);
  socket().says(ack(id), message(id, "user", "hi"), done(id));
  assert.equal(engine.state.messages[0].ignored, true);
});

for (const [name, frames] of Object.entries({
  answered: (id) => [message(uuid(900), "assistant", "Hello"), done(id)],
  stopped: (id) => [done(id, { stopped: true })],
  failed: (id) => [error("pipeline", id), done(id)],
})) {
  test(`done_${name}_isNotCalledIgnored`, async () => {
    await online();
    engine.send("hi");
    const id = idOf(-1);
    socket().says(ack(id), message(id, "user", "hi"), ...frames(id));
    assert.equal(engine.state.messages[0].ignored, undefined);
  });
}

test("offline_isHeededAtOnce", async () => {
  await online();
  world.losesNetwork();
  assert.ok(socket().isClosed);
  assert.equal(engine.state.connectivity, "reconnecting");
});

test("ack_missing_isFollowedByAProbe_andThenByAnotherSocket", async () => {
  await online();
  engine.send("hi");
  await world.pass(2_999);
  assert.equal(socket().heard("hello").length, 1);
  await world.pass(1);
  assert.equal(socket().heard("hello").length, 2);
  await world.pass(6_999);
  assert.equal(world.sockets.length, 1);
  await world.pass(2_001);
  assert.equal(world.sockets.length, 2);
});

test("ack_slowOnALivingSocket_isWaitedFor", async () => {
  await online();
  engine.send("hi");
  await world.pass(3_000);
  socket().says(welcome());
  await world.pass(14_999);
  assert.deepEqual([world.sockets.length, socket().heard("hello").length], [1, 2]);
});

test("unreachable_fromTheBeginning_isToldOnce_andTriedNow", async () => {
  const told = mock.method(console, "error", () => {});
  engine = world.page();
  engine.attend(true);
  for (let attempt = 0; attempt < 6; attempt++) {
    assert.equal(engine.state.problem?.code, attempt < 3 ? undefined : "unreachable");
    socket().dies();
    await world.pass(attempt < 5 ? 1_000 * 2 ** attempt : 0);
  }
  assert.equal(told.mock.callCount(), 1);
  assert.match(told.mock.calls[0].arguments[0], /wss:\/\/host\/prefix\/ws\/chat.*data-server.*--cors-origins.*connect-src/);
  const before = world.sockets.length;
  engine.reconnect();
  assert.equal(world.sockets.length, before + 1);
  socket().opens();
  await settled();
  socket().says(welcome());
  assert.equal(engine.state.problem, undefined);
});

test("unreachable_whileOffline_isNotSaid", async () => {
  const told = mock.method(console, "error", () => {});
  world.isOnline = false;
  engine = world.page();
  engine.attend(true);
  for (let attempt = 0; attempt < 6; attempt++) {
    socket().dies();
    await world.pass(30_000);
  }
  assert.deepEqual([engine.state.problem, told.mock.callCount()], [undefined, 0]);
});

test("unreachable_afterItWas_isSaidLater", async () => {
  mock.method(console, "error", () => {});
  await online();
  for (let attempt = 1; attempt < 5; attempt++) {
    socket().dies();
    assert.equal(engine.state.problem, undefined, `attempt ${attempt}`);
    await world.pass(1_000 * 2 ** (attempt - 1));
  }
  socket().dies();
  assert.equal(engine.state.problem.code, "unreachable");
});

test("tokenWanted_andNoneGiven_isToldToTheVisitorAndTheConsole", async () => {
  const told = mock.method(console, "error", () => {});
  engine = world.page();
  engine.attend(true);
  socket().opens();
  await settled();
  socket().says({ type: "error", code: "unauthorized", text: "A token is needed", retry: false });
  assert.deepEqual([engine.state.connectivity, engine.state.problem.code], ["refused", "no_token"]);
  assert.match(told.mock.calls[0].arguments[0], /data-token/);
});

test("held_eachMessageSaysWhy", async () => {
  await online();
  engine.send("a");
  engine.send("b");
  engine.send("c");
  socket().says(error("rate_limited", idOf(0), { retry: true, retry_after: 7 }));
  assert.deepEqual(engine.state.messages.map(({ problem }) => problem?.code), ["rate_limited", "rate_limited", "rate_limited"]);
});

test("unread_readInOneTab_isReadInTheOthers", async () => {
  await online({ thread_id: THREAD });
  const one = engine;
  const first = socket();
  one.attend(false);
  await online({ thread_id: THREAD });
  const other = engine;
  const second = socket();
  other.attend(false);
  const answer = message(uuid(900), "assistant", "Hello");
  first.says(answer);
  second.says(answer);
  assert.deepEqual([one.state.unread.length, other.state.unread.length], [1, 1]);
  other.attend(true);
  await settled();
  assert.deepEqual([one.state.unread.length, other.state.unread.length], [0, 0]);
  const next = message(uuid(901), "assistant", "Shown at once");
  second.says(next);
  await settled();
  first.says(next);
  await settled();
  assert.deepEqual(one.state.unread, []);
});

const HISTORY = { features: ["history"], thread_id: THREAD, more: true, events: [message(uuid(900), "user", "c"), message(uuid(901), "assistant", "d")] };

test("history_comesBeforeWhatIsThere_pageByPage", async () => {
  await online(HISTORY);
  assert.equal(engine.state.hasOlder, true);
  engine.older();
  engine.older();
  assert.deepEqual(socket().heard("history"), [{ type: "history", before: uuid(900) }]);
  socket().says({ type: "history", events: [message(uuid(800), "user", "b")], more: true });
  assert.deepEqual([texts(engine), engine.state.hasOlder], [["b", "c", "d"], true]);
  engine.older();
  assert.deepEqual(socket().heard(), { type: "history", before: uuid(800) });
  socket().says({ type: "history", events: [message(uuid(700), "user", "a")], more: false });
  assert.deepEqual([texts(engine), engine.state.hasOlder], [["a", "b", "c", "d"], false]);
  engine.older();
  assert.equal(socket().heard("history").length, 2);
  assert.equal(engine.state.answering, false);
});

test("history_askedOnASocketThatDied_isAskedAgain", async () => {
  await online(HISTORY);
  engine.older();
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  await settled();
  assert.equal(socket().heard().after, uuid(901));
  socket().says(welcome({ features: ["history"], thread_id: THREAD }));
  engine.older();
  assert.deepEqual(socket().heard(), { type: "history", before: uuid(900) });
});

test("history_whereTheServerHasNone_isNotAskedFor", async () => {
  await online({ ...HISTORY, features: [] });
  engine.older();
  assert.deepEqual([engine.state.hasOlder, socket().heard("history")], [false, []]);
});

const OTHER = uuid(0xbbbb);
const titles = () => engine.state.conversations.map(({ title }) => title);

/** Begins a conversation with this question, which is answered. */
async function discussed(text, thread) {
  engine.send(text);
  const id = idOf(-1);
  socket().says(ack(id, thread), message(id, "user", text, { at: new Date(world.time).toISOString() }), message(uuid(world.time % 1_000_000), "assistant", `${text}!`), done(id));
  await settled();
}

test("newConversation_keepsTheOldOneInTheList_andOneGoesBack", async () => {
  await online();
  await discussed("first", THREAD);
  engine.newConversation();
  await world.pass(10);
  socket().opens();
  await settled();
  socket().says(welcome());
  assert.deepEqual([texts(engine), titles(), engine.state.thread], [[], ["first"], ""]);
  await discussed("second", OTHER);
  assert.deepEqual(titles(), ["second", "first"]);
  engine.resume(THREAD);
  assert.deepEqual([texts(engine), engine.state.isRenewed], [[], false]);
  socket().opens();
  await settled();
  assert.equal(socket().heard("hello")[0].thread_id, THREAD);
  engine.destroy();
  engine = world.page();
  assert.deepEqual([titles(), engine.state.thread], [["second", "first"], THREAD]);
});

test("newConversation_inTheMiddleOfAnAnswer_losesNothing", async () => {
  await online();
  await discussed("first", THREAD);
  engine.send("answered later");
  const owed = idOf(-1);
  socket().says(ack(owed), message(owed, "user", "answered later"));
  socket().dies();
  engine.send("not sent yet");
  const unsent = idOf(-1);
  engine.newConversation();
  socket().opens();
  await settled();
  socket().says(welcome());
  assert.deepEqual([texts(engine), socket().heard("message")], [[], []]);
  engine.resume(THREAD);
  socket().opens();
  await settled();
  socket().says(welcome({ thread_id: THREAD, events: [message(owed, "user", "answered later")], active: { id: owed, text: "" } }));
  assert.deepEqual(texts(engine), ["answered later", "not sent yet"]);
  assert.deepEqual(socket().heard("message"), [{ type: "message", id: unsent, text: "not sent yet" }]);
});

test("newConversation_beforeTheFirstMessageIsTaken_isTheOneThereIs", async () => {
  await online();
  engine.send("hi");
  engine.newConversation();
  assert.deepEqual([texts(engine), world.sockets.length], [["hi"], 1]);
});

test("resume_ofAThreadThatIsNotTheVisitors_forgetsIt", async () => {
  await online();
  await discussed("first", THREAD);
  engine.newConversation();
  engine.resume(THREAD);
  socket().opens();
  await settled();
  socket().says(error("forbidden"));
  await settled();
  assert.deepEqual([titles(), engine.state.thread], [[], ""]);
});

test("conversations_otherTabs_followAndKnowThem", async () => {
  await online();
  const other = world.page();
  await discussed("first", THREAD);
  engine.newConversation();
  await settled();
  assert.deepEqual([other.state.thread, other.state.conversations.map(({ title }) => title)], ["", ["first"]]);
});

test("conversations_ofTheServer_joinThoseOfTheBrowser", async () => {
  await online({ features: ["threads"] });
  await discussed("first", THREAD);
  engine.listConversations();
  assert.deepEqual(socket().heard(), { type: "threads" });
  const item = (thread_id, title, at) => ({ thread_id, title, at });
  socket().says({ type: "threads", items: [item(OTHER, "elsewhere", "2027-01-01T00:00:00Z"), item(THREAD, "first", "2026-01-01T00:00:00Z")] });
  assert.deepEqual(titles(), ["elsewhere", "first"]);
});

test("conversations_moreThanFifty_dropTheOldest", async () => {
  await online();
  for (let number = 0; number < 52; number++) {
    await world.pass(1_000);
    await discussed(`question ${number}`, uuid(0xc000 + number));
    engine.newConversation();
    socket().opens();
    await settled();
    socket().says(welcome());
  }
  assert.deepEqual([engine.state.conversations.length, titles().at(-1), titles()[0]], [50, "question 2", "question 51"]);
});
