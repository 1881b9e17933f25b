import { readFileSync } from "node:fs";

/** Settles when somebody wants the end: a signal, or npm was killed, which sends none. */
export function endAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
    if (process.env["npm_lifecycle_event"] === undefined) return;
    const above = ancestors();
    setInterval(() => ancestors() !== above && resolve(), 500).unref();
  });
}

/** The processes above up to npm, which puts a shell and on an old Node run.mjs between; where they are not to be seen, the parent. */
function ancestors(): string {
  const above: number[] = [];
  try {
    for (let pid = process.ppid; pid > 1;) {
      above.push(pid);
      const [, name = "", parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      if (name.startsWith("npm")) return above.join();
      pid = Number(parent);
    }
  } catch {
    // no /proc here, or one of them has just ended
  }
  return String(process.ppid);
}
