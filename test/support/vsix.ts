import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import JSZip from "jszip";

/** Before this a zip has no time. */
const earliestMs = Date.UTC(1980, 0, 1);

/** The time that everything in a package has: what SOURCE_DATE_EPOCH says, in seconds since 1970, else that of the last commit, else the earliest there is. */
export function packageTime(epoch: string | undefined, folder: string): Date {
  const seconds = epoch ? Number(epoch) : lastCommit(folder);
  if (!Number.isSafeInteger(seconds)) throw new Error(`SOURCE_DATE_EPOCH is no number of seconds: ${epoch ?? ""}`);
  return new Date(Math.max(seconds * 1000, earliestMs));
}

function lastCommit(folder: string): number {
  try {
    return Number(
      execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    );
  } catch {
    return 0; // a copy without its history, or a machine without git
  }
}

/** Path -> content. */
export async function readVsix(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const { files } = await JSZip.loadAsync(await readFile(file));
  const contents = Object.values(files)
    .filter(({ dir }) => !dir)
    .map(async (entry) => [entry.name, await entry.async("nodebuffer")] as const);
  return new Map(await Promise.all(contents));
}

/**
 * The same content makes the same bytes, on every machine: vsce writes the permissions of the working copy, times in the zone of the machine, and
 * what Node's own zlib makes of it.
 */
export async function vsixOf(contents: ReadonlyMap<string, Buffer>, date: Date): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, content] of [...contents].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    zip.file(name, content, { date, unixPermissions: 0o100644, createFolders: false });
  return zip.generateAsync({ type: "nodebuffer", platform: "UNIX", compression: "DEFLATE", compressionOptions: { level: 9 } });
}

/** What is in a package, a path a line, sorted; of chunks, whose names have a hash of their content, the names without, each once. */
export function listOf(paths: Iterable<string>): string {
  const names = Array.from(paths, (name) => name.replace(/-[A-Z0-9]{8}(?=\.(?:js|css)$)/, "-HASH"));
  return `${[...new Set(names)].toSorted().join("\n")}\n`;
}
