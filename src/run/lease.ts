import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { emptyLedger, isLedger, type Ledger } from "./ledger.ts";

/** Where a ledger is kept. */
export interface LedgerStore {
  /** Changes the ledger as one step; undefined: another window holds it just now, try again soon. */
  update<Answer extends object>(change: (ledger: Ledger) => Answer): Answer | undefined;
  /** A copy. */
  read(): Ledger;
}

export function inMemory(ledger = emptyLedger()): LedgerStore {
  return { update: (change) => change(ledger), read: () => structuredClone(ledger) };
}

/** A change takes a millisecond or so: a lock this old was left by a crash. */
const staleMs = 2000;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/**
 * A ledger in a file, shared by all windows of the machine. A lock file, made exclusively, guards each change; the ledger is replaced by renaming,
 * so that a crash leaves the old or the new one. What is unreadable counts for nothing beside what this window knows itself, and where the folder
 * cannot be written to, each window goes on with its own ledger: a budget never fails for the sake of its file.
 */
export class Lease implements LedgerStore {
  readonly #file: string;
  readonly #name: string;
  #last = emptyLedger();

  /** `name`: of this window, unlike any other's. */
  constructor(file: string, name: string = `${process.pid}-${crypto.randomUUID()}`) {
    this.#file = file;
    this.#name = name;
  }

  update<Answer extends object>(change: (ledger: Ledger) => Answer): Answer | undefined {
    const isLocked = this.#lock();
    if (isLocked === undefined) return change(this.#last);
    if (!isLocked) return undefined;
    try {
      const ledger = this.#read() ?? this.#last;
      const answer = change(ledger);
      this.#last = ledger;
      this.#write(ledger);
      return answer;
    } finally {
      // Unless it took so long that another window has put this lock aside for stale.
      if (this.#holder() === this.#name) rmSync(this.#lockFile, { force: true });
    }
  }

  read(): Ledger {
    return this.#read() ?? structuredClone(this.#last);
  }

  get #lockFile(): string {
    return `${this.#file}.lock`;
  }

  /** True: ours; false: another window's; undefined: there is no locking here. */
  #lock(): boolean | undefined {
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        mkdirSync(path.dirname(this.#file), { recursive: true });
        const handle = openSync(this.#lockFile, "wx");
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

  /** Renaming lets one window only have the stale lock. */
  #breakStale(): boolean {
    try {
      // The file's own time and Date.now: both of the machine, whatever clock the budget runs on.
      if (Math.abs(Date.now() - statSync(this.#lockFile).mtimeMs) < staleMs) return false;
      const aside = `${this.#lockFile}.${this.#name}`;
      renameSync(this.#lockFile, aside);
      rmSync(aside, { force: true });
      return true;
    } catch (error) {
      return isMissing(error);
    }
  }

  #holder(): string | undefined {
    try {
      return readFileSync(this.#lockFile, "utf8");
    } catch {
      return undefined;
    }
  }

  #read(): Ledger | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#file, "utf8"));
      return isLedger(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  #write(ledger: Ledger): void {
    const aside = `${this.#file}.${this.#name}`;
    try {
      writeFileSync(aside, JSON.stringify(ledger));
      renameSync(aside, this.#file);
    } catch {
      rmSync(aside, { force: true });
    }
  }
}
