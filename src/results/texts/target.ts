import { constants, type BigIntStats } from "node:fs";
import { access, lstat, realpath, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { FileFailed } from "./fileFailed.ts";

/** A place that a file may be written to, as it was when somebody looked at it. */
export interface Target {
  /** Name that the person chose. */
  readonly name: string;
  /** Where the bytes go: the same, or what a symbolic link of that name leads to. The link stays a link. */
  readonly file: string;
  /** The real path of what the name leads to, where the name itself is a symbolic link: `file`. Nobody has agreed to it by choosing the name. */
  readonly link?: string;
  /** The file that is there and would be replaced. */
  readonly old?: OldFile;
}

export interface OldFile {
  /** Another text: another file, or other content. */
  readonly version: string;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** The system, as far as it says what stands under a name. Nothing is opened. */
export interface Looks {
  lstat(path: string, options: { readonly bigint: true }): Promise<BigIntStats>;
  stat(path: string, options: { readonly bigint: true }): Promise<BigIntStats>;
  realpath(path: string): Promise<string>;
  access(path: string, mode: number): Promise<void>;
}

type Reason = "folder" | "linkToFolder" | "deadLink" | "linkLoop" | "device" | "pipe" | "socket" | "readOnly" | "changed";

const another = "Choose another name.";
const sentences: Readonly<Record<Reason, (name: string) => string>> = {
  folder: (name) => `“${basename(name)}” was not written: a folder has this name. ${another}`,
  linkToFolder: (name) => `“${basename(name)}” was not written: it is a link to a folder. ${another}`,
  deadLink: (name) =>
    `“${basename(name)}” was not written: it is a link to a file that is not there. Remove the link, or choose another name.`,
  linkLoop: (name) => `“${basename(name)}” was not written: it is a link that leads to itself. Remove the link, or choose another name.`,
  device: (name) => `“${basename(name)}” was not written: it is a device and no file. ${another}`,
  pipe: (name) => `“${basename(name)}” was not written: it is a pipe and no file. ${another}`,
  socket: (name) => `“${basename(name)}” was not written: it is a socket and no file. ${another}`,
  readOnly: (name) =>
    `“${basename(name)}” was not written: the file of this name is read-only. Allow writing to it, or choose another name.`,
  changed: (name) =>
    `“${basename(name)}” was not written: what has this name in ${dirname(name)} changed after you chose it, and stays as it is now. Export again.`,
};

/** Nothing is written to this place. */
export class TargetRefused extends Error {
  override readonly name = "TargetRefused";
  readonly reason: Reason;
  constructor(name: string, reason: Reason) {
    super(sentences[reason](name));
    this.reason = reason;
  }
}

const system: Looks = { lstat, stat, realpath, access };
const bigint = { bigint: true } as const;

const linkFailures: Readonly<Record<string, Reason>> = { ELOOP: "linkLoop", ENOENT: "deadLink", ENOTDIR: "deadLink" };

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "";

/**
 * What would be written when a file is written under this name; one that nothing has is a place for a file. Rejects with a `TargetRefused` when there is no
 * file, or one that must not be replaced, and with a `FileFailed` when the system does not say.
 */
export async function lookAt(name: string, looks: Looks = system): Promise<Target> {
  try {
    return await found(name, looks);
  } catch (error) {
    throw error instanceof TargetRefused ? error : new FileFailed(name, error);
  }
}

async function found(name: string, looks: Looks): Promise<Target> {
  const named = await looks.lstat(name, bigint).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (named === undefined) return { name, file: name };
  if (!named.isSymbolicLink()) return { name, file: name, old: await oldFile(name, name, named, looks) };
  const file = await looks.realpath(name).catch((error: unknown) => {
    const reason = linkFailures[codeOf(error)];
    throw reason ? new TargetRefused(name, reason) : error;
  });
  return { name, file, link: file, old: await oldFile(name, file, await looks.stat(file, bigint), looks) };
}

/** Whether the two are the same place, with the same file in it or none. */
export const isSame = (one: Target, other: Target): boolean => one.file === other.file && one.old?.version === other.old?.version;

const succeeds = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

async function oldFile(name: string, file: string, found: BigIntStats, looks: Looks): Promise<OldFile> {
  const reason = whyNot(found, file !== name);
  if (reason) throw new TargetRefused(name, reason);
  const mode = Number(found.mode & 0o777n);
  // Those who may write to everything, and systems that only know such marks, go by the marks.
  const isWritable = (mode & 0o222) !== 0 && (await succeeds(looks.access(file, constants.W_OK)));
  if (!isWritable) throw new TargetRefused(name, "readOnly");
  const { dev, ino, size, mtimeNs, uid, gid } = found;
  return { version: [dev, ino, size, mtimeNs, mode].join(" "), mode, uid: Number(uid), gid: Number(gid) };
}

function whyNot(found: BigIntStats, isLinked: boolean): Reason | undefined {
  if (found.isDirectory()) return isLinked ? "linkToFolder" : "folder";
  if (found.isFIFO()) return "pipe";
  if (found.isSocket()) return "socket";
  // Whatever else a system has.
  return found.isFile() ? undefined : "device";
}
