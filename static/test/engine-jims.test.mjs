import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ack, deliveries, done, error, message, settled, texts, THREAD, uuid, welcome, World } from "./world.mjs";

let world;
let engine;
const socket = () => world.socket;
const idOf = (index) => engine.state.messages.at(index).id;

beforeEach(() => {
  world = new World();
});

/** A page that is open and welcomed. */
async function online(more = {}, options = {}) {
  engine = world.page(options);
  engine.attend(true);
  socket().opens();
  await settled();
  socket().says(welcome(more));
}

/** …with a message that the server has. */
async function asked(text = "hi") {
  await online();
  engine.send(text);
  const id = idOf(-1);
  socket().says(ack(id), message(id, "user", text));
  return id;
}

test("engine_untilAttended_opensNoSocket", () => {
  engine = world.page();
  assert.equal(engine.state.connectivity, "idle");
  assert.equal(world.sockets.length, 0);
  engine.attend(true);
  engine.attend(true);
  assert.equal(world.sockets.length, 1);
  assert.equal(socket().url, "wss://host/prefix/ws/chat");
  assert.deepEqual(socket().subprotocols, ["jims.v1"]);
  assert.equal(engine.state.connectivity, "connecting");
});

test("reloadBeforeDone_keepsTheOrderOfTheServer", async () => {
  const id = await asked("two");
  engine.destroy();
  const events = [message(uuid(800), "user", "one"), message(uuid(801), "assistant", "to one")];
  events.push(message(id, "user", "two"), message(uuid(802), "assistant", "to two"));
  await online({ thread_id: THREAD, events });
  assert.deepEqual(texts(engine), ["one", "to one", "two", "to two"]);
});

test("eventsMissed_areInTheOrderOfTheServer_behindTheQuestionThatWaits", async () => {
  await asked("one");
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  const events = [message(uuid(801), "assistant", "to one")];
  events.push(message(uuid(802), "user", "of another tab"), message(uuid(803), "assistant", "to that"));
  socket().says(welcome({ thread_id: THREAD, events }));
  assert.deepEqual(texts(engine), ["one", "to one", "of another tab", "to that"]);
});

test("hello_ofAStranger_saysOnlyTheLanguage", async () => {
  await online();
  assert.deepEqual(socket().sent, [{ type: "hello", lang: "en" }]);
  assert.equal(engine.state.connectivity, "online");
  assert.equal(engine.state.longestMessage, 8000);
  assert.equal(world.storage.items.size, 0, "nothing is stored of who says nothing");
});

test("hello_withIds_saysThem", async () => {
  await online({}, { contactId: "c", threadId: "t", token: "x", lang: "de" });
  assert.deepEqual(socket().sent, [{ type: "hello", thread_id: "t", contact_id: "c", token: "x", lang: "de" }]);
});

test("message_wayToItsAnswer_isShown", async () => {
  await online();
  engine.send("  hi  ");
  const id = idOf(0);
  assert.deepEqual(socket().heard(), { type: "message", id, text: "hi" });
  assert.deepEqual([deliveries(engine), engine.state.answering], [["sent"], false]);
  socket().says(ack(id));
  assert.deepEqual([deliveries(engine), engine.state.answering], [["stored"], true]);
  socket().says(message(id, "user", "hi"), { type: "status", text: "Thinking" });
  assert.equal(engine.state.status, "Thinking");
  socket().says({ type: "delta", id: uuid(900), text: "An " }, { type: "delta", id: uuid(900), text: "answ" });
  assert.deepEqual([texts(engine), engine.state.status], [["hi", "An answ"], ""]);
  assert.equal(engine.state.messages[1].streaming, true);
  socket().says(message(uuid(900), "assistant", "An answer"), done(id));
  assert.deepEqual(texts(engine), ["hi", "An answer"]);
  assert.deepEqual([engine.state.messages[1].streaming ?? false, engine.state.answering], [false, false]);
});

test("message_blank_isNone", async () => {
  await online();
  engine.send(" \n ");
  assert.deepEqual([texts(engine), socket().sent.length], [[], 1]);
});

test("messages_severalAtOnce_goOneAfterTheOther", async () => {
  await online();
  engine.send("a");
  engine.send("b");
  assert.deepEqual(socket().heard("message").map(({ text }) => text), ["a"]);
  assert.deepEqual(deliveries(engine), ["sent", "waiting"]);
  socket().says(ack(idOf(0)));
  assert.deepEqual(socket().heard("message").map(({ text }) => text), ["a", "b"]);
});

