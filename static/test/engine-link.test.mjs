import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { backoff } from "../src/engine/backoff.ts";
import { uuid7 } from "../src/engine/uuid.ts";
import { settled, welcome, World } from "./world.mjs";

let world;
let engine;
const socket = () => world.socket;
const offered = () => world.sockets.map(({ subprotocols }) => subprotocols.length);

beforeEach(() => {
  world = new World();
  engine = world.page();
  engine.attend(true);
});

test("backoff_attempts_growToHalfAMinute", () => {
  assert.deepEqual([0, 1, 2, 4, 5, 40, 4_000].map((attempt) => backoff(attempt, () => 1)), [1e3, 2e3, 4e3, 16e3, 3e4, 3e4, 3e4]);
  assert.equal(backoff(3, () => 0), 0);
});

test("uuid7_many_areDistinctAndInOrder", () => {
  const ids = [...Array(10_000)].map((_, index) => uuid7(1_700_000_000_000 + (index >> 12)));
  for (const id of ids) assert.match(id, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  assert.deepEqual([...new Set(ids)].sort(), ids);
});

test("link_serverAway_isTriedWithGrowingWaits", async () => {
  socket().dies();
  assert.equal(engine.state.connectivity, "reconnecting");
  for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const before = world.sockets.length;
    await world.pass(wait - 1);
    assert.equal(world.sockets.length, before);
    await world.pass(1);
    assert.equal(world.sockets.length, before + 1);
    socket().dies();
  }
});

test("link_workingSocketLost_startsFromTheShortestWait", async () => {
  for (const wait of [1_000, 2_000, 4_000, 8_000]) {
    socket().dies();
    await world.pass(wait);
  }
  socket().opens();
  socket().says(welcome());
  await world.pass(5_001);
  const before = world.sockets.length;
  socket().dies();
  await world.pass(1_000);
  assert.equal(world.sockets.length, before + 1);
});

for (const code of [1001, 1012])
  test(`link_serverThatRestarts_isTriedWithinTwoSeconds_forAMinute_${code}`, async () => {
    socket().opens();
    socket().says(welcome());
    socket().dies(code);
    await world.pass(1_000);
    for (let tries = 0; tries < 29; tries++) {
      const before = world.sockets.length;
      socket().dies();
      await world.pass(2_000);
      assert.equal(world.sockets.length, before + 1);
    }
    const before = world.sockets.length;
    await world.pass(2_000);
    socket().dies();
    await world.pass(29_999);
    assert.equal(world.sockets.length, before);
    await world.pass(1);
    assert.equal(world.sockets.length, before + 1);
  });

test("link_handshakeThatHangs_isGivenUp", async () => {
  await world.pass(21_000);
  assert.equal(world.sockets[0].isClosed, true);
  assert.equal(world.sockets.length, 2);
});

test("link_wake_doesNotWaitForTheBackoff", async () => {
  socket().dies();
  world.wake();
  assert.equal(world.sockets.length, 2);
  await world.pass(10_000);
  assert.equal(world.sockets.length, 2);
});

test("link_serverThatWasAway_isFoundToSpeakJims", async () => {
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  assert.deepEqual(offered(), [1, 0, 1], "back again: asked once more before settling for less");
  assert.equal(world.sockets[1].isClosed, true);
  socket().opens();
  socket().says(welcome());
  assert.equal(engine.state.stoppable, true);
  for (const wait of [2_000, 4_000, 8_000]) {
    socket().dies();
    await world.pass(wait);
  }
  assert.deepEqual(offered(), [1, 0, 1, 1, 1, 1], "never doubted again");
});

test("link_serverThatFailsTheSubprotocol_isSpokenToInTheBasicOne", async () => {
  socket().dies();
  await world.pass(1_000);
  socket().opens();
  socket().dies();
  assert.deepEqual(offered(), [1, 0, 1, 0]);
  socket().opens();
  await settled();
  assert.deepEqual([engine.state.connectivity, engine.state.stoppable], ["online", false]);
  socket().dies();
  await world.pass(2_000);
  assert.deepEqual(offered(), [1, 0, 1, 0, 0], "it is known now");
  socket().dies();
  await world.pass(4_000);
  assert.deepEqual(offered(), [1, 0, 1, 0, 0, 1], "unless it changed while it was away");
});

test("link_serverThatIgnoresTheSubprotocol_isSpokenToInTheBasicOne", async () => {
  socket().opens("");
  assert.deepEqual(offered(), [1, 0]);
  assert.equal(world.sockets[0].isClosed, true);
  socket().opens();
  await settled();
  assert.equal(engine.state.connectivity, "online");
});

test("link_refusedByThePage_saysSoAndDoesNotThrow", (context) => {
  const log = context.mock.method(console, "error", () => {});
  const other = new World();
  const environment = other.environment;
  other.environment = () => ({
    ...environment.call(other),
    socket: () => {
      throw new Error("insecure");
    },
  });
  const page = other.page();
  page.attend(true);
  assert.equal(log.mock.callCount(), 1);
  assert.deepEqual([page.state.connectivity, page.state.problem], ["refused", { code: "other", text: "insecure" }]);
});
