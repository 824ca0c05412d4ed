import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { settled, THREAD, welcome, World } from "./world.mjs";

let world;
let told;
const HAT = '{"product":"hat"}';
const COAT = '{"product":"coat"}';

beforeEach(() => {
  world = new World();
  told = HAT;
});

async function page({ features = ["context"], ...options } = {}) {
  const engine = world.page({ context: () => told, ...options });
  engine.attend(true);
  const socket = world.socket;
  socket.opens();
  await settled();
  socket.says(welcome({ thread_id: engine.state.thread || undefined, features }));
  await settled();
  return { engine, socket };
}

async function say({ engine, socket }, text) {
  engine.send(text);
  await settled();
  const message = socket.heard("message").at(-1);
  socket.says({ type: "ack", id: message.id, thread_id: THREAD }, { type: "done", id: message.id });
  await settled();
  return message.context;
}

test("context_isSentWithAMessage_whenItChanged", async () => {
  const tab = await page();
  assert.deepEqual(await say(tab, "one"), { product: "hat" });
  assert.equal(await say(tab, "two"), undefined);
  told = COAT;
  assert.deepEqual(await say(tab, "three"), { product: "coat" });
  told = "{}";
  assert.deepEqual(await say(tab, "four"), {}, "it is told that nothing of it holds any more");
  assert.equal(await say(tab, "five"), undefined);
});

test("context_nothingToTell_isNotSent", async () => {
  for (const nothing of [undefined, "{}"]) {
    told = nothing;
    assert.equal(await say(await page({ contactId: `${nothing}` }), "one"), undefined);
  }
});

test("context_sameAfterAReload_isNotSentAgain", async () => {
  await say(await page(), "one");
  assert.equal(await say(await page(), "two"), undefined);
});

test("context_ofAnotherTab_isToldAnew", async () => {
  const hats = await page();
  await say(hats, "one");
  const coats = await page();
  told = COAT;
  assert.deepEqual(await say(coats, "two"), { product: "coat" });
  told = HAT;
  assert.deepEqual(await say(hats, "three"), { product: "hat" });
});

test("context_ofAnotherConversation_isToldAnew", async () => {
  const tab = await page();
  await say(tab, "one");
  tab.engine.newConversation();
  tab.socket = world.socket;
  tab.socket.opens();
  await settled();
  tab.socket.says(welcome({ features: ["context"] }));
  await settled();
  assert.deepEqual(await say(tab, "two"), { product: "hat" });
});

test("context_ofALostMessage_isThatOfWhenItWasWritten", async () => {
  const { engine, socket } = await page();
  engine.send("one");
  await settled();
  assert.deepEqual(socket.heard("message")[0].context, { product: "hat" });
  told = COAT;
  socket.dies();
  await world.pass(2_000);
  world.socket.opens();
  await settled();
  world.socket.says(welcome({ features: ["context"] }));
  await settled();
  assert.deepEqual(world.socket.heard("message")[0].context, { product: "hat" });
});

test("context_serverWithoutIt_isNotSent_andToldWhereALaterOneHasIt", async () => {
  const old = await page({ features: [] });
  assert.equal(await say(old, "one"), undefined);
  assert.deepEqual(await say(await page(), "two"), { product: "hat" });
});