test("message_unacknowledged_isSentAgainUnderItsId", async () => {
  await online();
  engine.send("hi");
  const id = idOf(0);
  socket().dies();
  assert.deepEqual([deliveries(engine), engine.state.connectivity], [["waiting"], "reconnecting"]);
  await world.pass(1_000);
  socket().opens();
  socket().says(welcome());
  assert.deepEqual(socket().heard("message"), [{ type: "message", id, text: "hi" }]);
});

test("message_unacknowledged_survivesReload", async () => {
  await online();
  engine.send("hi");
  const id = idOf(0);
  engine.destroy();
  engine = world.page();
  assert.deepEqual([texts(engine), deliveries(engine)], [["hi"], ["waiting"]]);
  assert.equal(world.sockets.length, 2, "it connects although nobody attends");
  socket().opens();
  socket().says(welcome());
  assert.deepEqual(socket().heard("message"), [{ type: "message", id, text: "hi" }]);
});

test("message_thatTheServerHasAlready_isNotDoubled", async () => {
  await online();
  engine.send("hi");
  const id = idOf(0);
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  socket().says(welcome({ thread_id: THREAD, events: [message(id, "user", "hi"), message(uuid(900), "assistant", "Hello")] }));
  assert.deepEqual(texts(engine), ["hi", "Hello"]);
  socket().says(ack(id), message(uuid(900), "assistant", "Hello"), done(id));
  assert.deepEqual([texts(engine), deliveries(engine)], [["hi", "Hello"], ["stored", undefined]]);
  assert.equal(engine.state.answering, false);
});

test("answer_owedAtReload_isWaitedFor", async () => {
  const id = await asked();
  engine.destroy();
  engine = world.page();
  socket().opens();
  assert.equal(socket().heard().thread_id, THREAD);
  assert.equal(socket().heard().contact_id, "widget:1");
  socket().says(welcome({ thread_id: THREAD, events: [message(id, "user", "hi")] }));
  assert.equal(engine.state.answering, true);
  assert.equal(socket().heard().id, id, "asks how it fared");
  socket().says(ack(id), message(uuid(900), "assistant", "Hello"), done(id));
  assert.equal(engine.state.answering, false);
  assert.deepEqual(engine.state.unread, [uuid(900)]);
  engine.destroy();
  engine = world.page();
  assert.equal(world.sockets.length, 2, "nothing is owed any more");
});

test("answers_toMessagesSentMeanwhile_standBehindTheirOwn_inEveryTab", async () => {
  const first = await asked("a");
  const answer = uuid(900);
  engine.send("b");
  const second = idOf(-1);
  socket().says(ack(second), message(second, "user", "b"));
  socket().says({ type: "delta", id: answer, text: "A" });
  assert.deepEqual(texts(engine), ["a", "A", "b"]);
  engine.send("c");
  const other = world.page();
  other.attend(true);
  socket().opens();
  const events = [message(first, "user", "a"), message(second, "user", "b")];
  socket().says(welcome({ thread_id: THREAD, events, active: { id: first, message_id: answer, text: "A" } }));
  socket().says(message(answer, "assistant", "A!"), message(uuid(901), "assistant", "A2"), done(first), message(uuid(902), "assistant", "B"));
  assert.deepEqual(texts(other).slice(0, 5), ["a", "A!", "A2", "b", "B"]);
});

test("answer_streamedAtReload_goesOn", async () => {
  const id = await asked();
  engine.destroy();
  engine = world.page();
  engine.attend(true);
  socket().opens();
  socket().says(welcome({ thread_id: THREAD, events: [message(id, "user", "hi")], active: { id, message_id: uuid(900), text: "An " } }));
  socket().says(ack(id), { type: "delta", id: uuid(900), text: "answer" });
  assert.deepEqual(texts(engine), ["hi", "An answer"]);
  assert.equal(engine.state.messages[1].streaming, true);
});

test("answer_ofARunThatDiedWithItsServer_isReplaced", async () => {
  const id = await asked();
  socket().says({ type: "delta", id: uuid(900), text: "An ans" });
  socket().dies();
  assert.deepEqual(texts(engine), ["hi", "An ans"]);
  await world.pass(1_000);
  socket().opens();
  assert.equal(socket().heard().after, id);
  socket().says(welcome({ thread_id: THREAD, active: { id, text: "" } }));
  assert.deepEqual([texts(engine), engine.state.answering], [["hi"], true]);
  socket().says(ack(id), { type: "delta", id: uuid(901), text: "Again" });
  assert.deepEqual(texts(engine), ["hi", "Again"]);
});

