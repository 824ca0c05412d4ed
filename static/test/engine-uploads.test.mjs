import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { settled, THREAD, uuid, welcome, World } from "./world.mjs";

const OFFER = { address: "uploads", ticket: "t1", types: ["image/png"], bytes: 100, files: 5 };
const FILE = { id: uuid(900), name: "a.png", type: "image/png", size: 9 };

let world;
let engine;
const socket = () => world.socket;

beforeEach(() => {
  world = new World();
  engine = world.page();
});

const TAKING = { features: ["uploads"], uploads: OFFER };

async function connected(more = TAKING) {
  engine.attend(true);
  socket().opens();
  await settled();
  socket().says(welcome({ thread_id: THREAD, ...more }));
  await settled();
}

test("offer_ofTheServer_isThePanels_untilAnotherServerMakesNone", async () => {
  await connected();
  assert.deepEqual(engine.state.uploads, OFFER);
  socket().says(welcome({ thread_id: THREAD }));
  await settled();
  assert.equal("uploads" in engine.state, false);
});

test("offer_withoutTheFeature_isNotTaken", async () => {
  await connected({ uploads: OFFER });
  assert.equal("uploads" in engine.state, false);
});

test("files_goAlongWithTheirMessage_byTheirIds_alsoWithoutWords", async () => {
  await connected();
  engine.send("Look", [FILE]);
  await settled();
  const [sent] = socket().heard("message");
  assert.deepEqual([sent.text, sent.attachments], ["Look", [FILE.id]]);
  assert.deepEqual(engine.state.messages.at(-1).attachments, [FILE]);
  socket().says({ type: "ack", id: sent.id, thread_id: THREAD });
  await settled();
  engine.send("  ", [FILE]);
  engine.send("  ");
  await settled();
  const messages = socket().heard("message");
  assert.deepEqual(messages.map(({ text }) => text), ["Look", ""]);
});

test("messageWithoutFiles_saysNothingOfThem", async () => {
  await connected();
  engine.send("Hi");
  await settled();
  assert.equal("attachments" in socket().heard("message")[0], false);
});

test("files_ofAMessageThatIsSentAgain_goAlongAgain_alsoOnAnotherPage", async () => {
  await connected();
  engine.send("Look", [FILE]);
  await settled();
  engine.destroy();
  engine = world.page();
  await connected();
  assert.deepEqual(socket().heard("message").at(-1).attachments, [FILE.id]);
});

test("files_ofStoredMessages_areShown", async () => {
  const file = { ...FILE, address: "uploads/x?key=y" };
  await connected({ events: [{ type: "message", id: uuid(1), role: "user", text: "", at: "2026-01-01T00:00:00Z", attachments: [file] }] });
  assert.deepEqual(engine.state.messages[0].attachments, [file]);
});
