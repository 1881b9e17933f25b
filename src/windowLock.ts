import { disk as ownDisk, type Disk } from "./disk.ts";
import { LockFile } from "./lockFile.ts";

const askAgainMs = 10;
/** Nobody works longer than some seconds: then something is wrong with the lock, not with us. */
const patienceMs = 5000;
const staleMs = 3000;
const aliveEveryMs = 500;

/** Lets one window of the machine work at a time; the others wait. */
export class WindowLock {
  readonly #file: string | undefined;
  readonly #log: (message: string) => void;
  readonly #disk: Disk;
  #told = false;
  /** Of this window, one after the other: they need not ask the file system about each other. */
  #last: Promise<unknown> = Promise.resolve();

  /** `folder`: shared by the windows; without one there is no locking. */
  constructor(folder: string | undefined, name: string, log: (message: string) => void, disk = ownDisk) {
    this.#file = folder === undefined ? undefined : disk.path.join(folder, `${name}.lock`);
    this.#log = log;
    this.#disk = disk;
  }

  /** The task runs in any case: where no lock can be had it is told so, for it to look at once more what it has read. */
  run<T>(task: (isLocked: boolean) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#run(task));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run<T>(task: (isLocked: boolean) => Promise<T>): Promise<T> {
    const lock = this.#file === undefined ? undefined : new LockFile(this.#file, { staleMs, log: this.#log, disk: this.#disk });
    if (!lock || !(await this.#take(lock))) return task(false);
    const alive = setInterval(() => lock.touch(), aliveEveryMs);
    try {
      return await task(true);
    } finally {
      clearInterval(alive);
      lock.release();
    }
  }

  async #take(lock: LockFile): Promise<boolean> {
    for (let waitedMs = 0; ; waitedMs += askAgainMs) {
      const taken = lock.take();
      if (taken === true) return true;
      if (taken === undefined || waitedMs >= patienceMs) {
        if (!this.#told)
          this.#log(`No lock against other windows could be had (${this.#file}): what they change at this moment may be lost.`);
        this.#told = true;
        return false;
      }
      await this.#disk.wait(askAgainMs);
    }
  }
}
