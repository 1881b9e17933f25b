import { cut, visible } from "./visible.ts";

const longest = 2_000;

/** Text of a record as Markdown that shows it as it is: no links, no pictures, no marks, one line. */
export const literalMarkdown = (text: string): string =>
  visible(cut(text, longest))
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[!-/:-@[-`{-~]/g, "\\$&");
