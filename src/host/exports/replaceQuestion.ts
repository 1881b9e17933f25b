import { basename } from "node:path";
import type { Target } from "../../results/texts/target.ts";
import { harmless } from "../harmless.ts";

export const another = "Choose Another Name…";

/** What a person is asked before a file is replaced. */
export interface ReplaceQuestion {
  readonly message: string;
  readonly detail: string;
  /** What agrees to it. */
  readonly replace: string;
  /** In their order; the first is what Enter does. */
  readonly buttons: readonly string[];
}

const replaceThat = "Replace That File";
const leads = ({ name }: Target, link: string): string => harmless(`“${basename(name)}” is a link to ${link}.`);

/**
 * The save dialog has asked about the name that was chosen, and not about where it leads: a folder that came from elsewhere can hold a link to any file
 * of this person. Undefined when the name leads nowhere else.
 */
export function rowsQuestion(target: Target): ReplaceQuestion | undefined {
  if (target.link === undefined) return undefined;
  return {
    message: leads(target, target.link),
    detail: "The rows would be written there, and what is in that file would be lost.",
    replace: replaceThat,
    buttons: [another, replaceThat],
  };
}

/**
 * The save dialog has asked about the rows' own file only. `exportedAt`: of which export it is, as people read it; undefined when of none. Undefined
 * when there is no file to replace.
 */
export function manifestQuestion(target: Target, exportedAt: string | undefined, product: string): ReplaceQuestion | undefined {
  if (target.old === undefined) return undefined;
  const { link } = target;
  const replace = link === undefined ? "Replace" : replaceThat;
  const isExpected = exportedAt !== undefined && link === undefined;
  const place = link === undefined ? "take its place" : "be written there";
  return {
    message: link === undefined ? `“${harmless(basename(target.name))}” is there already. Replace it?` : leads(target, link),
    detail:
      exportedAt === undefined
        ? `It was not written by an export of ${product}. The manifest of this export would ${place}, and what is in it would be lost.`
        : `It describes the rows that were exported at ${exportedAt}. The manifest of this export would ${place}.`,
    replace,
    buttons: isExpected ? [replace, another] : [another, replace],
  };
}
