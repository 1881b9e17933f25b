import { open } from "node:fs/promises";
import { recordOf } from "../../records/recordOf.ts";

/** Ours are some kilobytes; one of very many stretches may be more. */
const mostBytes = 4_000_000;

/** What the manifest of an earlier export says; undefined when the file is none, or cannot be read. */
export async function oldManifest(file: string, product: string): Promise<{ readonly exportedAt: string } | undefined> {
  try {
    const manifest = recordOf(await textOf(file));
    const { product: writer, formatVersion, exportedAt, sha256 } = manifest ?? {};
    const isOurs = writer === product && typeof formatVersion === "number" && typeof sha256 === "string";
    return isOurs && typeof exportedAt === "string" && !Number.isNaN(Date.parse(exportedAt))
      ? { exportedAt: new Date(exportedAt).toISOString() }
      : undefined;
  } catch {
    return undefined;
  }
}

async function textOf(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    return size > mostBytes ? "" : await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
}
