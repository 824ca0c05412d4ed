// Bundles the tests with the sources they try, and hands them to Node's own test runner. Arguments go to the runner.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as esbuild from "esbuild";

const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.mjs"));
const outdir = mkdtempSync(path.join(tmpdir(), "jims-widget-test-"));
let status = 1;
try {
  await esbuild.build({
    entryPoints: names.map((name) => path.join(import.meta.dirname, name)),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    sourcemap: "inline",
    logLevel: "warning",
  });
  const files = names.map((name) => path.join(outdir, name));
  const runner = ["--enable-source-maps", "--test", ...process.argv.slice(2), ...files];
  status = spawnSync(process.execPath, runner, { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(outdir, { recursive: true });
}
process.exit(status);
