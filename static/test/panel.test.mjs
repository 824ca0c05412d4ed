import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { News, Troubles } from "../src/panel/news.ts";
import { hint } from "../src/panel/title-hint.ts";
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
  assert.deepEqual(labelsOf(options, {}, words, false), { title: "Assistant", placeholder: "Write", send: "", intro: "", disclaimer: "" });
  const texts = { welcome: "Hi", session_reset: "Hi again", "widget.send": "Go", legal_disclaimer: "AI errs" };
  assert.equal(labelsOf(options, texts, words, false).intro, "Hi");
  assert.equal(labelsOf(options, texts, words, true).intro, "Hi again");
  assert.equal(labelsOf(options, texts, words, true).send, "Go");
  const given = { title: "T", placeholder: "P", sendLabel: "S", introMessage: "I" };
  assert.deepEqual(labelsOf(given, texts, words, true), { title: "T", placeholder: "P", send: "S", intro: "I", disclaimer: "AI errs" });
});
