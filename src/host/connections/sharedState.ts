import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { connectionsKey, type State } from "../../auth/storedConnections.ts";
import { WindowLock } from "../../windowLock.ts";

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
  /** The folder takes nothing: this window goes on with VS Code's state. */
  #unwritable = false;

  constructor(state: State, folder: string, log: (message: string) => void) {
    this.#state = state;
    this.#file = path.join(folder, "connections.json");
    this.#lock = new WindowLock(folder, "connections", log);
    this.#log = log;
  }

  get(key: string): unknown {
    if (key !== connectionsKey) return this.#state.get(key);
    const read = this.#unwritable ? undefined : this.#read();
    return read ? read.connections : this.#state.get(key);
  }

  update(key: string, value: unknown): PromiseLike<void> {
    return key === connectionsKey ? this.change(key, () => value) : this.#state.update(key, value);
  }

  async change(key: string, change: (value: unknown) => unknown): Promise<void> {
    if (key !== connectionsKey) return this.#state.update(key, change(this.#state.get(key)));
    await this.#lock.run(async () => {
      const changed = change(this.get(key));
      try {
        this.#write(changed);
      } catch (error) {
        this.#log(
          `The connections could not be written to ${this.#file} (${(error as NodeJS.ErrnoException).code}); VS Code's state keeps them.`,
        );
        this.#unwritable = true;
        await this.#state.update(key, changed);
        return;
      }
      this.#unwritable = false;
      if (this.#state.get(key) !== undefined) await this.#state.update(key, undefined);
    });
  }

  #read(): { readonly connections?: unknown } | undefined {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#file, "utf8"));
      return typeof value === "object" && value !== null ? value : undefined;
    } catch {
      return undefined;
    }
  }

  /** By renaming: a crash leaves the old list or the new one. */
  #write(connections: unknown): void {
    const aside = `${this.#file}.${process.pid}-${crypto.randomUUID()}`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(aside, JSON.stringify({ connections }), { mode: 0o600 });
      renameSync(aside, this.#file);
    } catch (error) {
      rmSync(aside, { force: true });
      throw error;
    }
  }
}