test("answer_finishedDuringReload_isUnread", async () => {
  const id = await asked();
  engine.destroy();
  engine = world.page();
  socket().opens();
  const events = [message(uuid(800), "assistant", "Old"), message(id, "user", "hi"), message(uuid(900), "assistant", "Hello")];
  socket().says(welcome({ thread_id: THREAD, events }));
  assert.deepEqual(engine.state.unread, [uuid(900)]);
  engine.newConversation();
  assert.deepEqual(engine.state.unread, []);
});

test("answer_streamedWhileAway_isNotDoubled", async () => {
  const id = await asked();
  socket().says({ type: "status", text: "Thinking" }, { type: "delta", id: uuid(900), text: "An " }, { type: "status", text: "More" });
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  socket().says(welcome({ thread_id: THREAD, active: { id, message_id: uuid(900), text: "An ans" } }));
  assert.equal(engine.state.status, "");
  socket().says({ type: "delta", id: uuid(900), text: "wer" });
  assert.deepEqual(texts(engine), ["hi", "An answer"]);
});

test("status_ofARunThatEndedMeanwhile_isGone", async () => {
  const id = await asked();
  socket().says({ type: "status", text: "Thinking" });
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  socket().says(welcome({ thread_id: THREAD }), ack(id), done(id));
  assert.deepEqual([engine.state.status, engine.state.answering], ["", false]);
});

test("stop_marksWhatWasStreamed", async () => {
  const id = await asked();
  socket().says({ type: "delta", id: uuid(900), text: "An " });
  engine.stop();
  assert.deepEqual(socket().heard(), { type: "stop" });
  socket().says(message(uuid(900), "assistant", "An "), done(id, { stopped: true }));
  assert.equal(engine.state.messages[1].stopped, true);
  assert.equal(engine.state.stoppable, true);
});

test("deltas_many_areToldTogether", async () => {
  await asked();
  await settled();
  let told = 0;
  engine.subscribe(() => told++);
  for (let piece = 0; piece < 1_000; piece++) {
    socket().says({ type: "delta", id: uuid(900), text: "x" });
    await null;
  }
  assert.equal(told, 0);
  await world.pass(30);
  assert.equal(told, 1);
  assert.equal(engine.state.messages[1].text.length, 1_000);
});

test("changes_ofOneTask_areToldOnce", async () => {
  await online();
  await settled();
  const states = [];
  const end = engine.subscribe((state) => states.push(state));
  engine.send("a");
  engine.send("b");
  await settled();
  assert.equal(states.length, 1);
  assert.equal(states[0], engine.state);
  end();
  engine.send("c");
  await settled();
  assert.equal(states.length, 1);
});

for (const code of ["too_long", "empty", "quota", "forbidden", "bad_frame"]) {
  test(`${code}_failsTheMessage_andANewOneTakesItsPlaceOnRetry`, async () => {
    await online();
    engine.send("a");
    engine.send("b");
    const id = idOf(0);
    socket().says(error(code, id, code === "quota" ? { retry_after: 60 } : {}));
    assert.equal(engine.state.messages[0].problem.code, code);
    assert.equal(engine.state.messages[0].delivery, "failed");
    assert.equal(socket().heard().text, "b", "the next one goes on");
    await world.pass(120_000);
    engine.retry(id);
    assert.deepEqual(texts(engine), ["b", "a"]);
    assert.notEqual(idOf(1), id);
  });
}

test("error_thatTheAppSays_isTakenAtItsWord", async () => {
  const id = await asked();
  socket().says(error("pipeline", id, { text: "We are closed.", said: true }), done(id));
  assert.deepEqual(engine.state.messages[0].problem, { code: "other", text: "We are closed." });
});

test("messageThatCannotBeRead_failsOnce_andDoesNotComeBackAfterReload", async () => {
  await online();
  engine.send("a");
  engine.send("b");
  const id = idOf(0);
  socket().says({ type: "error", code: "bad_frame", text: "id must be a uuid", retry: false });
  assert.equal(engine.state.messages[0].problem.code, "bad_frame");
  assert.equal(engine.state.problem, undefined);
  assert.equal(socket().heard().text, "b", "the next one goes on");
  assert.ok(![...world.storage.items.keys()].some((key) => key.includes(id)));
  engine.destroy();
  engine = world.page();
  assert.deepEqual(texts(engine), ["b"]);
});

test("adapt_newToken_isSaidOnTheSameSocket_andEndsARefusal", async () => {
  await online({}, { token: "old" });
  engine.adapt("new", "de");
  await settled();
  assert.deepEqual([socket().heard("hello").length, socket().heard().token, socket().heard().lang], [2, "new", "de"]);
  socket().says({ type: "error", code: "unauthorized", text: "", retry: false });
  assert.equal(engine.state.connectivity, "refused");
  engine.adapt("newer", "de");
  assert.equal(engine.state.problem, undefined);
  assert.notEqual(engine.state.connectivity, "refused");
  socket().opens();
  await settled();
  assert.equal(socket().heard().token, "newer");
});

