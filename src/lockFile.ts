import process from "node:process";
import { disk as ownDisk, type Disk } from "./disk.ts";

export interface LockOptions {
  readonly staleMs: number;
  /** Of this holder, unlike any other's. */
  readonly name?: string;
  /** Hears of what was in the way. */
  readonly log?: ((message: string) => void) | undefined;
  readonly disk?: Disk;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "";

/** A file that one of all windows of the machine can hold, made exclusively. Left by a crash, it is put aside once it is `staleMs` old. */
export class LockFile {
  readonly #file: string;
  readonly #staleMs: number;
  readonly #log: (message: string) => void;
  readonly #name: string;
  readonly #disk: Disk;

  constructor(
    file: string,
    { staleMs, name = `${process.pid}-${crypto.randomUUID()}`, log = () => undefined, disk = ownDisk }: LockOptions,
  ) {
    this.#file = file;
    this.#staleMs = staleMs;
    this.#name = name;
    this.#log = log;
    this.#disk = disk;
  }

  /** True: ours; false: another's, try again soon; undefined: there is no locking here. */
  take(): boolean | undefined {
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        this.#disk.makeFolder(this.#disk.path.dirname(this.#file));
      } catch (error) {
        // EEXIST as well: a file has the folder's name.
        return this.#disk.isBusy(error) ? false : undefined;
      }
      try {
        this.#disk.write(this.#file, this.#name, { isNew: true });
        return true;
      } catch (error) {
        // A file that another process is just deleting cannot be made anew.
        if (this.#disk.isBusy(error)) return false;
        if (codeOf(error) !== "EEXIST") return undefined;
        if (!this.#breakStale()) return false;
      }
    }
    return false;
  }

  /** Says that the holder is alive, for work that takes longer than `staleMs`. */
  touch(): void {
    try {
      if (this.isOurs) this.#disk.touch(this.#file, new Date());
    } catch {
      // it was put aside; `isOurs` tells
    }
  }

  /** False too where it took so long that another window has put the lock aside for stale. */
  get isOurs(): boolean {
    try {
      return this.#disk.read(this.#file) === this.#name;
    } catch {
      return false;
    }
  }

  release(): void {
    if (!this.isOurs) return;
    try {
      this.#disk.remove(this.#file);
    } catch (error) {
      // Somebody looks at it just now. What was done under it is done: the next window waits until it is stale.
      this.#log(`The lock ${this.#disk.path.basename(this.#file)} could not be removed (${codeOf(error)}).`);
    }
  }

  /** Renaming lets one window only have the stale lock. */
  #breakStale(): boolean {
    try {
      // Of the thing itself: a link may lead nowhere. Its own time and Date.now: both of the machine, whatever clock the holder runs on.
      const found = this.#disk.look(this.#file);
      if (Math.abs(Date.now() - found.mtimeMs) < this.#staleMs) return false;
      const aside = `${this.#file}.${this.#name}`;
      this.#disk.rename(this.#file, aside);
      this.#log(
        `The lock ${this.#disk.path.basename(this.#file)} was left behind${found.isFile() ? "" : ", and no file"}: it was moved aside.`,
      );
      this.#removeAside(aside, found.isDirectory());
      return true;
    } catch (error) {
      return codeOf(error) === "ENOENT";
    }
  }

  #removeAside(aside: string, isFolder: boolean): void {
    try {
      // Somebody else's folder is not deleted, unless nothing is in it.
      if (isFolder) this.#disk.removeFolder(aside);
      else this.#disk.remove(aside);
    } catch {
      // it stays aside, where it is in nobody's way
    }
  }
}
