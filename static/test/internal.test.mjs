import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { INTERNAL } from "../internal.mjs";
import { NAMES } from "../src/loader/options.ts";
import { ENGLISH } from "../src/words/words.ts";

/** The files whose members others know: frames, what the browser keeps, and what the loader and the panel agree on. */
const OUTER = ["engine/frames.ts", "engine/vault.ts", "loader/contract.ts", "loader/options.ts"];

/** Is kept with a message that failed. */
const PROBLEM = ["code", "text", "retryAt", "isRetried"];

test("internalNames_areNoneOfWhatOthersKnow", () => {
  const known = new Set([...NAMES, ...Object.keys(ENGLISH), ...Object.keys(ENGLISH.errors), ...PROBLEM]);
  for (const file of OUTER) {
    const source = readFileSync(path.join(process.cwd(), "src", file), "utf8");
    for (const [, name] of source.matchAll(/readonly (\w+)\??:/g)) known.add(name);
  }
  assert.ok(known.has("thread_id") && known.has("isRenewed") && known.has("language"), "the files are read");
  assert.deepEqual(INTERNAL.filter((name) => known.has(name)), []);
});

test("internalNames_areNoneOfTheBrowsersObjects", () => {
  const known = new Set();
  const files = readdirSync("node_modules/@typescript", { recursive: true }).filter((file) => /lib\.(dom|es).*\.d\.ts$/.test(file));
  for (const file of files) {
    for (const [, name] of readFileSync(`node_modules/@typescript/${file}`, "utf8").matchAll(/^ {4}(?:readonly |get |set )?(\w+)\??[(:<]/gm)) known.add(name);
  }
  assert.ok(known.has("prepend") && known.has("findLast") && known.has("results"), "the declarations are read");
  assert.deepEqual(INTERNAL.filter((name) => known.has(name)), []);
});
