import { createHash, randomBytes } from "node:crypto";
import { open, readdir, rename, rm, type FileHandle } from "node:fs/promises";
import { disk as ownDisk, onceFree, type Disk } from "../../disk.ts";
import { FileFailed } from "./fileFailed.ts";
import { isSame, lookAt, TargetRefused, type Looks, type OldFile, type Target } from "./target.ts";

type Handle = Pick<FileHandle, "write" | "sync" | "close" | "stat" | "chown" | "chmod">;

/** The system, as far as it writes files; what is missing is as on this machine. */
export interface FileSystem {
  readonly disk?: Pick<Disk, "path" | "isBusy" | "wait">;
  readonly looks?: Looks;
  /** `mode`: permissions of a file that is made. */
  open(path: string, flags: string, mode?: number): Promise<Handle>;
  readdir(folder: string): Promise<string[]>;
  rename(from: string, to: string): Promise<void>;
  rm(file: string, options: { readonly force: true }): Promise<void>;
}
// What is written is flushed while more of it is made: in the end little is left to wait for.
const bytesToFlush = 33_554_432;

const fileSystem: FileSystem = { open, readdir, rename, rm };

/** Records are for the person who exports them, unless the file that they take the place of says otherwise. */
const ownersOnly = 0o600;

// Of file systems that have nothing to flush.
const noFlush = new Set(["EINVAL", "ENOSYS", "ENOTSUP"]);

const partName = (name: string, random: string): string => `${name}.unfinished-${random}.part`;

/** As disks compare names that mind neither case nor how an accent is written: those of Windows and macOS. */
const folded = (name: string): string => name.normalize("NFC").toLowerCase();

/**
 * By what name something in a folder is a part of the file there; undefined when it is none. Spelled as the file is: where another spelling is another
 * file, nothing has that name.
 */
function partOf(file: string, name: string): string | undefined {
  const [, random] = /\.unfinished-([0-9a-f]{8})\.part$/.exec(name) ?? [];
  const own = random === undefined ? undefined : partName(file, random);
  return own !== undefined && folded(own) === folded(name) ? own : undefined;
}

/**
 * A file that appears under its name only when it is whole and on the disk. Until then it is `FILE.unfinished-<random>.part`, in the same folder.
 * It takes the place of other parts of the same file: those of a process that died, which nobody else removes, and of an older export, which then fails.
 *
 * At no moment may more people read or write it than the file that it replaces, or than its owner where it replaces none. A symbolic link stays one: the
 * file that it leads to is replaced, and the part is beside that. What is no file is refused before anything is opened, and so is a name that has changed
 * hands since `target` was looked at.
 */
export class PartFile {
  readonly #name: string;
  readonly #random = randomBytes(4).toString("hex");
  readonly #system: FileSystem;
  readonly #disk: NonNullable<FileSystem["disk"]>;
  readonly #hash = createHash("sha256");
  #target: Target | undefined;
  #handle: Promise<Handle> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #flushing: Promise<void> = Promise.resolve();
  #isFlushing = false;
  #unflushed = 0;
  #bytes = 0;

  /** `target`: what a person agreed to, as the name was then; else as it is at the first `write`. */
  constructor(file: string, system = fileSystem, target?: Target) {
    this.#name = file;
    this.#target = target;
    this.#system = system;
    this.#disk = system.disk ?? ownDisk;
  }

