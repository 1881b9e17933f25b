import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

const running = new Set<ChildProcess>();

/** Asks every process that was started to end, and kills those that stay. */
export async function endChildren(): Promise<void> {
  const ends = [...running].map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const child of running) child.kill("SIGINT");
  setTimeout(() => running.forEach((child) => child.kill("SIGKILL")), 8000).unref();
  await Promise.all(ends);
}

interface Options {
  readonly write?: (text: string) => void;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a script of the project with this Node, which comes first on its PATH too. Its output goes to `write` as it comes,
 * without `write` straight through.
 */
export function runNode(
  args: readonly string[],
  { write, env }: Options = {},
): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    // Not in our process group: a terminal's Ctrl+C would reach it beside ours, and two mean "at once" to some.
    detached: process.platform !== "win32",
    stdio: write ? ["ignore", "pipe", "pipe"] : "inherit",
    env: { ...process.env, PATH: [path.dirname(process.execPath), process.env["PATH"]].join(path.delimiter), ...env },
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      write?.(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}
