import assert from "node:assert/strict";
import { test } from "node:test";
import { attributeOf, isOtherConversation, readOptions } from "../src/loader/options.ts";
import { withImages } from "../src/panel/images.ts";

function read(attributes) {
  const warnings = [];
  const warn = (problem) => warnings.push(problem);
  return { options: withImages(readOptions((name) => attributes[name] ?? null, warn), warn), warnings };
}

const DEFAULTS = {
  server: "https://host", contactId: "", threadId: "", introMessage: "", position: "bottom-right", mode: "floating", launcher: "button", teaser: "", open: false, title: "",
  accent: "#4f46e5", placeholder: "", sendLabel: "", lang: "", token: "", theme: "auto", logo: "", starters: "", assistantName: "", avatar: "",
  allowImages: false, page: false, context: "",
  storage: "local",
};

test("options_onlyServer_takesDefaults", () => {
  assert.deepEqual(read({ "data-server": "https://host" }), { options: DEFAULTS, warnings: [] });
});

test("options_allGiven_takesThem", () => {
  const { options, warnings } = read({
    "data-server": " http://host:8090/prefix// ",
    "data-contact-id": "ann@example.com",
    "data-thread-id": "0198c0de-0000-7000-8000-000000000000",
    "data-intro-message": "Hello",
    "data-position": "bottom-left",
    "data-mode": "side",
    "data-launcher": "none",
    "data-teaser": "Questions?",
    "data-open": "true",
    "data-title": "Help desk",
    "data-accent": "#0A8",
    "data-placeholder": "Ask",
    "data-send-label": "Go",
    "data-lang": "pt-br",
    "data-token": "abc",
    "data-theme": "dark",
    "data-logo": "https://host/logo.svg",
    "data-starters": '["How much?"]',
    "data-assistant-name": "Ada",
    "data-avatar": "https://host/ada.png",
    "data-allow-images": "true",
    "data-page": "true",
    "data-context": '{"product":"A12"}',
    "data-storage": "none",
  });
  assert.deepEqual(options, {
    server: "http://host:8090/prefix", contactId: "ann@example.com", threadId: "0198c0de-0000-7000-8000-000000000000",
    introMessage: "Hello", position: "bottom-left", mode: "side", launcher: "none", teaser: "Questions?", open: true, title: "Help desk", accent: "#0A8", placeholder: "Ask",
    sendLabel: "Go", lang: "pt-BR", token: "abc", theme: "dark", logo: "https://host/logo.svg", starters: '["How much?"]',
    assistantName: "Ada", avatar: "https://host/ada.png", allowImages: true, page: true, context: '{"product":"A12"}',
    storage: "none",
  });
  assert.deepEqual(warnings, []);
});

test("options_invalidValues_fallBackWithOneWarningEach", () => {
  const wrong = {
    "data-position": "top", "data-mode": "big", "data-launcher": "none!", "data-open": "yes", "data-accent": "tomato", "data-theme": "pink", "data-storage": "cookie",
    "data-lang": "x_", "data-thread-id": "7", "data-allow-images": "1", "data-logo": "javascript:1",
    "data-avatar": "javascript:1",
  };
  const { options, warnings } = read({ "data-server": "https://host", ...wrong });
  assert.deepEqual(options, DEFAULTS);
  assert.equal(warnings.length, Object.keys(wrong).length, warnings.join("\n"));
  assert.ok(warnings.includes('data-accent="tomato" is not valid: expected a hex colour, #rgb or #rrggbb. Using #4f46e5.'));
  assert.ok(warnings.includes('data-storage="cookie" is not valid: expected local, session, none. Using local.'));
});

test("options_languages_areTags", () => {
  for (const lang of ["german", "x", "de_AT", "12"]) {
    const { options, warnings } = read({ "data-server": "https://host", "data-lang": lang });
    assert.deepEqual([options.lang, warnings.length], ["", 1], lang);
  }
  for (const lang of ["it", "de-AT", "zh-Hant-TW", "fil"]) {
    assert.deepEqual(read({ "data-server": "https://host", "data-lang": lang }).options.lang, lang);
  }
});

test("options_blankValues_areDefaultsWithoutWarning", () => {
  const blank = { "data-accent": " ", "data-title": "", "data-open": "", "data-lang": " " };
  assert.deepEqual(read({ "data-server": "https://host", ...blank }), { options: DEFAULTS, warnings: [] });
});

test("server_noWebAddress_isEmpty", () => {
  for (const server of ["", "host", "//host", "/chat", "ws://host", "ftp://host", "https://", "https:host", "javascript:alert(1)"]) {
    assert.equal(read({ "data-server": server }).options.server, "", server);
  }
});

test("server_queryAndHash_areDropped", () => {
  assert.equal(read({ "data-server": "https://host/chat//?x=1#y" }).options.server, "https://host/chat");
});

test("attributeOf_camelCase_isKebabCase", () => {
  assert.equal(attributeOf("allowImages"), "data-allow-images");
  assert.equal(attributeOf("title"), "data-title");
});

test("isOtherConversation_onlyIdentityAndItsPlace_count", () => {
  const changed = { title: "x", open: true, accent: "#000", token: "x", lang: "de" };
  assert.ok(!isOtherConversation(DEFAULTS, { ...DEFAULTS, ...changed }));
  for (const name of ["server", "contactId", "threadId", "storage", "mode"]) {
    assert.ok(isOtherConversation(DEFAULTS, { ...DEFAULTS, [name]: "x" }), name);
  }
});
