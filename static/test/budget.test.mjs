import assert from "node:assert/strict";
import { test } from "node:test";
import { hold, table } from "../budget.mjs";

const file = (name, gzip) => ({ name, raw: 3 * gzip, gzip, brotli: gzip });
const widget = (loader, panel, ...others) => [file("jims-widget.js", loader), file("jims-panel-A1.js", panel), ...others];

test("budget_withinIt_passes", () => {
  hold(widget(5_632, 34_000, file("jims-chunk-B2.js", 328), file("jims-ru-C3.js", 1_000), file("jims-de-D4.js", 900), file("jims-uploads-E5.js", 4_096)));
});

test("budget_loaderTooBig_fails", () => {
  assert.throws(() => hold(widget(5_633, 1)), /jims-widget\.js is 5633 bytes gzipped, over its budget of 5632/);
});

test("budget_oneVisitorsTooBig_fails", () => {
  const tooBig = widget(5_632, 34_000, file("jims-chunk-B2.js", 329), file("jims-ru-C3.js", 1_000), file("jims-de-D4.js", 900));
  assert.throws(() => hold(tooBig), /one visitor's widget is 40961 bytes gzipped, over its budget of 40960/);
});

test("budget_rarePartTooBig_fails", () => {
  assert.throws(() => hold(widget(1, 1, file("jims-uploads-E5.js", 4_097))), /jims-uploads-E5\.js is 4097 bytes gzipped, over its budget of 4096/);
});

test("table_everyFile_isALine_andOneVisitorsASum", () => {
  const lines = table(widget(10, 20, file("jims-ru-C3.js", 5), file("jims-de-D4.js", 4), file("jims-uploads-E5.js", 3)), [file("demo.js", 7)]).split("\n");
  assert.equal(lines.length, 8);
  assert.match(lines.at(-1), /^one visitor, largest language +105 +35 +35$/);
});
