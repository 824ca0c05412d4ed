import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { backoff } from "../src/backoff.ts";
import { Conversation } from "../src/conversation.ts";

class FakeSocket {
  static OPEN = 1;
  static all = [];
  readyState = 0;
  sent = [];

  constructor(url) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  send(frame) {
    this.sent.push(JSON.parse(frame).messages[0].text);
  }

  close() {
    this.readyState = 3;
  }

  opens() {
    this.readyState = 1;
    this.onopen();
  }

  answers(reply) {
    this.onmessage({ data: JSON.stringify(reply) });
  }

  dies() {
    this.readyState = 3;
    this.onclose();
  }
}

let seen;
let conversation;
const socket = () => FakeSocket.all.at(-1);
const message = (text) => ({ text, deliveries: [], show(delivery) { this.deliveries.push(delivery); } });

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  globalThis.WebSocket = FakeSocket;
  FakeSocket.all = [];
  seen = { replies: [], waiting: false, connected: undefined };
  conversation = new Conversation("wss://host/ws/chat", {
    replied: (parts) => seen.replies.push(parts),
    waiting: (isWaiting) => (seen.waiting = isWaiting),
    connected: (isConnected) => (seen.connected = isConnected),
  });
});

test("conversation_untilAttended_opensNoSocket", () => {
  assert.equal(FakeSocket.all.length, 0);
  conversation.attended = true;
  conversation.attended = true;
  assert.equal(FakeSocket.all.length, 1);
  assert.equal(socket().url, "wss://host/ws/chat");
});

test("conversation_messagesBeforeTheSocketOpens_areSentOneAtATime", () => {
  conversation.attended = true;
  const [first, second] = [message("a"), message("b")];
  conversation.say(first);
  conversation.say(second);
  assert.deepEqual(first.deliveries, ["queued"]);
  socket().opens();
  assert.deepEqual(socket().sent, ["a"]);
  assert.equal(seen.waiting, true);
  socket().answers({ text: "A" });
  assert.deepEqual(socket().sent, ["a", "b"]);
  socket().answers({ error: "no" });
  assert.equal(seen.waiting, false);
  assert.deepEqual(seen.replies, [[{ kind: "text", text: "A" }], [{ kind: "error", text: "no" }]]);
  assert.deepEqual(second.deliveries, ["queued", "sent"]);
});

test("conversation_socketDiesBeforeTheReply_asksTheVisitorAndSendsOnlyTheRest", () => {
  conversation.attended = true;
  socket().opens();
  const [first, second] = [message("a"), message("b")];
  conversation.say(first);
  conversation.say(second);
  socket().dies();
  assert.deepEqual(first.deliveries, ["queued", "sent", "unanswered"]);
  assert.deepEqual([seen.waiting, seen.connected], [false, false]);
  mock.timers.tick(1_000);
  assert.equal(FakeSocket.all.length, 2);
  socket().opens();
  assert.equal(seen.connected, true);
  assert.deepEqual(socket().sent, ["b"]);
  conversation.say(first);
  socket().answers({ text: "B" });
  assert.deepEqual(socket().sent, ["b", "a"]);
});

test("conversation_frameThatShowsNothing_isAnError", () => {
  conversation.attended = true;
  socket().opens();
  socket().onmessage({ data: "?" });
  assert.equal(seen.replies[0][0].kind, "error");
});

test("conversation_unattendedAndIdle_isNotReconnected", () => {
  conversation.attended = true;
  socket().opens();
  conversation.attended = false;
  socket().dies();
  mock.timers.tick(60_000);
  assert.equal(FakeSocket.all.length, 1);
  conversation.attended = true;
  assert.equal(FakeSocket.all.length, 2);
});

test("conversation_resume_doesNotWaitForTheBackoff", () => {
  conversation.attended = true;
  socket().dies();
  conversation.resume();
  assert.equal(FakeSocket.all.length, 2);
  mock.timers.tick(60_000);
  assert.equal(FakeSocket.all.length, 2);
});

test("conversation_noAnswerForTooLong_givesUpTheSocket", () => {
  conversation.attended = true;
  socket().opens();
  const asked = message("a");
  conversation.say(asked);
  mock.timers.tick(180_000);
  assert.equal(asked.deliveries.at(-1), "unanswered");
  assert.equal(socket().readyState, 3);
  const old = socket();
  mock.timers.tick(30_000);
  assert.equal(FakeSocket.all.length, 2);
  old.answers({ text: "late" });
  assert.deepEqual(seen.replies, []);
});

test("conversation_closed_staysClosed", () => {
  conversation.attended = true;
  socket().opens();
  conversation.close();
  socket().onclose();
  mock.timers.tick(60_000);
  assert.equal(FakeSocket.all.length, 1);
});

test("conversation_socketRefusedByThePage_saysSoAndDoesNotThrow", () => {
  globalThis.WebSocket = class {
    constructor() {
      throw new Error("insecure");
    }
  };
  const error = mock.method(console, "error", () => {});
  conversation.attended = true;
  assert.equal(error.mock.callCount(), 1);
  assert.equal(seen.connected, false);
  error.mock.restore();
});

test("backoff_attempts_growToHalfAMinute", () => {
  assert.deepEqual([0, 1, 2, 4, 5, 40, 4_000].map((attempt) => backoff(attempt, () => 1)), [1e3, 2e3, 4e3, 16e3, 3e4, 3e4, 3e4]);
  assert.equal(backoff(3, () => 0), 0);
});
