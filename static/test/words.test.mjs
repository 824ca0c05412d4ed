import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { FILE_WORDS, fileWords } from "../src/words/files.ts";
import { describe, direction, fill, LANGUAGES, launcherWords, loadWords, override, pageLanguage, pickLanguage, wait, wantedTag } from "../src/words/index.ts";
import { ERRORS, NAMES } from "../src/words/names.ts";
import { ENGLISH } from "../src/words/words.ts";

const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).sort();
const flat = (words) => Object.entries({ ...words, ...words.errors }).filter(([, word]) => typeof word === "string");

for (const language of LANGUAGES) {
  test(`words_${language}_areComplete`, async () => {
    const words = Object.fromEntries(flat(await loadWords(language)));
    for (const [name, english] of flat(ENGLISH)) {
      assert.match(words[name], /\S/, name);
      assert.deepEqual(placeholders(words[name]), placeholders(english), name);
      if (!["en", "fr", "de", "es"].includes(language)) assert.notEqual(words[name], english, name);
    }
    const { open, close } = launcherWords(language, {});
    assert.ok(open && close);
  });
}

for (const language of LANGUAGES.filter((other) => other !== "en")) {
  test(`words_${language}_areInTheOrderOfTheEnglishOnes`, () => {
    const source = readFileSync(`src/words/${language}.ts`, "utf8");
    const names = [...source.matchAll(/^  \/\* (\w+) \*\/ "/gm)].map(([, name]) => name);
    const { errors, ...words } = ENGLISH;
    assert.deepEqual(names, [...Object.keys(words), ...Object.keys(errors)]);
  });
}

for (const language of LANGUAGES) {
  test(`wordsOfFiles_${language}_areComplete`, () => {
    const english = fileWords("en", {});
    const words = fileWords(language, { "widget.attach": "Add", attach: "x" });
    assert.equal(FILE_WORDS[language].length, Object.keys(english).length);
    assert.equal(words.attach, "Add");
    for (const [name, word] of Object.entries(english)) {
      assert.match(words[name], /\S/, name);
      assert.deepEqual(placeholders(words[name]), placeholders(word), name);
    }
  });
}
test("names_areThoseOfTheWords_inTheirOrder", () => {
  const { errors, ...words } = ENGLISH;
  assert.deepEqual([...NAMES], Object.keys(words));
  assert.deepEqual([...ERRORS], Object.keys(errors));
});

test("words_en_areTheEnglishOnes", async () => {
  assert.deepEqual(await loadWords("en"), ENGLISH);
});

test("language_wanted_fallsBackFromTheRegion", () => {
  const expected = { "de-AT": "de", zh_Hant_TW: "zh", "zh-Hans": "zh", "AR-eg": "ar", " ru ": "ru", en: "en", "fr-CA": "fr" };
  for (const [tag, language] of Object.entries(expected)) assert.equal(pickLanguage([tag]), language);
});

test("language_unknownOrNone_isPassedOver", () => {
  assert.equal(pickLanguage(["tlh", "", null, undefined, "-", "english", "rus", "es-MX", "de"]), "es");
  assert.equal(pickLanguage([]), "en");
});

test("language_ofThePage_comesBeforeTheBrowsers", () => {
  globalThis.document = { documentElement: { lang: "" } };
  const browser = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { languages: ["nl", "fr-BE"] } });
  try {
    assert.equal(pageLanguage(""), "fr");
    globalThis.document.documentElement.lang = "es-AR";
    assert.equal(pageLanguage(null), "es");
    assert.equal(pageLanguage("zh"), "zh");
    assert.equal(pageLanguage("it"), "en", "a wish that is not spoken here is not the page's");
  } finally {
    delete globalThis.document;
    delete globalThis.navigator;
    if (browser) Object.defineProperty(globalThis, "navigator", browser);
  }
});

test("wantedTag_anyLanguage_isThatOfTheVisitor_spokenHereOrNot", () => {
  globalThis.document = { documentElement: { lang: "" } };
  const browser = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { language: "nl-BE" } });
  try {
    assert.equal(wantedTag(""), "nl-BE");
    globalThis.document.documentElement.lang = " pt_BR ";
    assert.equal(wantedTag(""), "pt-BR");
    assert.equal(wantedTag("de-AT"), "de-AT");
    globalThis.document.documentElement.lang = "not a tag";
    assert.equal(wantedTag(""), "nl-BE");
  } finally {
    delete globalThis.document;
    delete globalThis.navigator;
    if (browser) Object.defineProperty(globalThis, "navigator", browser);
  }
});

test("direction_ofArabic_isRightToLeft", () => {
  assert.deepEqual(LANGUAGES.filter((language) => direction(language) === "rtl"), ["ar"]);
});

test("override_textsOfTheServer_replaceWordsOfTheirName", () => {
  const words = override(ENGLISH, { "widget.send": "Go", "widget.busy": "Wait", "widget.nonsense": "x", "widget.errors": "x", stop: "x" });
  assert.deepEqual([words.send, words.stop, words.errors.busy], ["Go", ENGLISH.stop, "Wait"]);
  assert.deepEqual(words.errors, { ...ENGLISH.errors, busy: "Wait" });
  assert.equal("nonsense" in words, false);
  assert.deepEqual(override(ENGLISH, {}), ENGLISH);
});

test("launcherWords_textsOfTheServer_replaceThem", () => {
  assert.deepEqual(launcherWords("en", { "widget.open": "Ask us", open: "x" }), { ...launcherWords("en", {}), open: "Ask us" });
});

test("fill_values_takeThePlaceOfTheirMarks", () => {
  assert.equal(fill("{a} of {b}, {c}", { a: 1, b: "$&" }), "1 of $&, {c}");
});

test("wait_anyLength_isRoundedUpToAUnit", () => {
  const cases = { 0: "in 1 second", 1_001: "in 2 seconds", 59_999: "in 1 minute", 61_000: "in 2 minutes", 3_600_000: "in 1 hour", 3_601_000: "in 2 hours" };
  for (const [milliseconds, words] of Object.entries(cases)) assert.equal(wait("en", Number(milliseconds)), words);
  assert.equal(wait("ru", 21_000), "через 21 секунду");
});

test("describe_problems_areSaidWithTheirWait", () => {
  const say = (problem, limit) => describe(ENGLISH, "en", { text: "the server's", ...problem }, 1_000, limit);
  assert.equal(say({ code: "rate_limited", retryAt: 5_500, isRetried: true }), `${ENGLISH.errors.rate_limited} Trying again in 5 seconds.`);
  assert.equal(say({ code: "quota", retryAt: 5_500 }), `${ENGLISH.errors.quota} You can try again in 5 seconds.`);
  assert.equal(say({ code: "rate_limited", retryAt: 900 }), ENGLISH.errors.rate_limited);
  assert.equal(say({ code: "too_long" }, 8_000), "This message is too long: at most 8000 characters.");
  assert.equal(say({ code: "too_long" }), "the server's");
  assert.equal(say({ code: "other" }), "the server's");
});
