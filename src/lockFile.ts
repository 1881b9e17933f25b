import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

export interface LockOptions {
  readonly staleMs: number;
  /** Of this holder, unlike any other's. */
  readonly name?: string;
  /** Hears of what was in the way. */
  readonly log?: ((message: string) => void) | undefined;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "";
/** Where a file that another process is just deleting cannot be made anew. */
const isBusy = (error: unknown): boolean => process.platform === "win32" && ["EPERM", "EACCES", "EBUSY"].includes(codeOf(error));

/** Somebody else's folder is not deleted, unless nothing is in it. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // something is in it: it stays
  }
}

/** A file that one of all windows of the machine can hold, made exclusively. Left by a crash, it is put aside once it is `staleMs` old. */
export class LockFile {
  readonly #file: string;
  readonly #staleMs: number;
  readonly #log: (message: string) => void;
  readonly #name: string;

  constructor(file: string, { staleMs, name = `${process.pid}-${crypto.randomUUID()}`, log = () => undefined }: LockOptions) {
    this.#file = file;
    this.#staleMs = staleMs;
    this.#name = name;
    this.#log = log;
  }

  /** True: ours; false: another's, try again soon; undefined: there is no locking here. */
  take(): boolean | undefined {
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        mkdirSync(path.dirname(this.#file), { recursive: true });
        const handle = openSync(this.#file, "wx");
        writeFileSync(handle, this.#name);
        closeSync(handle);
        return true;
      } catch (error) {
        if (isBusy(error)) return false;
        if (codeOf(error) !== "EEXIST") return undefined;
        if (!this.#breakStale()) return false;
      }
    }
    return false;
  }

  /** Says that the holder is alive, for work that takes longer than `staleMs`. */
  touch(): void {
    try {
      if (this.isOurs) utimesSync(this.#file, new Date(), new Date());
    } catch {
      // it was put aside; `isOurs` tells
    }
  }

  /** False too where it took so long that another window has put the lock aside for stale. */
  get isOurs(): boolean {
    try {
      return readFileSync(this.#file, "utf8") === this.#name;
    } catch {
      return false;
    }
  }

  release(): void {
    if (this.isOurs) rmSync(this.#file, { force: true });
  }

  /** Renaming lets one window only have the stale lock. */
  #breakStale(): boolean {
    try {
      // Of the thing itself: a link may lead nowhere. Its own time and Date.now: both of the machine, whatever clock the holder runs on.
      const found = lstatSync(this.#file);
      if (Math.abs(Date.now() - found.mtimeMs) < this.#staleMs) return false;
      const aside = `${this.#file}.${this.#name}`;
      renameSync(this.#file, aside);
      this.#log(`The lock ${path.basename(this.#file)} was left behind${found.isFile() ? "" : ", and no file"}: it was moved aside.`);
      if (found.isDirectory()) removeIfEmpty(aside);
      else rmSync(aside, { force: true });
      return true;
    } catch (error) {
      return codeOf(error) === "ENOENT";
    }
  }
}
