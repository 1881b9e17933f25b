import process from "node:process";
import { connectionsKey, type State } from "../../auth/storedConnections.ts";
import { disk as ownDisk, onceFree, type Disk } from "../../disk.ts";
import { WindowLock } from "../../windowLock.ts";

interface Kept {
  readonly connections?: unknown;
}

/**
 * The list of connections in a file that windows change one after the other. VS Code's own state takes the last window's word for everything:
 * of two that add or remove at once, one would undo the other. What an earlier version kept there is taken over with the first change;
 * where the folder cannot be written to, it stays there.
 */
export class SharedState implements State {
  readonly #state: State;
  readonly #file: string;
  readonly #lock: WindowLock;
  readonly #log: (message: string) => void;
  readonly #disk: Disk;
  /** As it was read last: what counts while the file cannot be read. */
  #last: Kept | undefined;
  /** The folder takes nothing: this window goes on with VS Code's state. */
  #unwritable = false;

  constructor(state: State, folder: string, log: (message: string) => void, disk = ownDisk) {
    this.#state = state;
    this.#file = disk.path.join(folder, "connections.json");
    this.#lock = new WindowLock(folder, "connections", log, disk);
    this.#log = log;
    this.#disk = disk;
  }

  get(key: string): unknown {
    if (key !== connectionsKey) return this.#state.get(key);
    return this.#listOf(this.#unwritable ? undefined : this.#readNow());
  }

  update(key: string, value: unknown): PromiseLike<void> {
    return key === connectionsKey ? this.change(key, () => value) : this.#state.update(key, value);
  }

  async change(key: string, change: (value: unknown) => unknown): Promise<void> {
    if (key !== connectionsKey) return this.#state.update(key, change(this.#state.get(key)));
    await this.#lock.run(async () => {
      // A list that cannot be read just now is not an empty one: it would be replaced by what is changed alone.
      const read = this.#unwritable ? undefined : await onceFree(() => this.#read(), this.#disk);
      const changed = change(this.#listOf(read));
      try {
        await this.#write(changed);
      } catch (error) {
        this.#log(
          `The connections could not be written to ${this.#file} (${(error as NodeJS.ErrnoException).code}); VS Code's state keeps them.`,
        );
        this.#unwritable = true;
        await this.#state.update(key, changed);
        return;
      }
      this.#unwritable = false;
      this.#last = { connections: changed };
      if (this.#state.get(key) !== undefined) await this.#state.update(key, undefined);
    });
  }

  #listOf(read: Kept | undefined): unknown {
    return read ? read.connections : this.#state.get(connectionsKey);
  }

  #readNow(): Kept | undefined {
    try {
      return this.#read();
    } catch {
      return this.#last;
    }
  }

  /** Undefined: there is no list there. Throws while somebody else keeps it from being read. */
  #read(): Kept | undefined {
    try {
      const value: unknown = JSON.parse(this.#disk.read(this.#file));
      return (this.#last = typeof value === "object" && value !== null ? value : undefined);
    } catch (error) {
      if (this.#disk.isBusy(error)) throw error;
      return (this.#last = undefined);
    }
  }

  /** By renaming: a crash leaves the old list or the new one. */
  async #write(connections: unknown): Promise<void> {
    const aside = `${this.#file}.${process.pid}-${crypto.randomUUID()}`;
    try {
      this.#disk.makeFolder(this.#disk.path.dirname(this.#file));
      this.#disk.write(aside, JSON.stringify({ connections }), { mode: 0o600 });
      await onceFree(() => this.#disk.rename(aside, this.#file), this.#disk);
    } catch (error) {
      this.#disk.remove(aside);
      throw error;
    }
  }
}