test("arraysWithAToJson_asOldLibrariesHaveThem_changeNoKey", () => {
  Array.prototype.toJSON = () => "other";
  try {
    engine = world.page({ contactId: "ann" });
    engine.send("hi");
  } finally {
    delete Array.prototype.toJSON;
  }
  const prefix = `jims-widget ${JSON.stringify(["https://host/prefix", "ann", ""])} `;
  assert.equal(world.storage.items.size, 2);
  assert.ok([...world.storage.items.keys()].every((key) => key.startsWith(prefix)));
});

for (const code of ["pipeline", "timeout"]) {
  test(`${code}_failsAStoredMessage_andRetryAsksAnew`, async () => {
    const id = await asked();
    socket().says({ type: "delta", id: uuid(900), text: "An " }, error(code, id), done(id));
    assert.deepEqual([engine.state.messages[0].problem.code, engine.state.answering], [code, false]);
    assert.equal(engine.state.messages[1].streaming, false);
    engine.retry(id);
    assert.deepEqual(texts(engine), ["hi", "An ", "hi"]);
    assert.deepEqual(deliveries(engine), ["stored", undefined, "sent"]);
    assert.equal(engine.state.messages[0].problem, undefined);
  });

  test(`${code}_isKnownAfterReload_untilRetried`, async () => {
    const id = await asked();
    socket().says(error(code, id), done(id));
    for (const expected of [["failed"], ["stored", "sent"]]) {
      engine.destroy();
      engine = world.page();
      engine.attend(true);
      socket().opens();
      socket().says(welcome({ thread_id: THREAD, events: [message(id, "user", "hi")] }));
      assert.deepEqual(deliveries(engine), expected);
      engine.retry(id);
    }
  });
}

for (const code of ["busy", "rate_limited", "overloaded", "shutting_down"]) {
  test(`${code}_waitsAndIsSentAgain`, async () => {
    world.chance = 0;
    await online();
    engine.send("a");
    engine.send("b");
    const id = idOf(0);
    socket().says(error(code, id, { retry: true, retry_after: 7 }));
    const [first, second] = engine.state.messages;
    assert.deepEqual([first.delivery, first.problem.code, first.problem.retryAt], ["waiting", code, world.time + 7_000]);
    assert.equal(second.delivery, "waiting", "the order stays");
    await world.pass(6_999);
    assert.equal(socket().heard("message").length, 1);
    await world.pass(1);
    assert.deepEqual(socket().heard(), { type: "message", id, text: "a" });
    assert.equal(engine.state.messages[0].problem, undefined);
  });
}

const postponed = async () => {
  world.chance = 0;
  await online();
  engine.send("a");
  socket().says(error("rate_limited", idOf(0), { retry: true, retry_after: 7 }));
  await settled();
  return world.time + 7_000;
};

test("waitThatEndsWhileThePageIsBusy_isSeenByTheNextChange", async () => {
  world.time = await postponed(); // and its timer is late
  socket().says({ type: "status", text: "of another message" });
  await world.pass(0);
  assert.equal(socket().heard("message").length, 2);
});

test("timerThatIsEarly_looksAgain", async () => {
  const due = await postponed();
  const [id, { action }] = [...world.timers].find(([, { at }]) => at === due);
  world.timers.delete(id);
  world.time = due - 0.5; // browsers cut the fraction of a wait
  action();
  world.time = due;
  await world.pass(0);
  assert.equal(socket().heard("message").length, 2);
});

test("busy_endsWithTheNextAnswer", async () => {
  const id = await asked();
  engine.send("more");
  socket().says(error("busy", idOf(1), { retry: true }));
  assert.equal(socket().heard("message").length, 2);
  socket().says(done(id));
  assert.equal(socket().heard("message").length, 3);
});

test("waitOfAServerThatShutsDown_endsWithTheNextSocket", async () => {
  await online();
  engine.send("a");
  socket().says(error("shutting_down", idOf(0), { retry: true, retry_after: 60 }));
  socket().dies(1001);
  await world.pass(1_000);
  socket().opens();
  socket().says(welcome());
  assert.equal(socket().heard().text, "a");
});

test("rateLimit_outlivesTheSocket", async () => {
  await online();
  engine.send("a");
  socket().says(error("rate_limited", idOf(0), { retry: true, retry_after: 60 }));
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  socket().says(welcome());
  assert.deepEqual(socket().heard("message"), []);
  assert.equal(engine.state.messages[0].problem.code, "rate_limited");
});

