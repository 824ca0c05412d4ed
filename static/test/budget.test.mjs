import assert from "node:assert/strict";
import { test } from "node:test";
import { hold, table } from "../budget.mjs";

const files = (...sizes) => sizes.map((gzip, index) => ({ name: index ? `part${index}.js` : "loader.js", raw: 3 * gzip, gzip, brotli: gzip }));

test("budget_withinIt_passes", () => hold(files(5_120, 35_840)));

test("budget_loaderTooBig_fails", () => {
  assert.throws(() => hold(files(5_121, 1)), /loader\.js is 5121 bytes gzipped, over its budget of 5120/);
});

test("budget_allTogetherTooBig_fails", () => {
  assert.throws(() => hold(files(5_120, 20_000, 15_841)), /the widget is 40961 bytes gzipped, over its budget of 40960/);
});

test("table_everyFile_isALine_andTheWidgetASum", () => {
  const lines = table(files(10, 20), files(7)).split("\n");
  assert.equal(lines.length, 5);
  assert.match(lines.at(-1), /^the widget, all together +90 +30 +30$/);
});
