import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import process from "node:process";
import { setTimeout as later } from "node:timers/promises";

/** What stands under a name. */
export interface Found {
  readonly mtimeMs: number;
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

/** The disk of this machine, as far as its windows share small files. Each fails with the system's code. */
export interface Disk {
  readonly path: Pick<typeof path, "basename" | "dirname" | "join">;
  /** With those above it. */
  makeFolder(folder: string): void;
  read(file: string): string;
  /** `isNew`: fails with EEXIST where something has this name, and leaves nothing of this name where it fails otherwise. `mode`: permissions of a file that is made. */
  write(file: string, text: string, options?: { readonly isNew?: true; readonly mode?: number }): void;
  /** Of a link: the link itself. */
  look(name: string): Found;
  /** Of a link: what it leads to. */
  lookThrough(name: string): Found;
  touch(file: string, at: Date): void;
  /** What has the other name is replaced. */
  rename(from: string, to: string): void;
  /** Nothing of this name is as good. */
  remove(file: string): void;
  removeFolder(folder: string): void;
  /**
   * Whether it fails for a moment only. Windows refuses to open, rename and replace a file that somebody has open just now: another window, a virus
   * scanner, an indexer.
   */
  isBusy(error: unknown): boolean;
  wait(ms: number): Promise<void>;
}

export const disk: Disk = {
  path,
  makeFolder: (folder) => void mkdirSync(folder, { recursive: true }),
  read: (file) => readFileSync(file, "utf8"),
  write: (file, text, { isNew, mode } = {}) => {
    const handle = openSync(file, isNew ? "wx" : "w", mode);
    try {
      try {
        writeFileSync(handle, text);
      } finally {
        closeSync(handle);
      }
    } catch (error) {
      // A full disk has room for a name.
      if (isNew) removeIfPossible(disk, file);
      throw error;
    }
  },
  look: (name) => lstatSync(name),
  lookThrough: (name) => statSync(name),
  touch: (file, at) => utimesSync(file, at, at),
  rename: renameSync,
  remove: (file) => rmSync(file, { force: true }),
  removeFolder: rmdirSync,
  isBusy: (error) => process.platform === "win32" && isRefusal(error),
  wait: (ms) => later(ms),
};

/** Where something has failed, of which nobody needs to hear that its remains could not be removed either. */
export function removeIfPossible(disk: Pick<Disk, "remove">, file: string): void {
  try {
    disk.remove(file);
  } catch {
    // it stays, in nobody's way
  }
}

/** What Windows says of a file that is in use. */
export const isRefusal = (error: unknown): boolean => ["EPERM", "EACCES", "EBUSY"].includes((error as NodeJS.ErrnoException).code ?? "");

const askAgainMs = 20;
/** Scanners hold a file for some ten milliseconds. */
const mostTries = 50;

/** Does it again as long as the disk is busy, for a second or so; then rejects with why it is. */
export async function onceFree<Value>(work: () => Value | Promise<Value>, disk: Pick<Disk, "isBusy" | "wait">): Promise<Value> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !disk.isBusy(error)) throw error;
      await disk.wait(askAgainMs);
    }
  }
}
