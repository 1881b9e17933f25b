import process from "node:process";
import { disk as ownDisk, removeIfPossible, type Disk, type Found } from "../disk.ts";
import { LockFile } from "../lockFile.ts";
import type { Limit } from "../sources/source.ts";
import { emptyLedger, ledgerOf, type Ledger } from "./ledger.ts";

/** Where a ledger is kept. */
export interface LedgerStore {
  /** Changes the ledger as one step; undefined: another window holds it just now, try again soon. */
  update<Answer extends object>(change: (ledger: Ledger) => Answer): Answer | undefined;
  /** A copy. */
  read(): Ledger;
}

export function inMemory(allowed: Limit, ledger = emptyLedger(allowed)): LedgerStore {
  return { update: (change) => change(ledger), read: () => structuredClone(ledger) };
}

export interface LeaseOptions {
  /** Of this window, unlike any other's. */
  readonly name?: string;
  /** Hears of what was in the way. */
  readonly log?: ((message: string) => void) | undefined;
  readonly disk?: Disk;
}

/** A change takes a millisecond or so: a lock this old was left by a crash. */
const staleMs = 2000;
/** Nobody holds it for so long, however many windows there are: it cannot be had. */
const patienceMs = 10_000;
/** After so many losses without a request, a window trusts in what it knows itself. */
const mostDoubts = 20;
/** A ledger has some hundred bytes. */
const mostBytes = 65_536;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/**
 * A ledger in a file, shared by all windows of the machine. A lock file, made exclusively, guards each change; the ledger is replaced by renaming,
 * so that a crash leaves the old or the new one. What is in the way of either, or unreadable, is moved aside; nobody knows then what the others have
 * spent since, so that what was left counts as spent. Where the folder cannot be written to, each window goes on with its own ledger: a budget never fails
 * for the sake of its file.
 */
export class Lease implements LedgerStore {
  readonly #file: string;
  readonly #lock: LockFile;
  readonly #name: string;
  readonly #log: (message: string) => void;
  readonly #disk: Disk;
  readonly #allowed: Limit;
  #last: Ledger;
  /** There was a file. */
  #isKept = false;
  #doubts = 0;
  /** The lock, or the file itself, cannot be had. */
  #lockedOutSince: number | undefined;

  constructor(
    file: string,
    allowed: Limit,
    { name = `${process.pid}-${crypto.randomUUID()}`, log = () => undefined, disk = ownDisk }: LeaseOptions = {},
  ) {
    this.#file = file;
    this.#allowed = allowed;
    this.#last = emptyLedger(allowed);
    this.#log = log;
    this.#name = name;
    this.#lock = new LockFile(`${file}.lock`, { staleMs, name, log, disk });
    this.#disk = disk;
  }

  update<Answer extends object>(change: (ledger: Ledger) => Answer): Answer | undefined {
    const isLocked = this.#lock.take();
    if (isLocked === undefined) return change(this.#last);
    if (!isLocked && !this.#isPatienceOver("The lock")) return undefined;
    try {
      const read = this.#read();
      // Somebody has it open just now: it is neither broken nor empty.
      if (read === "busy" && !this.#isPatienceOver("The file")) return undefined;
      const ledger = read === "busy" ? this.#last : (read ?? this.#anew());
      const answer = change(ledger);
      // It took so long that another window has put this lock aside for stale: what that one has written down since counts.
      if (isLocked && !this.#lock.isOurs) return undefined;
      // Nothing is spent before the other windows can read of it.
      if (this.#write(ledger) === "busy" && !this.#isPatienceOver("The file")) return undefined;
      if (isLocked && read !== "busy") this.#lockedOutSince = undefined;
      if (ledger.spent.at(-1) !== this.#last.spent.at(-1)) this.#doubts = 0;
      this.#last = ledger;
      return answer;
    } finally {
      if (isLocked) this.#lock.release();
    }
  }

  read(): Ledger {
    const read = this.#read();
    return read === undefined || read === "busy" ? structuredClone(this.#last) : read;
  }

  /** Whether to go on without what cannot be had. */
  #isPatienceOver(what: "The lock" | "The file"): boolean {
    const now = performance.now();
    const since = (this.#lockedOutSince ??= now);
    if (now - since < patienceMs) return false;
    const name = this.#disk.path.basename(this.#file);
    this.#log(`${what} ${what === "The lock" ? `${name}.lock` : name} cannot be had: the budget goes on without it.`);
    this.#lockedOutSince = undefined;
    return true;
  }

  /** What is to be believed without a file that says it. */
  #anew(): Ledger {
    const { basename } = this.#disk.path;
    try {
      const found = this.#disk.look(this.#file);
      const { size } = found;
      const usual = `${this.#file}.broken`;
      const before = this.#lookAt(usual);
      // A file takes the place of the one before; a folder of that name, or what is in it, is somebody else's.
      const aside = before && (before.isDirectory() || found.isDirectory()) ? `${usual}.${crypto.randomUUID()}` : usual;
      this.#disk.rename(this.#file, aside);
      this.#log(`${basename(this.#file)} (${size} bytes) is no ledger of requests: it was moved aside to ${basename(aside)}.`);
    } catch (error) {
      // The first window of all finds none.
      if (isMissing(error) && !this.#isKept) return this.#last;
    }
    return ++this.#doubts > mostDoubts ? this.#last : { ...this.#last, isDoubtful: true };
  }

  #lookAt(name: string): Found | undefined {
    try {
      return this.#disk.look(name);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Undefined: there is none, or no ledger. */
  #read(): Ledger | "busy" | undefined {
    try {
      const found = this.#disk.lookThrough(this.#file);
      const ledger =
        found.isFile() && found.size <= mostBytes ? ledgerOf(JSON.parse(this.#disk.read(this.#file)), this.#allowed) : undefined;
      if (ledger) this.#isKept = true;
      return ledger;
    } catch (error) {
      return this.#disk.isBusy(error) ? "busy" : undefined;
    }
  }

  #write(ledger: Ledger): "busy" | undefined {
    const aside = `${this.#file}.${this.#name}`;
    try {
      this.#disk.write(aside, JSON.stringify(ledger));
      this.#disk.rename(aside, this.#file);
      this.#isKept = true;
      return undefined;
    } catch (error) {
      removeIfPossible(this.#disk, aside);
      return this.#disk.isBusy(error) ? "busy" : undefined;
    }
  }
}