test("unknownCode_failsInTheServersWords", async () => {
  await online();
  engine.send("a");
  socket().says(error("brand_new", idOf(0)));
  assert.deepEqual(engine.state.messages[0].problem, { code: "other", text: "the server says brand_new" });
});

test("failedMessage_survivesReload_untilALaterOneIsTaken", async () => {
  await online();
  engine.send("long");
  const id = idOf(0);
  socket().says(error("too_long", id));
  engine.destroy();
  engine = world.page();
  assert.equal(world.sockets.length, 1, "it is no reason to connect");
  engine.attend(true);
  socket().opens();
  socket().says(welcome({ thread_id: THREAD, events: [message(uuid(900), "assistant", "Hello")] }));
  assert.deepEqual(texts(engine), ["Hello", "long"]);
  assert.equal(engine.state.messages[1].problem.code, "too_long");
  engine.send("short");
  socket().says(ack(idOf(-1)), done(idOf(-1)));
  engine.destroy();
  assert.deepEqual(texts(world.page()), []);
});

test("unauthorized_withAFixedToken_refuses_untilTheVisitorActs", async () => {
  await online({}, { token: "old" });
  engine.send("a");
  socket().says(error("unauthorized", idOf(0), { retry: true }));
  assert.deepEqual([engine.state.connectivity, engine.state.problem.code], ["refused", "unauthorized"]);
  assert.deepEqual(deliveries(engine), ["waiting"]);
  await world.pass(600_000);
  assert.equal(world.sockets.length, 1);
  engine.attend(true);
  assert.equal(world.sockets.length, 2);
});

test("unauthorized_withATokenFunction_asksForANewOne", async () => {
  let count = 0;
  await online({}, { token: async () => `token ${++count}` });
  assert.equal(socket().heard().token, "token 1");
  engine.send("a");
  socket().says(error("unauthorized", idOf(0), { retry: true }));
  await settled();
  assert.equal(socket().heard().token, "token 2");
  socket().says(welcome());
  assert.deepEqual([socket().heard().text, engine.state.connectivity], ["a", "online"]);
  for (const _ of [1, 2, 3]) {
    socket().says(error("unauthorized", idOf(0), { retry: true }));
    await settled();
    if (!socket().isClosed) socket().says(welcome());
  }
  assert.equal(engine.state.connectivity, "refused", "not for ever");
});

test("token_ofALongSession_isRenewedAgainAndAgain", async () => {
  await online({}, { token: async () => "t" });
  for (let count = 0; count < 5; count++) {
    engine.send(`${count}`);
    socket().says(error("unauthorized", idOf(-1), { retry: true }));
    await settled();
    socket().says(welcome(), ack(idOf(-1)), done(idOf(-1)));
    assert.equal(engine.state.connectivity, "online");
    await world.pass(60_000);
  }
  for (let count = 0; count < 5; count++) {
    socket().says(error("unauthorized"));
    await settled();
    assert.equal(socket().heard().type, "hello", "it expired while nobody wrote");
    socket().says(welcome());
    await world.pass(60_000);
  }
  assert.equal(world.sockets.length, 1);
});

test("token_thatComesAfterItsSocketWasLost_isOfNoUse", async () => {
  const replies = [];
  engine = world.page({ token: () => new Promise((resolve) => replies.push(resolve)) });
  engine.attend(true);
  socket().opens();
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  replies[0]("old");
  await settled();
  assert.deepEqual(socket().sent, []);
  replies[1]("new");
  await settled();
  assert.deepEqual(socket().sent.map(({ token }) => token), ["new"]);
});

test("token_saysWhoTheVisitorIs_insteadOfARememberedContact", async () => {
  await asked();
  engine.destroy();
  engine = world.page({ token: "t" });
  engine.attend(true);
  socket().opens();
  assert.equal(socket().heard().contact_id, undefined);
});

test("tokenFunction_thatFails_isTriedAgainLater", async (context) => {
  const log = context.mock.method(console, "error", () => {});
  let isDown = true;
  engine = world.page({ token: () => (isDown ? Promise.reject(new Error("down")) : "t") });
  engine.attend(true);
  socket().opens();
  await settled();
  assert.equal(engine.state.problem.code, "unauthorized");
  assert.equal(log.mock.callCount(), 1);
  isDown = false;
  await world.pass(1_000);
  socket().opens();
  await settled();
  assert.equal(socket().heard().token, "t");
});

