import process from "node:process";
import { connectionsKey, type State } from "../../auth/storedConnections.ts";
import { disk as ownDisk, onceFree, type Disk } from "../../disk.ts";
import { WindowLock } from "../../windowLock.ts";
import type { ListFault, ListTrouble } from "./listTrouble.ts";

interface Kept {
  readonly connections?: unknown;
}
type Change = (value: unknown) => unknown;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "";

/** Where a person reads what is wrong with the list. */
export interface SharedStateTold {
  readonly log: (message: string) => void;
  /** Of what they have to do something about. */
  readonly warn: (trouble: ListTrouble) => void;
}

/**
 * The list of connections in a file that windows change one after the other. VS Code's own state takes the last window's word for everything:
 * of two that add or remove at once, one would undo the other. What an earlier version kept there is taken over with the first change;
 * where the folder cannot be written to, it stays there. A list that is there and cannot be read is never taken for none: nothing is written over it.
 */
export class SharedState implements State {
  readonly #state: State;
  readonly #file: string;
  readonly #lock: WindowLock;
  readonly #told: SharedStateTold;
  readonly #disk: Disk;
  /** As it was read last: what counts while the file cannot be read. */
  #last: Kept | undefined;
  /** Of a file that could be read and takes nothing: this window goes on with them, and writes them with the next change that is taken. */
  #unwritten: readonly Change[] = [];
  readonly #warned = new Set<string>();

  constructor(state: State, folder: string, told: SharedStateTold, disk = ownDisk) {
    this.#state = state;
    this.#file = disk.path.join(folder, "connections.json");
    this.#lock = new WindowLock(folder, "connections", told.log, disk);
    this.#told = told;
    this.#disk = disk;
  }

  get(key: string): unknown {
    return key === connectionsKey ? changed(this.#listOf(this.#readNow()), this.#unwritten) : this.#state.get(key);
  }

  update(key: string, value: unknown): PromiseLike<void> {
    return key === connectionsKey ? this.change(key, () => value) : this.#state.update(key, value);
  }

  async change(key: string, change: Change): Promise<void> {
    if (key !== connectionsKey) return this.#state.update(key, change(this.#state.get(key)));
    await this.#lock.run(async () => {
      // A list that cannot be read just now is not an empty one: it would be replaced by what is changed alone.
      const read = await onceFree(() => this.#read(), this.#disk).catch(async (error: unknown) => {
        const { listTroubleSentence } = await import("./listTrouble.ts");
        const said = listTroubleSentence({ fault: "notChanged", file: this.#file, code: codeOf(error) });
        throw Object.assign(new Error(said, { cause: error }), { code: codeOf(error) });
      });
      const changes = [...this.#unwritten, change];
      const list = changed(this.#listOf(read), changes);
      try {
        await this.#write(list, read === undefined);
      } catch (error) {
        this.#unwritten = read ? changes : [];
        if (read) this.#warn("notWritten", error);
        else {
          this.#told.log(`The connections could not be written to ${this.#file} (${codeOf(error)}); VS Code's state keeps them.`);
          await this.#state.update(key, list);
        }
        return;
      }
      this.#unwritten = [];
      this.#warned.clear();
      this.#last = { connections: list };
      if (this.#state.get(key) !== undefined) await this.#state.update(key, undefined);
    });
  }

  #listOf(read: Kept | undefined): unknown {
    return read ? read.connections : this.#state.get(connectionsKey);
  }

  #readNow(): Kept | undefined {
    try {
      return this.#read();
    } catch (error) {
      if (!this.#disk.isBusy(error) && this.#last === undefined) this.#warn("unreadable", error);
      return this.#last;
    }
  }

  /** Undefined: there is no list there. Throws while there is a file that cannot be read. */
  #read(): Kept | undefined {
    let text: string;
    try {
      text = this.#disk.read(this.#file);
    } catch (error) {
      if (this.#disk.isBusy(error) || (codeOf(error) !== "ENOENT" && this.#isThere())) throw error;
      return (this.#last = undefined);
    }
    this.#last = keptIn(text);
    if (this.#last === undefined) this.#warn("damaged");
    return this.#last;
  }

  #isThere(): boolean {
    try {
      return this.#disk.lookThrough(this.#file).isFile();
    } catch {
      return false;
    }
  }

  /** Once, as the list is read all the time. */
  #warn(fault: ListFault, error?: unknown): void {
    const code = error === undefined ? undefined : codeOf(error);
    const key = `${fault} ${code}`;
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.#told.warn({ fault, file: this.#file, ...(code !== undefined && { code }) });
  }

  /** By renaming: a crash leaves the old list or the new one. */
  async #write(connections: unknown, isNew: boolean): Promise<void> {
    const aside = `${this.#file}.${process.pid}-${crypto.randomUUID()}`;
    try {
      this.#disk.makeFolder(this.#disk.path.dirname(this.#file));
      this.#disk.write(aside, JSON.stringify({ connections }), { mode: 0o600 });
      // One that could not be understood may still be of use to whoever can.
      if (isNew && this.#isThere()) await onceFree(() => this.#disk.rename(this.#file, `${this.#file}.broken`), this.#disk);
      await onceFree(() => this.#disk.rename(aside, this.#file), this.#disk);
    } catch (error) {
      await onceFree(() => this.#disk.remove(aside), this.#disk).catch(() => undefined); // why it was not written counts
      throw error;
    }
  }
}

const changed = (list: unknown, changes: readonly Change[]): unknown => changes.reduce((value, change) => change(value), list);

/** Undefined when it is no list of connections. */
function keptIn(text: string): Kept | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
