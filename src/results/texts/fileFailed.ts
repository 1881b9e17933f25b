import { basename, dirname } from "node:path";

type Sentence = (file: string) => string;

const notPermitted: Sentence = (file) =>
  `“${basename(file)}” was not written: ${dirname(file)} does not allow it, or the file is open in another program. Close it there, or choose another folder.`;
const full: Sentence = (file) => `“${basename(file)}” was not written: the disk is full. Free some space, or choose another folder.`;
const noFolder: Sentence = (file) => `“${basename(file)}” was not written: there is no folder ${dirname(file)}. Choose another one.`;
const isFolder: Sentence = (file) => `“${basename(file)}” was not written: a folder has this name. Choose another name.`;

const displaced: Sentence = (file) =>
  `“${basename(file)}” was not written: another export to the same file began meanwhile, or the folder ${dirname(file)} is gone. Export again when that one has ended.`;

/** By the system's code of the error. */
const sentences: Readonly<Record<string, Sentence>> = {
  EACCES: notPermitted,
  EPERM: notPermitted,
  EBUSY: notPermitted,
  EROFS: (file) => `“${basename(file)}” was not written: ${dirname(file)} is read-only. Choose another folder.`,
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: (file) => `“${basename(file)}” was not written: it is larger than the file system allows. Choose another folder, or fewer rows.`,
  ENOENT: noFolder,
  ENOTDIR: noFolder,
  EISDIR: isFolder,
  ENOTEMPTY: isFolder,
  ENAMETOOLONG: (file) => `“${basename(file)}” was not written: its name is too long. Choose a shorter one.`,
};

/** A file could not be written; nothing of it is left. */
export class FileFailed extends Error {
  override readonly name = "FileFailed";
  readonly file: string;
  /** `step`: what failed, the writing of a file that has no name yet, or the giving of its name. */
  constructor(file: string, cause: unknown, step: "write" | "name" = "write") {
    const { code = "", message } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : { message: String(cause) };
    const sentence = step === "name" && code === "ENOENT" ? displaced : sentences[code];
    super(sentence ? sentence(file) : `“${basename(file)}” was not written: ${message}. Choose another folder, or try again.`, { cause });
    this.file = file;
  }
}