  get #file(): string {
    return this.#target?.file ?? this.#name;
  }

  get #part(): string {
    const { join, dirname, basename } = this.#disk.path;
    return join(dirname(this.#file), partName(basename(this.#file), this.#random));
  }

  /** Bytes taken in. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Hands the bytes to the system, once it has taken those before, and hashes them meanwhile: they must not change before `written`, which is not
   * called when writing fails. One call at a time. Rejects with a `FileFailed`, perhaps of the bytes before, or a `TargetRefused`.
   */
  async write(bytes: Uint8Array, written?: () => void): Promise<void> {
    this.#handle ??= this.#open();
    const handle = await this.#told(this.#handle);
    await this.#told(this.#writing);
    this.#writing = this.#writeAll(handle, bytes).then(written);
    this.#writing.catch(() => undefined); // told by the next call
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  /** Gives the file its name, once the disk has its bytes; answers with their SHA-256, in hexadecimal digits. */
  async finish(): Promise<string> {
    await this.write(new Uint8Array(0));
    await this.#told(this.#writing);
    const handle = await this.#handle;
    await this.#told(this.#flushing);
    if (handle && this.#target?.old) await this.#told(likeOld(handle, this.#target.old));
    await this.#told(this.#flush(handle));
    this.#handle = undefined;
    await this.#told((async () => handle?.close())());
    await this.#checkTarget();
    try {
      // Scanners open what has just been written, and Windows gives no other name to what is open.
      await onceFree(() => this.#system.rename(this.#part, this.#file), this.#disk);
    } catch (error) {
      throw new FileFailed(this.#file, error, "name");
    }
    await this.#flushFolder();
    return this.#hash.digest("hex");
  }

  /** Leaves nothing behind. */
  async remove(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#flushing.catch(() => undefined);
    const handle = await this.#handle?.catch(() => undefined);
    this.#handle = undefined;
    await handle?.close().catch(() => undefined);
    await onceFree(() => this.#system.rm(this.#part, { force: true }), this.#disk).catch(() => undefined);
  }

  async #checkTarget(): Promise<void> {
    const now = await lookAt(this.#name, this.#system.looks);
    if (this.#target && !isSame(now, this.#target)) throw new TargetRefused(this.#name, "changed");
  }

  async #open(): Promise<Handle> {
    if (this.#target) await this.#checkTarget();
    else this.#target = await lookAt(this.#name, this.#system.looks);
    const { join, dirname, basename } = this.#disk.path;
    const folder = dirname(this.#file);
    // Looked for before there is a part of our own: of two exports that begin together neither ends the other.
    const names = await this.#system.readdir(folder).catch(() => []); // what is wrong with the folder is told by what follows
    const parts = names.flatMap((name) => partOf(basename(this.#file), name) ?? []);
    await Promise.all(parts.map((name) => this.#system.rm(join(folder, name), { force: true }).catch(() => undefined)));
    return this.#system.open(this.#part, "wx", ownersOnly & (this.#target.old?.mode ?? ownersOnly));
  }

  async #writeAll(handle: Handle, bytes: Uint8Array): Promise<void> {
    // The system may take a part only.
    for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
    this.#unflushed += bytes.length;
    if (this.#unflushed < bytesToFlush || this.#isFlushing) return;
    this.#unflushed = 0;
    this.#isFlushing = true;
    this.#flushing = this.#flush(handle).finally(() => (this.#isFlushing = false));
    this.#flushing.catch(() => (this.#unflushed = -Infinity)); // told in the end
  }

  async #flush(handle: Handle | undefined): Promise<void> {
    try {
      await handle?.sync();
    } catch (error) {
      if (!noFlush.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }

  /** The new name, too. Windows and some network disks open no folder and write names in their own time: the file itself is safe. */
  async #flushFolder(): Promise<void> {
    const folder = await this.#system.open(this.#disk.path.dirname(this.#file), "r").catch(() => undefined);
    await folder?.sync().catch(() => undefined);
    await folder?.close().catch(() => undefined);
  }

  async #told<Value>(work: Promise<Value>): Promise<Value> {
    try {
      return await work;
    } catch (error) {
      throw error instanceof TargetRefused || error instanceof FileFailed ? error : new FileFailed(this.#file, error);
    }
  }
}

/** Whom the old file was for, the new one is for: only its owner, when it cannot be given to the same owner and group. */
async function likeOld(handle: Handle, old: OldFile): Promise<void> {
  const { uid, gid, mode } = await handle.stat();
  const isSameOwner =
    (uid === old.uid && gid === old.gid) ||
    (await handle.chown(old.uid, old.gid).then(
      () => true,
      () => false,
    ));
  const wanted = isSameOwner ? old.mode : old.mode & 0o700;
  // Where the system has no modes, or does not let them be changed, the part's own stay, which are no looser.
  if ((mode & 0o777) !== wanted) await handle.chmod(wanted).catch(() => undefined);
}
