import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "./childProcess.ts";

/** With this in its environment the extension opens the demo tenant and runs a first query when it starts. */
const demoEnvironment = (quiet: boolean): { TENANT_ACTIVITY_DEMO: string } => ({ TENANT_ACTIVITY_DEMO: quiet ? "quiet" : "1" });
/** A workspace with this file starts the extension at once. */
const marker = ".vscode/tenant-activity.demo";

const usage = `npm run demo [-- --quiet] [--port N | --desktop]
  --port N    serve VS Code at this port instead of any free one
  --desktop   open the installed VS Code (the command "code") instead
  --quiet     only what happens every day in the demo tenant, without its stories`;

/** VS Code with the extension and the demo tenant, until `ended` settles. Answers with the exit code. */
export async function demo(args: string[], ended: Promise<void>): Promise<number> {
  const {
    port,
    desktop,
    quiet = false,
    help,
  } = parseArgs({
    args,
    options: { port: { type: "string" }, desktop: { type: "boolean" }, quiet: { type: "boolean" }, help: { type: "boolean" } },
  }).values;
  if (help) {
    console.log(usage);
    return 0;
  }
  if (port !== undefined && !/^\d{1,5}$/.test(port)) throw new Error(`--port wants a number, not "${port}".`);
  const scratch = mkdtempSync(path.join(os.tmpdir(), "tenant-activity-"));
  const folder = path.join(scratch, "demo-tenant");
  mkdirSync(path.join(folder, path.dirname(marker)), { recursive: true });
  writeFileSync(path.join(folder, marker), "Opens the demo tenant of Tenant Activity with this folder.\n");
  try {
    return await (desktop ? onDesktop(scratch, folder, quiet, ended) : inBrowser(folder, Number(port ?? 0), quiet, ended));
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function inBrowser(folder: string, port: number, quiet: boolean, ended: Promise<void>): Promise<number> {
  const { startServer } = await import("../host/host.mjs");
  const server = await startServer({ install: root, defaultFolder: folder, port, env: demoEnvironment(quiet), trustedDomains: "*" });
  console.log(`\nVS Code with the demo tenant:  ${server.url}\nOpen it in a browser of this machine. Ctrl+C ends it.\n`);
  const crashed = await Promise.race([ended, server.gone.then(() => true)]);
  if (crashed) console.error(`VS Code ended:\n${server.log}`);
  await server.stop();
  return crashed ? 1 : 0;
}

async function onDesktop(scratch: string, folder: string, quiet: boolean, ended: Promise<void>): Promise<number> {
  const profile = [`--user-data-dir=${path.join(scratch, "user-data")}`, `--extensions-dir=${path.join(scratch, "extensions")}`];
  // A profile of its own makes it a process of its own: another VS Code that is open stays as it is.
  const child = spawn("code", [folder, `--extensionDevelopmentPath=${root}`, ...profile, "--wait", "--disable-workspace-trust"], {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, ...demoEnvironment(quiet) },
  });
  const closed = new Promise<number>((resolve) => {
    child.once("error", () => {
      console.error('There is no command "code". Install VS Code and its command (https://code.visualstudio.com), or leave out --desktop.');
      resolve(1);
    });
    child.once("exit", (code) => resolve(code ?? 1));
  });
  if (child.pid !== undefined) console.log("\nVS Code opens with the demo tenant. Close its window or press Ctrl+C to end it.\n");
  const code = await Promise.race([closed, ended.then(() => undefined)]);
  if (code !== undefined) return code;
  if (child.pid !== undefined) endTree(child.pid);
  await closed;
  return 0;
}

/** The command starts VS Code in a process group of its own, so its descendants are looked up. */
function endTree(pid: number): void {
  if (process.platform === "win32") {
    execFileSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const processes = rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]);
  const tree = [pid];
  for (const parent of tree) tree.push(...processes.flatMap(([child, above]) => (above === parent ? [child] : [])));
  for (const member of tree) {
    try {
      process.kill(member, "SIGTERM");
    } catch {
      // already gone
    }
  }
}
