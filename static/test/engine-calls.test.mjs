import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { settled, THREAD, uuid, welcome, World } from "./world.mjs";

const CALL = { type: "call", id: uuid(700), name: "look", input: { sku: "A1" }, timeout_ms: 30_000 };

let world;
let engine;
let done;
const socket = () => world.socket;

beforeEach(() => {
  world = new World();
  engine = world.page();
  done = [];
});

async function connected() {
  engine.attend(true);
  socket().opens();
  await settled();
  socket().says(welcome({ thread_id: THREAD, features: ["tools"] }));
}

function offer(result = (call) => call.input) {
  engine.offer(["look"], async (call) => {
    done.push(call.name);
    return result(call);
  });
}

test("offer_beforeTheHello_isInIt_andOneAfterIt_isSaidAnew", async () => {
  await connected();
  assert.equal("tools" in socket().heard("hello")[0], false);
  offer();
  await settled();
  assert.deepEqual(socket().heard("hello")[1].tools, ["look"]);
});

test("offer_whileTheHelloIsOnItsWay_isSaidAnew", async () => {
  engine.attend(true);
  socket().opens();
  await settled();
  offer();
  socket().says(welcome({ thread_id: THREAD }));
  await settled();
  assert.deepEqual(socket().heard("hello").map(({ tools }) => tools), [undefined, ["look"]]);
});

test("call_isDoneOnce_howeverOftenItIsTold", async () => {
  offer();
  await connected();
  socket().says(CALL, CALL);
  await settled();
  socket().says(CALL);
  await settled();
  assert.deepEqual(done, ["look"]);
  assert.deepEqual(socket().heard("result"), [{ type: "result", id: CALL.id, value: { sku: "A1" } }]);
});

test("result_ofALostSocket_isToldOnTheNext_whileItIsWaitedFor", async () => {
  let finish;
  offer(() => new Promise((resolve) => (finish = resolve)));
  await connected();
  socket().says(CALL);
  await settled();
  socket().dies();
  finish("late");
  await settled();
  await world.pass(2_000);
  await connected();
  assert.deepEqual(socket().heard("result"), [{ type: "result", id: CALL.id, value: "late" }]);
  await world.pass(31_000);
  socket().dies();
  await world.pass(2_000);
  await connected();
  assert.deepEqual(socket().heard("result"), []);
  assert.deepEqual(done, ["look"]);
});

for (const [what, result, error] of [
  ["thrown", () => { throw new Error("sold out"); }, "Error: sold out"],
  ["tooLarge", () => "x".repeat(20_000), "Error: the result is too large"],
  ["noJson", () => 1n, /BigInt/],
]) {
  test(`result_thatIs_${what}_isAnError`, async () => {
    offer(result);
    await connected();
    socket().says(CALL);
    await settled();
    const [frame] = socket().heard("result");
    assert.match(frame.error, new RegExp(error));
    assert.equal("value" in frame, false);
  });
}