test("hello_withTheThreadOfAnotherVisitor_beginsAnew", async () => {
  await asked();
  engine.destroy();
  engine = world.page();
  engine.attend(true);
  socket().opens();
  socket().says(error("forbidden"));
  assert.equal(socket().isClosed, false);
  socket().opens();
  assert.equal(socket().heard().thread_id, undefined);
  assert.deepEqual(texts(engine), []);
});

test("hello_forbidden_refuses", async () => {
  engine = world.page({ threadId: "t" });
  engine.attend(true);
  socket().opens();
  socket().says(error("forbidden"));
  assert.deepEqual([engine.state.connectivity, engine.state.problem.code], ["refused", "forbidden"]);
  await world.pass(600_000);
  assert.equal(world.sockets.length, 1);
});

test("hello_overloaded_isTriedAgainAfterTheWait", async () => {
  engine = world.page();
  engine.attend(true);
  socket().opens();
  socket().says(error("overloaded", undefined, { retry: true, retry_after: 5 }));
  assert.deepEqual([engine.state.connectivity, engine.state.problem.code], ["reconnecting", "overloaded"]);
  await world.pass(4_999);
  assert.equal(world.sockets.length, 1);
  await world.pass(1);
  socket().opens();
  socket().says(welcome());
  assert.equal(engine.state.problem, undefined);
});

test("close1008_twice_refuses", async () => {
  await online();
  socket().dies(1008, "no");
  assert.equal(engine.state.connectivity, "reconnecting");
  await world.pass(1_000);
  socket().opens();
  socket().dies(1008, "no");
  assert.deepEqual(engine.state.problem, { code: "forbidden", text: "no" });
  assert.equal(engine.state.connectivity, "refused");
});

test("close1008_nowAndThen_doesNotRefuse", async () => {
  for (let count = 0; count < 3; count++) {
    if (count === 0) await online();
    else {
      socket().opens();
      socket().says(welcome());
    }
    socket().dies(1008);
    await world.pass(30_000);
  }
  assert.equal(engine.state.connectivity, "reconnecting");
});

test("close1009_failsTheMessageThatWasTooBig", async () => {
  await online();
  engine.send("big");
  socket().dies(1009, "too big");
  assert.equal(engine.state.messages[0].problem.code, "too_long");
  await world.pass(1_000);
  socket().opens();
  socket().says(welcome());
  assert.deepEqual(socket().heard("message"), []);
});

test("noAck_forTooLong_givesUpTheSocket", async () => {
  await online();
  engine.send("a");
  const first = socket();
  await world.pass(15_000);
  assert.equal(first.isClosed, true);
  await world.pass(1_000);
  assert.equal(world.sockets.length, 2);
  first.says(ack(idOf(0)));
  assert.deepEqual(deliveries(engine), ["waiting"], "a socket that was given up is not listened to");
});

test("noWelcome_forTooLong_givesUpTheSocket", async () => {
  engine = world.page();
  engine.attend(true);
  socket().opens();
  await world.pass(15_000);
  assert.equal(world.sockets[0].isClosed, true);
});

test("silentRun_isAskedFor_andADeadSocketFound", async () => {
  const id = await asked();
  await world.pass(45_000);
  assert.deepEqual([socket().heard().type, socket().heard().after], ["hello", id]);
  socket().says(welcome({ thread_id: THREAD, active: { id, text: "" } }));
  assert.equal(engine.state.answering, true);
  const old = socket();
  await world.pass(60_000);
  assert.equal(old.isClosed, true);
});

test("wake_afterSilence_probes_andAtOnceReconnects", async () => {
  await asked();
  world.wake();
  assert.equal(socket().heard("hello").length, 1, "it was heard just now");
  await world.pass(5_000);
  world.wake();
  assert.equal(socket().heard("hello").length, 2);
  socket().dies();
  world.wake();
  assert.equal(world.sockets.length, 2);
});

test("unattendedAndIdle_hangsUp_andReconnectsOnDemand", async () => {
  await online();
  engine.attend(false);
  await world.pass(59_000);
  assert.equal(socket().isClosed, false);
  await world.pass(2_000);
  assert.equal(socket().isClosed, true);
  assert.equal(engine.state.connectivity, "idle");
  await world.pass(600_000);
  assert.equal(world.sockets.length, 1);
  engine.attend(true);
  assert.equal(world.sockets.length, 2);
});

test("attendedAgain_keepsItsSocket", async () => {
  await online();
  engine.attend(false);
  await world.pass(30_000);
  engine.attend(true);
  await world.pass(40_000);
  assert.equal(socket().isClosed, false);
});

