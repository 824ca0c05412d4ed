import assert from "node:assert/strict";
import { test } from "node:test";
import { HEX_COLOUR, luminance, textOn } from "../src/colour.ts";
import { readOptions, socketUrl } from "../src/options.ts";

function read(attributes) {
  const warnings = [];
  const options = readOptions((name) => attributes[name] ?? null, (problem) => warnings.push(problem));
  return { options, warnings };
}

test("options_onlyServer_takesDefaults", () => {
  const { options, warnings } = read({ "data-server": "https://host" });
  assert.deepEqual(options, {
    socket: "wss://host/ws/chat",
    intro: "",
    position: "bottom-right",
    open: false,
    title: "AI Assistant",
    accent: "#4f46e5",
  });
  assert.deepEqual(warnings, []);
});

test("options_allGiven_takesThem", () => {
  const { options, warnings } = read({
    "data-server": " http://host:8090/ ",
    "data-contact-id": "ann@example.com",
    "data-thread-id": "0198c0de-0000-7000-8000-000000000000",
    "data-intro-message": "Hello",
    "data-position": "bottom-left",
    "data-open": "true",
    "data-title": "Help desk",
    "data-accent": "#0A8",
  });
  assert.deepEqual(options, {
    socket: "ws://host:8090/ws/chat?thread_id=0198c0de-0000-7000-8000-000000000000&contact_id=ann%40example.com",
    intro: "Hello",
    position: "bottom-left",
    open: true,
    title: "Help desk",
    accent: "#0A8",
  });
  assert.deepEqual(warnings, []);
});

test("options_invalidValues_fallBackWithOneWarningEach", () => {
  const { options, warnings } = read({
    "data-server": "https://host",
    "data-position": "top",
    "data-open": "yes",
    "data-accent": "tomato",
  });
  assert.deepEqual([options.position, options.open, options.accent], ["bottom-right", false, "#4f46e5"]);
  assert.deepEqual(warnings, [
    'data-position="top" is not valid: expected bottom-right or bottom-left. Using bottom-right.',
    'data-open="yes" is not valid: expected true or false. Using false.',
    'data-accent="tomato" is not valid: expected a hex colour, #rgb or #rrggbb. Using #4f46e5.',
  ]);
});

test("options_blankValues_areDefaultsWithoutWarning", () => {
  const { options, warnings } = read({ "data-server": "https://host", "data-accent": " ", "data-title": "", "data-open": "" });
  assert.deepEqual([options.accent, options.title, options.open], ["#4f46e5", "AI Assistant", false]);
  assert.deepEqual(warnings, []);
});

test("socketUrl_pathPrefix_isKept", () => {
  assert.equal(socketUrl("https://host/chat", "", ""), "wss://host/chat/ws/chat");
  assert.equal(socketUrl("https://host/chat//?x=1#y", "", ""), "wss://host/chat/ws/chat");
  assert.equal(socketUrl("HTTP://host", "", ""), "ws://host/ws/chat");
});

test("socketUrl_ids_areEncoded", () => {
  assert.equal(socketUrl("https://h", "a&b", "c d+é"), "wss://h/ws/chat?thread_id=a%26b&contact_id=c%20d%2B%C3%A9");
  assert.equal(socketUrl("https://h", "", "c"), "wss://h/ws/chat?contact_id=c");
});

test("socketUrl_noWebAddress_isNull", () => {
  for (const server of ["", "host", "//host", "/chat", "ws://host", "ftp://host", "https://", "https:host", "javascript:alert(1)"]) {
    assert.equal(socketUrl(server, "", ""), null, server);
  }
});

test("accent_onlyHexColours_areColours", () => {
  for (const colour of ["#abc", "#ABCDEF", "#012345"]) assert.ok(HEX_COLOUR.test(colour), colour);
  for (const colour of ["abc", "#abcd", "#ab", "#abcdefa", "#ggg", "red", "#fff;x"]) assert.ok(!HEX_COLOUR.test(colour), colour);
});

test("textOn_everyGrey_hasContrastOfAtLeastFourAndAHalf", () => {
  for (let grey = 0; grey < 256; grey++) {
    const colour = "#" + grey.toString(16).padStart(2, "0").repeat(3);
    const [dark, light] = [luminance(colour), luminance(textOn(colour))].sort((a, b) => a - b);
    assert.ok((light + 0.05) / (dark + 0.05) >= 4.5, colour);
  }
});

test("textOn_knownColours_picksTheReadableOne", () => {
  assert.equal(textOn("#4f46e5"), "#fff");
  assert.equal(textOn("#ff0"), "#000");
  assert.equal(textOn("#FFFF00"), "#000");
  assert.equal(textOn("#000"), "#fff");
  assert.equal(textOn("#fff"), "#000");
});
