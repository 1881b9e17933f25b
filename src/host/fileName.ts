/** Characters that a file name must not hold on some system, and control characters. */
// eslint-disable-next-line no-control-regex -- those are the ones to take out
const unsafe = /[\\/:*?"<>|#%\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/** A part of a file's name, from any text. */
export const fileName = (text: string): string => text.replaceAll(unsafe, " ").trim().slice(0, 60);
