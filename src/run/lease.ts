import { lstatSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
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
  readonly #allowed: Limit;
  #last: Ledger;
  /** There was a file. */
  #isKept = false;
  #doubts = 0;
  #lockedOutSince: number | undefined;

  constructor(file: string, allowed: Limit, { name = `${process.pid}-${crypto.randomUUID()}`, log = () => undefined }: LeaseOptions = {}) {
    this.#file = file;
    this.#allowed = allowed;
    this.#last = emptyLedger(allowed);
    this.#log = log;
    this.#name = name;
    this.#lock = new LockFile(`${file}.lock`, { staleMs, name, log });
  }

  update<Answer extends object>(change: (ledger: Ledger) => Answer): Answer | undefined {
    const isLocked = this.#lock.take();
    if (isLocked === undefined) return change(this.#last);
    if (!isLocked && !this.#isPatienceOver()) return undefined;
    if (isLocked) this.#lockedOutSince = undefined;
    try {
      const ledger = this.#take();
      const answer = change(ledger);
      // It took so long that another window has put this lock aside for stale: what that one has written down since counts.
      if (isLocked && !this.#lock.isOurs) return undefined;
      if (ledger.spent.at(-1) !== this.#last.spent.at(-1)) this.#doubts = 0;
      this.#last = ledger;
      this.#write(ledger);
      return answer;
    } finally {
      if (isLocked) this.#lock.release();
    }
  }

  read(): Ledger {
    return this.#read() ?? structuredClone(this.#last);
  }

  /** Whether to go on without a lock that cannot be had. */
  #isPatienceOver(): boolean {
    const now = performance.now();
    const since = (this.#lockedOutSince ??= now);
    if (now - since < patienceMs) return false;
    this.#log(`The lock ${path.basename(this.#file)}.lock cannot be had: the budget goes on without it.`);
    this.#lockedOutSince = undefined;
    return true;
  }

  /** What the file says, or what is to be believed without it. */
  #take(): Ledger {
    const ledger = this.#read();
    if (ledger) return ledger;
    try {
      const found = lstatSync(this.#file);
      const { size } = found;
      const usual = `${this.#file}.broken`;
      const before = lstatSync(usual, { throwIfNoEntry: false });
      // A file takes the place of the one before; a folder of that name, or what is in it, is somebody else's.
      const aside = before && (before.isDirectory() || found.isDirectory()) ? `${usual}.${crypto.randomUUID()}` : usual;
      renameSync(this.#file, aside);
      this.#log(`${path.basename(this.#file)} (${size} bytes) is no ledger of requests: it was moved aside to ${path.basename(aside)}.`);
    } catch (error) {
      // The first window of all finds none.
      if (isMissing(error) && !this.#isKept) return this.#last;
    }
    return ++this.#doubts > mostDoubts ? this.#last : { ...this.#last, isDoubtful: true };
  }

  #read(): Ledger | undefined {
    try {
      const found = statSync(this.#file);
      const ledger =
        found.isFile() && found.size <= mostBytes ? ledgerOf(JSON.parse(readFileSync(this.#file, "utf8")), this.#allowed) : undefined;
      if (ledger) this.#isKept = true;
      return ledger;
    } catch {
      return undefined;
    }
  }

  #write(ledger: Ledger): void {
    const aside = `${this.#file}.${this.#name}`;
    try {
      writeFileSync(aside, JSON.stringify(ledger));
      renameSync(aside, this.#file);
      this.#isKept = true;
    } catch {
      rmSync(aside, { force: true });
    }
  }
}