test("unattendedWithAnAnswerOwed_staysConnected_andCountsItUnread", async () => {
  const id = await asked();
  engine.attend(false);
  socket().dies();
  await world.pass(2_000);
  socket().opens();
  socket().says(welcome({ thread_id: THREAD, events: [message(uuid(900), "assistant", "Hello")] }), ack(id), done(id));
  assert.deepEqual(engine.state.unread, [uuid(900)]);
  engine.attend(true);
  assert.deepEqual(engine.state.unread, []);
});

test("hiddenPage_countsAsUnread_untilItIsSeen", async () => {
  const id = await asked();
  world.isVisible = false;
  socket().says(message(uuid(900), "assistant", "Hello"), done(id));
  assert.deepEqual(engine.state.unread, [uuid(900)]);
  world.isVisible = true;
  world.wake();
  assert.deepEqual(engine.state.unread, []);
});

test("click_sendsItsId_andUsesUpTheButtons", async () => {
  const buttons = [[{ id: "yes", text: "Yes" }, { id: "no", text: "No" }]];
  await online({ thread_id: THREAD, events: [message(uuid(900), "assistant", "Sure?", { buttons })] });
  const [asking] = engine.state.messages;
  assert.equal(asking.used, undefined);
  engine.click(asking, buttons[0][1]);
  engine.click(asking, buttons[0][0]);
  const id = idOf(1);
  assert.deepEqual(socket().heard("message"), [{ type: "message", id, text: "btn:no", label: "No" }]);
  assert.deepEqual([engine.state.messages[0].used, engine.state.messages[1].label], ["no", "No"]);
  socket().says(ack(id), message(id, "user", "No"));
  assert.equal(texts(engine)[1], "No");
  socket().says(error("pipeline", id), done(id));
  engine.retry(id);
  assert.deepEqual(socket().heard(), { type: "message", id: idOf(2), text: "btn:no", label: "No" });
});

test("buttons_afterAMessageThatFailed_areStillThere", async () => {
  const buttons = [[{ id: "yes", text: "Yes" }]];
  await online({ thread_id: THREAD, events: [message(uuid(900), "assistant", "Sure?", { buttons })] });
  engine.send("hm");
  socket().says(error("too_long", idOf(1)));
  assert.equal(engine.state.messages[0].used, undefined);
});

test("buttons_afterReload_areUsedUpByALaterMessage", async () => {
  const buttons = [[{ id: "yes", text: "Yes" }, { id: "no", text: "No" }]];
  const ask = (id) => message(id, "assistant", "Sure?", { buttons });
  const events = [ask(uuid(901)), message(uuid(902), "user", "Yes"), ask(uuid(903)), message(uuid(904), "user", "hm"), ask(uuid(905))];
  await online({ thread_id: THREAD, events });
  assert.deepEqual(engine.state.messages.map(({ used }) => used), ["yes", undefined, "", undefined, undefined]);
});

test("newConversation_forgetsEverything_andTheNextMessageHasNoThread", async () => {
  await asked();
  engine.send("pending");
  engine.newConversation();
  assert.deepEqual([texts(engine), engine.state.answering], [[], false]);
  socket().opens();
  assert.deepEqual(socket().heard(), { type: "hello", contact_id: "widget:1", lang: "en" });
  socket().says(welcome());
  assert.deepEqual(socket().heard("message"), []);
});

test("newConversation_ofAGivenThread_lastsBeyondReload", async () => {
  await online({ thread_id: THREAD }, { threadId: THREAD });
  engine.newConversation();
  engine.destroy();
  engine = world.page({ threadId: THREAD });
  engine.attend(true);
  socket().opens();
  assert.equal(socket().heard().thread_id, undefined);
});

test("newConversation_isKnownAsOne_untilTheVisitorIsAnother", async () => {
  await online();
  engine.newConversation();
  assert.equal(engine.state.isRenewed, false, "there was none before");
  await asked();
  engine.newConversation();
  assert.equal(engine.state.isRenewed, true);
  socket().opens();
  socket().says(welcome());
  engine.send("b");
  socket().says(ack(idOf(-1)), done(idOf(-1)));
  engine.destroy();
  assert.equal(world.page().state.isRenewed, true);
  assert.equal(world.page({ contactId: "other" }).state.isRenewed, false);
});

test("identity_changed_startsClean", async () => {
  await asked();
  engine.send("pending");
  engine.destroy();
  for (const options of [{ contactId: "other" }, { threadId: "other" }, { server: "https://other" }]) {
    const other = world.page(options);
    assert.deepEqual(texts(other), []);
    other.attend(true);
    socket().opens();
    assert.equal(socket().heard().thread_id, options.threadId);
    assert.equal(socket().heard().contact_id, options.contactId);
    other.destroy();
  }
});

