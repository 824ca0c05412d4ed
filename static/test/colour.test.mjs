import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, HEX_COLOUR, readableOn, textOn } from "../src/colour.ts";

const COLOURS = ["#000", "#fff", "#808080", "#fde047", "#1e1b4b", "#4f46e5", "#f00", "#0f0", "#00f", "#0a8"];

test("accent_onlyHexColours_areColours", () => {
  for (const colour of ["#abc", "#ABCDEF", "#012345"]) assert.ok(HEX_COLOUR.test(colour), colour);
  for (const colour of ["abc", "#abcd", "#ab", "#abcdefa", "#ggg", "red", "#fff;x"]) assert.ok(!HEX_COLOUR.test(colour), colour);
});

test("contrast_blackOnWhite_is21", () => {
  assert.equal(contrast("#000", "#ffffff"), 21);
  assert.equal(contrast("#fff", "#fff"), 1);
});

test("textOn_everyGrey_hasContrastOfAtLeastFourAndAHalf", () => {
  for (let grey = 0; grey < 256; grey++) {
    const colour = "#" + grey.toString(16).padStart(2, "0").repeat(3);
    assert.ok(contrast(colour, textOn(colour)) >= 4.5, colour);
  }
});

test("readableOn_anyAccentOnLightAndDark_reachesTheRatio", () => {
  for (const ground of ["#f2f3f6", "#252830"]) {
    for (const colour of COLOURS) {
      for (const ratio of [3, 4.5]) {
        const readable = readableOn(ground, colour, ratio);
        assert.ok(contrast(readable, ground) >= ratio, `${colour} on ${ground}: ${readable}`);
      }
    }
  }
});

test("readableOn_readableAlready_staysItself", () => {
  assert.equal(readableOn("#ffffff", "#4f46e5", 4.5), "#4f46e5");
});
