// Behind every npm script, from a bare clone too: installs what is missing, then goes on in tasks.ts under a Node that runs TypeScript.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "./support/install.mjs";
import { findNode } from "./support/node.mjs";

const here = fileURLToPath(import.meta.url);
const root = path.resolve(here, "../..");
const [task = "test", ...args] = process.argv.slice(2);
const parent = process.ppid;
const needsHost = !["unit", "lint", "package", "graph", "derive"].includes(task) && !args.includes("--desktop");

try {
  install(root);
  if (needsHost) install(path.join(root, "test", "host"));
  // The oldest VS Code takes time and room: only where it is asked for.
  if (["ci", "oldest"].includes(task)) install(path.join(root, "test", "host", "oldest"));
  if (process.ppid !== parent) process.exit(130); // npm was ended meanwhile
  const node = findNode(root);
  // Started again at most once, whatever this Node's path looks like from inside.
  if ((node.path === process.execPath && node.flags.length === 0) || process.env.TENANT_ACTIVITY_STARTED_AGAIN) {
    delete process.env.TENANT_ACTIVITY_STARTED_AGAIN;
    const { run } = await import("./support/tasks.ts");
    process.exitCode = await run(task, args);
  } else {
    const options = [process.env.NODE_OPTIONS, ...node.flags].filter(Boolean).join(" ");
    const again = spawn(node.path, [here, task, ...args], {
      stdio: "inherit",
      env: { ...process.env, NODE_OPTIONS: options, TENANT_ACTIVITY_STARTED_AGAIN: "1" },
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => again.kill(signal));
    again.on("exit", (code) => process.exit(code ?? 1));
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