test("outbox_tooMany_failAtOnce", async () => {
  engine = world.page();
  for (let count = 0; count < 21; count++) engine.send(`${count}`);
  assert.equal(deliveries(engine).filter((delivery) => delivery === "waiting").length, 20);
  assert.equal(engine.state.messages.find(({ text }) => text === "20").problem.code, "busy");
});

for (const trouble of ["isBlocked", "isFull"]) {
  test(`storage_${trouble}_memoryHasToDo`, async () => {
    world.storage[trouble] = true;
    const id = await asked();
    socket().dies();
    await world.pass(1_000);
    socket().opens();
    assert.deepEqual([socket().heard().thread_id, socket().heard().after], [THREAD, id]);
    socket().says(welcome({ thread_id: THREAD }), ack(id), done(id));
    assert.deepEqual(deliveries(engine), ["stored"]);
  });
}

for (const trouble of ["isBlocked", "isFull", "none"]) {
  test(`storage_${trouble}_theOutboxWorksAllTheSame`, async () => {
    world.storage[trouble] = true;
    engine = world.page({ storage: trouble === "none" ? "none" : "local" });
    engine.send("a");
    engine.send("b");
    assert.deepEqual(texts(engine), ["a", "b"]);
    socket().opens();
    socket().says(welcome(), ack(idOf(0)));
    assert.deepEqual(socket().heard("message").map(({ text }) => text), ["a", "b"]);
    assert.equal(world.storage.items.size, 0);
  });
}

test("storage_ofSomebodyElse_isPassedOver", () => {
  const prefix = 'jims-widget ["https://host/prefix","",""] ';
  for (const value of ["?", "null", "7", "[]", "{}"]) {
    world.storage.items.set(`${prefix}session`, value);
    world.storage.items.set(`${prefix}out 1`, value);
    assert.deepEqual(texts(world.page()), []);
  }
});

test("server_thatDoesNotKnowTheThread_costsNothing", async () => {
  const id = await asked();
  socket().says(message(uuid(900), "assistant", "Hello"), done(id));
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  socket().says(welcome());
  assert.deepEqual(texts(engine), ["hi", "Hello"]);
  engine.send("again");
  socket().says(ack(idOf(-1), uuid(0xbbbb)));
  socket().dies();
  await world.pass(2_000);
  socket().opens();
  assert.equal(socket().heard().thread_id, uuid(0xbbbb));
});

test("frames_thatAreUnknown_arePassedOver", async () => {
  await online();
  socket().says("?", "null", "7", "[]", { type: "confetti" }, {});
  assert.equal(engine.state.connectivity, "online");
});

test("destroy_nothingHappensAfterIt", async () => {
  await online();
  engine.send("kept");
  let told = 0;
  engine.subscribe(() => told++);
  engine.destroy();
  socket().onclose({ code: 1006, reason: "" });
  world.wake();
  await world.pass(600_000);
  assert.deepEqual([told, world.sockets.length, world.timers.size, world.wakers.size], [0, 1, 0, 0]);
  assert.deepEqual(texts(world.page()), ["kept"]);
});

test("messageToAPerson_isAcknowledgedAndOver_andNotCalledUnanswered", async () => {
  await online({ handoff: "assistant", features: ["handoff", "handoff_button"] });
  assert.deepEqual([engine.state.mode, engine.state.callable, engine.state.stoppable], ["assistant", true, true]);
  socket().says({ type: "handoff", mode: "human" });
  assert.deepEqual([engine.state.mode, engine.state.stoppable], ["human", false]);
  engine.send("Anyone?");
  const id = idOf(-1);
  socket().says(ack(id), message(id, "user", "Anyone?"), done(id));
  const [own] = engine.state.messages;
  assert.deepEqual([own.delivery, own.ignored, engine.state.answering], ["stored", undefined, false]);
});

test("personWhoTypes_isNamed_untilTheySaidIt", async () => {
  await online({ handoff: "human", features: ["handoff"] });
  assert.deepEqual([engine.state.mode, engine.state.callable], ["human", false]);
  socket().says({ type: "status", text: "Anna is typing…", author: { name: "Anna" } });
  assert.deepEqual([engine.state.status, engine.state.typing], ["Anna is typing…", "Anna"]);
  socket().says({ ...message(uuid(901), "assistant", "Hello"), author: { name: "Anna" } }, { type: "status", text: "" });
  assert.deepEqual([engine.state.status, engine.state.typing, engine.state.answering], ["", "", false]);
  assert.equal(engine.state.messages.at(-1).author, "Anna");
});

test("serverWithoutHandoffs_hasTheAssistantAlone", async () => {
  await online();
  assert.deepEqual([engine.state.mode, engine.state.callable], [undefined, false]);
});
