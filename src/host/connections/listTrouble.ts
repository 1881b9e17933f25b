/** What is wrong with the file that has the list of connections. */
export type ListFault = "unreadable" | "notChanged" | "notWritten" | "damaged";

export interface ListTrouble {
  readonly fault: ListFault;
  readonly file: string;
  /** What the system says: `EACCES`. Missing when the file is damaged. */
  readonly code?: string;
}

const sentences: Readonly<Record<ListFault, (trouble: ListTrouble) => string>> = {
  unreadable: ({ file, code }) =>
    `${file} cannot be read (${code}): the connections in it are missing here. Let this account read it, then reload the window.`,
  notChanged: ({ file, code }) =>
    `The list of connections was not changed, as ${file} cannot be read (${code}). Close it in other programs and let this account read it, then try again.`,
  notWritten: ({ file, code }) =>
    `The connections could not be written to ${file} (${code}): only this window knows what you have changed, until it is closed. Free some space, or let this account write there; it is then written with the next change.`,
  damaged: ({ file }) =>
    `The list of connections in ${file} is damaged: the connections in it are missing here. The next change puts it aside, as ${file.replace(/.*[\\/]/, "")}.broken, and begins a new list. Put a good copy in its place before that, or sign in again.`,
};

/** For people. Stands apart, as nearly nobody reads it: the start of the extension does without it. */
export const listTroubleSentence = (trouble: ListTrouble): string => sentences[trouble.fault](trouble);
