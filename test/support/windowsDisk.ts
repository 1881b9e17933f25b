import path from "node:path";
import type { BigIntStats } from "node:fs";
import { isRefusal, type Disk, type Found } from "../../src/disk.ts";
import type { FileSystem } from "../../src/results/texts/partFile.ts";

interface Entry {
  /** As it was spelled when it was made. */
  readonly name: string;
  readonly id: number;
  /** Undefined: a folder. */
  text: string | undefined;
  mtimeMs: number;
}

const failure = (code: string, name: string): Error => Object.assign(new Error(`${code}: ${name}`), { code });

/**
 * A disk as Windows has them, in memory: names mind neither case nor the kind of slash, files have no permissions but the mark of being read-only, and a
 * file that somebody has open can be neither read, renamed, replaced nor removed. Its clock is the machine's.
 */
export class WindowsDisk implements Disk {
  readonly path = path.win32;
  /** How long was waited in all. */
  waitedMs = 0;
  readonly #entries = new Map<string, Entry>();
  readonly #held = new Map<string, number>();
  readonly #spelling: (name: string) => string;
  #made = 0;

  /** `spelling`: as which spelling a name is known; macOS has one for all ways to write an accent. */
  constructor(spelling = (name: string): string => name) {
    this.#spelling = spelling;
  }

  /** Names in a folder, as they were spelled, sorted. */
  names(folder: string): string[] {
    const key = this.#keyOf(folder);
    return [...this.#entries]
      .flatMap(([of, { name }]) => (path.win32.dirname(of) === key && of !== key ? [path.win32.basename(name)] : []))
      .toSorted();
  }

  /** Somebody opens the file, and has it open for so many calls. */
  hold(file: string, calls: number): void {
    this.#held.set(this.#keyOf(file), calls);
  }

  makeFolder(folder: string): void {
    const key = this.#keyOf(folder);
    const above = path.win32.dirname(folder);
    if (this.#entries.get(key)?.text !== undefined) throw failure("EEXIST", folder);
    if (above !== folder) this.makeFolder(above);
    if (!this.#entries.has(key)) this.#make(folder, undefined);
  }

  read(file: string): string {
    this.#use(file);
    const { text } = this.#entry(file);
    if (text === undefined) throw failure("EISDIR", file);
    return text;
  }

  write(file: string, text: string, { isNew }: { readonly isNew?: true; readonly mode?: number } = {}): void {
    this.#use(file);
    const before = this.#entries.get(this.#keyOf(file));
    if (before && isNew) throw failure("EEXIST", file);
    if (!this.#entries.has(this.#keyOf(path.win32.dirname(file)))) throw failure("ENOENT", file);
    if (before) Object.assign(before, { text, mtimeMs: Date.now() });
    else this.#make(file, text);
  }

  look(name: string): Found {
    const { text, mtimeMs } = this.#entry(name);
    return { mtimeMs, size: text?.length ?? 0, isFile: () => text !== undefined, isDirectory: () => text === undefined };
  }

  lookThrough(name: string): Found {
    return this.look(name);
  }

  touch(file: string, at: Date): void {
    this.#use(file);
    this.#entry(file).mtimeMs = at.getTime();
  }

  rename(from: string, to: string): void {
    this.#use(from);
    const moved = this.#entry(from);
    this.#use(to);
    this.#entries.delete(this.#keyOf(from));
    this.#entries.set(this.#keyOf(to), { ...moved, name: to });
  }

  remove(file: string): void {
    this.#use(file);
    this.#entries.delete(this.#keyOf(file));
  }

  removeFolder(folder: string): void {
    if (this.names(folder).length > 0) throw failure("ENOTEMPTY", folder);
    this.#entries.delete(this.#keyOf(folder));
  }

  isBusy(error: unknown): boolean {
    return isRefusal(error);
  }

  wait(ms: number): Promise<void> {
    this.waitedMs += ms;
    return Promise.resolve();
  }

  /** The same disk, as exports see it. */
  get files(): FileSystem {
    const stats = async (name: string): Promise<BigIntStats> => {
      const { id, text, mtimeMs } = this.#entry(name);
      const no = () => false;
      const kind = {
        isDirectory: () => text === undefined,
        isFile: () => text !== undefined,
        isFIFO: no,
        isSocket: no,
        isSymbolicLink: no,
      };
      const size = BigInt(text?.length ?? 0);
      const facts = { dev: 1n, ino: BigInt(id), size, mode: 0o100666n, mtimeNs: BigInt(mtimeMs) * 1_000_000n, uid: 0n, gid: 0n };
      return Object.assign(facts as BigIntStats, kind);
    };
    return {
      disk: this,
      looks: {
        lstat: stats,
        stat: stats,
        realpath: async (name) => this.#entry(name).name,
        access: async (name) => void this.#entry(name),
      },
      readdir: async (folder) => this.names(folder),
      rename: async (from, to) => this.rename(from, to),
      rm: async (file) => this.remove(file),
      open: async (name, flags) => {
        if (this.#entry(path.win32.dirname(name)) && flags === "r") throw failure("EPERM", name); // Windows opens no folder
        this.write(name, "", { isNew: true });
        return {
          write: (async (bytes: Uint8Array, at: number, length: number) => {
            this.write(name, this.read(name) + Buffer.from(bytes).toString("utf8", at, at + length));
            return { bytesWritten: length, buffer: bytes };
          }) as never,
          sync: async () => undefined,
          close: async () => undefined,
          stat: (async () => ({ uid: 0, gid: 0, mode: 0o100666 })) as never,
          chown: async () => undefined,
          chmod: async () => undefined,
        };
      },
    };
  }

  #keyOf(name: string): string {
    return this.#spelling(path.win32.normalize(name)).toLowerCase();
  }

  #entry(name: string): Entry {
    return this.#entries.get(this.#keyOf(name)) ?? assertThere(name);
  }

  #make(name: string, text: string | undefined): void {
    this.#entries.set(this.#keyOf(name), { name, id: ++this.#made, text, mtimeMs: Date.now() });
  }

  /** Fails while somebody has the file open. */
  #use(file: string): void {
    const key = this.#keyOf(file);
    const left = this.#held.get(key) ?? 0;
    if (left === 0) return;
    this.#held.set(key, left - 1);
    throw failure(this.#entries.has(key) ? "EPERM" : "EBUSY", file);
  }
}

function assertThere(name: string): never {
  throw failure("ENOENT", name);
}
