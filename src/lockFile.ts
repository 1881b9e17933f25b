import { closeSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

/** A file that one of all windows of the machine can hold, made exclusively. Left by a crash, it is put aside once it is `staleMs` old. */
export class LockFile {
  readonly #file: string;
  readonly #staleMs: number;
  /** Of this holder, unlike any other's. */
  readonly #name = `${process.pid}-${crypto.randomUUID()}`;

  constructor(file: string, staleMs: number) {
    this.#file = file;
    this.#staleMs = staleMs;
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
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") return undefined;
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
      // Of the thing itself: a link may lead nowhere. Its own time and Date.now: both of the machine.
      if (Math.abs(Date.now() - lstatSync(this.#file).mtimeMs) < this.#staleMs) return false;
      const aside = `${this.#file}.${this.#name}`;
      renameSync(this.#file, aside);
      rmSync(aside, { force: true });
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ENOENT";
    }
  }
}
