import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ack, deliveries, done, message, settled, texts, THREAD, uuid, welcome, World } from "./world.mjs";

let world;
let first;
let second;
let sockets;

/** Two open tabs of one visitor, both online. */
beforeEach(async () => {
  world = new World();
  sockets = [];
  [first, second] = [0, 1].map(() => {
    const tab = world.page();
    tab.attend(true);
    world.socket.opens();
    world.socket.says(welcome());
    sockets.push(world.socket);
    return tab;
  });
  await settled();
});

/** What the server does with a message of the first tab. */
async function take(text) {
  first.send(text);
  const { id } = first.state.messages.at(-1);
  await settled();
  sockets[0].says(ack(id), message(id, "user", text));
  await settled();
  return id;
}

test("tabs_threadOfOne_isFollowedByTheOther", async () => {
  const id = await take("hi");
  assert.equal(sockets[1].heard().thread_id, THREAD);
  sockets[1].says(welcome({ thread_id: THREAD, events: [message(id, "user", "hi")], active: { id, text: "" } }));
  assert.deepEqual([texts(second), second.state.answering], [["hi"], true]);
  for (const socket of sockets) socket.says(message(uuid(900), "assistant", "Hello"), done(id));
  await settled();
  assert.deepEqual(texts(second), texts(first));
  assert.deepEqual([first.state.answering, second.state.answering], [false, false]);
  assert.deepEqual(sockets.map((socket) => socket.heard("message").length), [1, 0], "only one tab sends it");
});

test("tab_openedBeforeTheFirstMessageIsTaken_asksForTheWholeConversation", async () => {
  first.send("hi");
  const { id } = first.state.messages.at(-1);
  const third = world.page();
  third.attend(true);
  const { socket } = world;
  socket.opens();
  await settled();
  assert.equal(socket.heard().thread_id, undefined);
  sockets[0].says(ack(id), message(id, "user", "hi"), message(uuid(900), "assistant", "Hello"), done(id));
  await settled();
  socket.says(welcome());
  await settled();
  assert.equal(socket.heard().thread_id, THREAD);
  assert.deepEqual(socket.heard("message"), []);
  socket.says(welcome({ thread_id: THREAD, events: [message(id, "user", "hi"), message(uuid(900), "assistant", "Hello")] }));
  await settled();
  assert.deepEqual(texts(third), ["hi", "Hello"]);
  assert.deepEqual(socket.heard("hello").length, 2);
});

test("tabs_messageOnItsWay_isShownByBoth_andTakenOverWhereItsTabDies", async () => {
  await take("hi");
  sockets[1].says(welcome({ thread_id: THREAD }));
  sockets[0].dies();
  first.send("in the tunnel");
  await settled();
  assert.deepEqual(deliveries(second).at(-1), "waiting");
  const { id } = second.state.messages.at(-1);
  first.destroy();
  await world.pass(9_999);
  assert.deepEqual(sockets[1].heard("message"), []);
  await world.pass(1);
  assert.deepEqual(sockets[1].heard(), { type: "message", id, text: "in the tunnel" });
  sockets[1].says(ack(id), message(id, "user", "in the tunnel"), done(id));
  assert.deepEqual(texts(second).filter((text) => text === "in the tunnel").length, 1);
});

test("tabs_threadOfOne_isNotLostByAWelcomeOfBefore", async () => {
  second.attend(false);
  const late = world.page();
  late.attend(true);
  const socket = world.socket;
  socket.opens();
  await take("hi");
  socket.says(welcome());
  assert.equal(late.session.thread, THREAD);
  assert.equal(first.session.thread, THREAD);
});

test("tabs_messageOfTheOther_isSeenToBeAnswered", async () => {
  const id = await take("hi");
  sockets[1].says(welcome({ thread_id: THREAD, events: [message(id, "user", "hi")] }), done(id));
  assert.equal(second.state.answering, false);
  sockets[1].says(message(uuid(800), "user", "more"));
  assert.equal(second.state.answering, true);
  sockets[1].says(message(uuid(801), "assistant", "Hello"), message(uuid(800), "user", "more"), done(uuid(800)));
  assert.equal(second.state.answering, false);
});

test("tabs_firstMessagesAtTheSameTime_makeOneThread", async () => {
  first.send("a");
  second.send("b");
  await settled();
  const [a] = first.state.messages;
  assert.deepEqual(sockets.map((socket) => socket.heard("message")[0].id), [a.id, a.id]);
});

test("tabs_messagesOfBothWhileOffline_areKept", async () => {
  for (const socket of sockets) socket.dies();
  first.send("a");
  second.send("b");
  await settled();
  assert.deepEqual([texts(first), texts(second)], [["a", "b"], ["a", "b"]]);
  first.destroy();
  second.destroy();
  assert.deepEqual(texts(world.page()), ["a", "b"]);
});

test("tabs_newConversation_isFollowed", async () => {
  const id = await take("hi");
  sockets[1].says(welcome({ thread_id: THREAD, events: [message(id, "user", "hi")] }));
  first.newConversation();
  await settled();
  assert.deepEqual([texts(first), texts(second)], [[], []]);
  assert.equal(sockets[1].isClosed, true);
  world.socket.opens();
  assert.equal(world.socket.heard().thread_id, undefined);
});

test("tabs_closedPanel_opensNoSocketForTheOthers", async () => {
  second.attend(false);
  await world.pass(61_000);
  const before = world.sockets.length;
  const id = await take("hi");
  await world.pass(40_000);
  assert.equal(world.sockets.length, before);
  sockets[0].says(done(id));
  await world.pass(60_000);
  assert.deepEqual([world.sockets.length, second.state.connectivity], [before, "idle"]);
});

test("tabs_ofOtherIdentities_areLeftAlone", async () => {
  const other = world.page({ contactId: "other" });
  await take("hi");
  assert.deepEqual(texts(other), []);
});
