import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { News, Troubles } from "../src/panel/news.ts";
import { hint } from "../src/panel/title-hint.ts";
import { Times } from "../src/panel/times.ts";
import { labelsOf } from "../src/panel/view.ts";

const title = { textContent: "  My  page " };
globalThis.document = { querySelector: () => title };

afterEach(() => (title.textContent = "  My  page "));

test("hint_countAndBack_restoresTheTitleExactly", () => {
  const widget = {};
  hint(widget, 2);
  assert.equal(title.textContent, "(2)   My  page ");
  hint(widget, 3);
  assert.equal(title.textContent, "(3)   My  page ");
  hint(widget, 0);
  assert.equal(title.textContent, "  My  page ");
});

test("hint_severalWidgets_shareOneCount", () => {
  const [one, other] = [{}, {}];
  hint(one, 1);
  hint(other, 2);
  assert.equal(title.textContent, "(3)   My  page ");
  hint(one, 0);
  hint(other, 0);
  assert.equal(title.textContent, "  My  page ");
});

test("hint_pageChangedItsTitle_keepsThePagesOwn", () => {
  const widget = {};
  hint(widget, 1);
  title.textContent = "Cart";
  hint(widget, 2);
  assert.equal(title.textContent, "(2) Cart");
  title.textContent = "Paid";
  hint(widget, 0);
  assert.equal(title.textContent, "Paid");
});

function state(connectivity, answering, ...messages) {
  return { connectivity, answering, messages };
}

const answer = (id, more = {}) => ({ id, role: "assistant", text: id, at: 0, ...more });

test("news_history_isNone", () => {
  const news = new News();
  assert.deepEqual(news.read(state("connecting", false)), []);
  assert.deepEqual(news.read(state("online", false, answer("1"))), []);
});

test("news_streamedAnswer_isNewOnceWhenComplete", () => {
  const news = new News();
  news.read(state("online", true));
  assert.deepEqual(news.read(state("online", true, answer("1", { streaming: true }))), []);
  assert.deepEqual(news.read(state("online", false, answer("1"))).map(({ id }) => id), ["1"]);
  assert.deepEqual(news.read(state("online", false, answer("1"))), []);
});

test("news_answerOwedBeforeALoss_isNewWhenItComesBack", () => {
  const news = new News();
  news.read(state("reconnecting", true));
  assert.deepEqual(news.read(state("online", false, answer("1"))).map(({ id }) => id), ["1"]);
});

test("troubles_eachProblem_isNewOnce", () => {
  const failed = { id: "1", role: "user", text: "a", at: 0, problem: { code: "pipeline", text: "x" } };
  const troubles = new Troubles(state("online", false));
  assert.deepEqual(troubles.read(state("online", false, failed)).map(({ code }) => code), ["pipeline"]);
  assert.deepEqual(troubles.read(state("online", false, { ...failed, problem: { ...failed.problem } })), []);
  const general = { ...state("refused", false, failed), problem: { code: "forbidden", text: "y" } };
  assert.deepEqual(troubles.read(general).map(({ code }) => code), ["forbidden"]);
});

test("troubles_ofAnEarlierPage_areOld", () => {
  const failed = { id: "1", role: "user", text: "a", at: 0, problem: { code: "pipeline", text: "x" } };
  assert.deepEqual(new Troubles(state("idle", false, failed)).read(state("online", false, failed)), []);
});

test("labels_attributesWinOverServerOverWords", () => {
  const options = { title: "", placeholder: "", sendLabel: "", introMessage: "" };
  const words = { title: "Assistant", placeholder: "Write" };
  assert.deepEqual(labelsOf(options, {}, words, false), { title: "Assistant", placeholder: "Write", send: "", intro: "", disclaimer: "", starters: [] });
  const texts = { welcome: "Hi", session_reset: "Hi again", "widget.send": "Go", legal_disclaimer: "AI errs" };
  assert.equal(labelsOf(options, texts, words, false).intro, "Hi");
  assert.equal(labelsOf(options, texts, words, true).intro, "Hi again");
  assert.equal(labelsOf(options, texts, words, true).send, "Go");
  const given = { title: "T", placeholder: "P", sendLabel: "S", introMessage: "I" };
  assert.deepEqual(labelsOf(given, texts, words, true), { title: "T", placeholder: "P", send: "S", intro: "I", disclaimer: "AI errs", starters: [] });
});

test("starters_areTheTags_elseTheServers_atMostSix", (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  const texts = { "starter.2": "Two?", "starter.1": "One?", "starter.3": " " };
  const starters = (own) => labelsOf({ title: "", placeholder: "", sendLabel: "", introMessage: "", starters: own }, texts, {}, false).starters;
  assert.deepEqual(starters(""), ["One?", "Two?"]);
  assert.deepEqual(starters('["A", 7, null, "", "B"]'), ["A", "B"]);
  assert.deepEqual(starters('"A"'), ["A"]);
  assert.deepEqual(starters(JSON.stringify([..."abcdefgh"])), [..."abcdef"]);
  assert.equal(warn.mock.callCount(), 0);
  assert.deepEqual(starters("A, B"), []);
  assert.deepEqual(starters("A, B"), []);
  assert.equal(warn.mock.callCount(), 1);
  assert.match(warn.mock.calls[0].arguments[0], /data-starters/);
});

test("days_beginWithTheirFirstMessage_andOfTodayWithoutOne", () => {
  globalThis.navigator ??= { languages: ["en-GB"] };
  const times = new Times("en");
  const at = (day, hour) => new Date(2026, 2, day, hour).getTime();
  const now = at(10, 12);
  assert.equal(times.day(at(10, 1), 0, now), "");
  assert.equal(times.day(at(10, 1), at(10, 0), now), "");
  assert.equal(times.day(at(10, 1), at(9, 23), now), "today");
  assert.equal(times.day(at(9, 1), 0, now), "yesterday");
  assert.match(times.day(at(8, 23), at(7, 1), now), /Sunday.*2026/);
  assert.equal(times.day(0, 0, now), "", "the greeting");
});
