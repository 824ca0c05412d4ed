import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { error, message, settled, THREAD, uuid, welcome, World } from "./world.mjs";

const ANSWER = uuid(900);
const rated = (rating, id = ANSWER) => ({ type: "rated", id, rating });

let world;
let engine;
const socket = () => world.socket;
const answer = () => engine.state.messages.at(-1);

beforeEach(() => {
  world = new World();
});

/** A page with one question and its answer. */
async function answered(features = ["feedback"], more = {}) {
  engine = world.page();
  engine.attend(true);
  socket().opens();
  await settled();
  const events = [message(uuid(1), "user", "hi"), message(ANSWER, "assistant", "Hello", more)];
  socket().says(welcome({ thread_id: THREAD, features, events }));
}

test("rating_isShownAtOnce_andToldWhenTheServerHasIt", async () => {
  await answered();
  assert.equal(engine.state.rateable, true);
  engine.rate({ id: ANSWER, rating: "down", comment: "no" });
  assert.deepEqual(socket().heard(), { type: "feedback", id: ANSWER, rating: "down", comment: "no" });
  assert.deepEqual([answer().rating, engine.state.given], ["down", undefined]);
  socket().says(rated("down"));
  assert.deepEqual([answer().rating, engine.state.given], ["down", { id: ANSWER, rating: "down", comment: "no" }]);
});

test("rating_takenBack_isNone", async () => {
  await answered(["feedback"], { rating: "up" });
  assert.equal(answer().rating, "up");
  engine.rate({ id: ANSWER, rating: "none" });
  socket().says(rated("none"));
  assert.equal(answer().rating, "none");
});

test("rating_ofAnotherTab_isShown_andNotToldAsOurs", async () => {
  await answered();
  socket().says(rated("up"));
  assert.deepEqual([answer().rating, engine.state.given], ["up", undefined]);
});

test("rating_withoutTheFeature_isNotSent", async () => {
  await answered([]);
  assert.equal(engine.state.rateable, false);
  engine.rate({ id: ANSWER, rating: "up" });
  assert.deepEqual([socket().heard("feedback"), answer().rating], [[], undefined]);
});

for (const code of ["rate_limited", "bad_frame", "overloaded"]) {
  test(`rating_refusedBy_${code}_isPutBack_andTheAnswerIsNoFailure`, async () => {
    await answered(["feedback"], { rating: "up" });
    engine.rate({ id: ANSWER, rating: "down" });
    socket().says(error(code, ANSWER, { retry: true }));
    assert.deepEqual([answer().rating, answer().delivery, answer().problem], ["up", undefined, undefined]);
    assert.equal(engine.state.problem.code, code);
    engine.rate({ id: ANSWER, rating: "none" });
    assert.equal(engine.state.problem, undefined, "the next one begins anew");
  });
}

test("rating_changedBeforeTheServerAnswers_staysAtTheLast", async () => {
  await answered();
  engine.rate({ id: ANSWER, rating: "up" });
  engine.rate({ id: ANSWER, rating: "down" });
  socket().says(rated("up"));
  assert.equal(answer().rating, "down", "it does not flicker");
  socket().says(error("rate_limited", ANSWER));
  assert.equal(answer().rating, "up", "the last that the server took");
});

test("rating_thatTheSocketLost_isSentOnTheNext", async () => {
  await answered();
  engine.rate({ id: ANSWER, rating: "up" });
  socket().dies();
  await world.pass(2_000);
  socket().opens();
  await settled();
  assert.deepEqual(socket().heard("feedback"), [], "not before the welcome");
  socket().says(welcome({ thread_id: THREAD, features: ["feedback"] }));
  assert.deepEqual(socket().heard("feedback"), [{ type: "feedback", id: ANSWER, rating: "up" }]);
  socket().says(rated("up"));
  socket().dies();
  await world.pass(2_000);
  socket().opens();
  await settled();
  socket().says(welcome({ thread_id: THREAD, features: ["feedback"] }));
  assert.deepEqual(socket().heard("feedback"), [], "the server has it");
});

test("rating_inAnotherConversation_isNotSent", async () => {
  await answered();
  engine.rate({ id: ANSWER, rating: "up" });
  socket().dies();
  engine.newConversation();
  await world.pass(2_000);
  socket().opens();
  await settled();
  socket().says(welcome({ features: ["feedback"] }));
  assert.deepEqual(socket().heard("feedback"), []);
});
