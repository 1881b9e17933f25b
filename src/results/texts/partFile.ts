import { createHash, randomBytes } from "node:crypto";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { FileFailed } from "./fileFailed.ts";

/** The system, as far as it writes files. */
export interface FileSystem {
  open(file: string, flags: string): Promise<Pick<FileHandle, "write" | "close">>;
  rename(from: string, to: string): Promise<void>;
  rm(file: string, options: { readonly force: true }): Promise<void>;
}
// Larger writes wait for memory that systems have to find for them.
const bytesAtOnce = 1_048_576;

const fileSystem: FileSystem = { open, rename, rm };

/** A file that appears under its name only when it is whole. Until then it is `FILE.<random>.part`, in the same folder. */
export class PartFile {
  readonly #file: string;
  readonly #part: string;
  readonly #system: FileSystem;
  readonly #hash = createHash("sha256");
  #handle: Promise<Pick<FileHandle, "write" | "close">> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #bytes = 0;

  constructor(file: string, system = fileSystem) {
    this.#file = file;
    this.#part = `${file}.${randomBytes(6).toString("hex")}.part`;
    this.#system = system;
  }

  /** Bytes taken in. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Hashes the bytes and hands them to the system, once it has taken those before: they must not change any more. Rejects with a `FileFailed`. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#handle ??= this.#system.open(this.#part, "wx");
    this.#handle.catch(() => undefined); // told to those who wait for it
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    const before = this.#writing;
    this.#writing = before.then(() => this.#writeAll(bytes));
    this.#writing.catch(() => undefined); // told by the next call
    await this.#told(before);
  }

  /** Gives the file its name; answers with the SHA-256 of its bytes, in hexadecimal digits. */
  async finish(): Promise<string> {
    await this.write(new Uint8Array(0));
    await this.#told(this.#writing);
    const handle = await this.#handle;
    this.#handle = undefined;
    await this.#told((async () => handle?.close())());
    await this.#told(this.#system.rename(this.#part, this.#file));
    return this.#hash.digest("hex");
  }

  /** Leaves nothing behind. */
  async remove(): Promise<void> {
    await this.#writing.catch(() => undefined);
    const handle = await this.#handle?.catch(() => undefined);
    this.#handle = undefined;
    await handle?.close().catch(() => undefined);
    await this.#system.rm(this.#part, { force: true }).catch(() => undefined);
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    const handle = await this.#handle;
    // The system may take a part only.
    for (let at = 0; at < bytes.length;)
      at += (await handle?.write(bytes, at, Math.min(bytesAtOnce, bytes.length - at)))?.bytesWritten ?? bytes.length;
  }

  async #told<Value>(work: Promise<Value>): Promise<Value> {
    try {
      return await work;
    } catch (error) {
      throw new FileFailed(this.#file, error);
    }
  }
}
