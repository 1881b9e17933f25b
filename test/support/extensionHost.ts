// Bundles the mocha suites of test/suite and runs them in the extension host of a real VS Code: the one of test/host, or with
// VSCODE_TEST_DOWNLOAD=stable (or a version) a downloaded one. `--grep PATTERN` runs some of them.
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { globSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./childProcess.ts";
import { outputFolder } from "./checks.ts";

const { grep } = parseArgs({ options: { grep: { type: "string", short: "g" } } }).values;
const suites = path.join(root, outputFolder, "suite");
rmSync(suites, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ["test/suite/index.ts", ...globSync("test/suite/**/*.test.ts", { cwd: root })],
  outbase: "test/suite",
  outdir: suites,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  external: ["vscode", "mocha"],
  sourcemap: "inline",
  logLevel: "warning",
});

const scratch = mkdtempSync(path.join(os.tmpdir(), "tenant-activity-"));
const folder = path.join(scratch, "workspace");
mkdirSync(folder);
const version = process.env["VSCODE_TEST_DOWNLOAD"];
const own = path.join(root, "test", "host", process.platform === "win32" ? "code.cmd" : "code.mjs");
try {
  process.exitCode = await runTests({
    ...(version ? { version } : { vscodeExecutablePath: own }),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(suites, "index.cjs"),
    extensionTestsEnv: { MOCHA_GREP: grep },
    launchArgs: [folder, `--user-data-dir=${path.join(scratch, "user-data")}`, `--extensions-dir=${path.join(scratch, "extensions")}`],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
