#!/usr/bin/env node
// Takes the command line that @vscode/test-electron gives to a downloaded VS Code, runs the tests in the server-and-Chromium VS Code
// instead, and ends with the exit code of the tests.
import fs from "node:fs";
import path from "node:path";
import { format } from "node:util";
import { openVSCode } from "./host.mjs";

const options = {};
const flags = {
  extensionTestsPath: "extensionTestsPath",
  extensionDevelopmentPath: "extensionDevelopmentPath",
  "user-data-dir": "userDataDir",
  "extensions-dir": "extensionsDir",
};
const argv = process.argv.slice(2);
for (let at = 0; at < argv.length; at++) {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argv[at]) ?? [];
  if (name === undefined) options.folder ??= argv[at];
  else if (flags[name]) options[flags[name]] = value ?? argv[++at];
  else if (name === "disable-extensions") options.disableExtensions = true;
  // Everything else (--no-sandbox, --skip-welcome, ...) has no meaning here or is always on.
}

const verbose = !!process.env.VSCODE_HOST_VERBOSE;
const tail = [];
function keep(text) {
  if (verbose) process.stderr.write(text);
  else if (tail.push(text) > 400) tail.shift();
}
options.onServerOutput = keep;
options.onLog = (type, args) => {
  const styled = typeof args[0] === "string" && args[0].startsWith("%c");
  keep(`[${type}] ${format(...(styled ? args.slice(2) : args))}\n`);
};

const limitSeconds = Number(process.env.VSCODE_HOST_TIMEOUT ?? 300);
let code = 1;
let vscode;
let stopping = false;
let written = "";

/** The test entry writes its report to a file; it is copied to stdout as it grows. */
function copyReport() {
  if (!vscode || !fs.existsSync(vscode.server.report)) return;
  const report = fs.readFileSync(vscode.server.report, "utf8");
  process.stdout.write(report.slice(written.length));
  written = report;
}

async function stop(exitCode) {
  if (stopping) return; // the terminal and test-electron both send SIGINT
  stopping = true;
  copyReport();
  await vscode?.close();
  process.exit(exitCode);
}
process.on("SIGINT", () => stop(130));
process.on("SIGTERM", () => stop(143));
const parent = process.ppid;
const ticker = setInterval(() => {
  copyReport();
  if (process.ppid !== parent) void stop(1); // the runner was killed
}, 200);

try {
  vscode = await openVSCode(options);
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No end of the tests in ${limitSeconds} s`)), limitSeconds * 1000);
  });
  code = await Promise.race([vscode.exit, late]).finally(() => clearTimeout(timer));
  copyReport();
  // An extension host that crashed is reported with code 0 by the page: only the server's log and the report tell.
  const exits = () => [...vscode.server.log.matchAll(/Extension Host Process exited with code: (\w+), signal: (\w+)/g)];
  for (let left = 20; left && !exits().length; left--) await new Promise((resolve) => setTimeout(resolve, 100));
  const crash = exits().find(([, exitCode, signal]) => exitCode !== "0" || signal !== "null");
  if (crash) throw new Error(`The extension host crashed (code ${crash[1]}, signal ${crash[2]})`);
  if (code === 0 && !/^[1-9]\d* passed, 0 failed\s*$/m.test(written)) throw new Error("The tests ended without a report of passed tests");
} catch (error) {
  code = 1;
  if (!stopping) console.error(String(error?.stack ?? error));
  const shot = process.env.VSCODE_HOST_SHOT;
  if (vscode && shot) await vscode.page.screenshot({ path: path.resolve(shot) }).catch(() => {});
} finally {
  copyReport();
  clearInterval(ticker);
  if (!stopping) await vscode?.close();
}
const reported = /^\d+ passed, \d+ failed\s*$/m.test(written);
if (code && !reported && !verbose && !stopping) {
  process.stderr.write("--- last messages of VS Code (VSCODE_HOST_VERBOSE=1 shows all as they come) ---\n" + tail.slice(-60).join(""));
}
if (!stopping) process.exitCode = code;
