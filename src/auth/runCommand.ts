import { execFile } from "node:child_process";
import process from "node:process";

/** Runs a program of the path; `args` must be free of shell characters, as Windows runs command files through its shell. */
export function runCommand(file: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const windows = process.platform === "win32";
  return new Promise((resolve, reject) => {
    execFile(
      windows ? `${file}.cmd` : file,
      [...args],
      { signal, shell: windows, windowsHide: true, maxBuffer: 1_000_000, encoding: "utf8" },
      (error, stdout, stderr) => {
        if (error) reject(Object.assign(error, { stderr }));
        else resolve(stdout);
      },
    );
  });
}
