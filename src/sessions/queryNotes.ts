import type { Banner } from "../protocol/grid.ts";
import type { ParsedQuery } from "../query/index.ts";
import { reportIds } from "../reports/index.ts";

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

/** What one should know of a query text that can be run; a sentence each. */
export const problemNotes = ({ problems }: Pick<ParsedQuery, "problems">): readonly string[] => [
  ...new Set(problems.filter(({ severity }) => severity !== "error").map(({ message }) => sentence(message))),
];

/** What was taken over of an address or a filter from elsewhere in another way than it says there: to be seen, not looked for. */
export function pastedBanner(text: string, read: ParsedQuery): Banner | undefined {
  const [word = ""] = /\w*/.exec(text.trimStart().toLowerCase()) ?? [];
  if (reportIds.some((id) => id.toLowerCase() === word)) return undefined;
  const notes = problemNotes(read);
  if (notes.length === 0) return undefined;
  return { severity: "info", message: notes.join(" "), actions: read.isRangeAssumed ? ["allKept"] : [] };
}

export const unjudgedNotes = ({ unjudged }: { readonly unjudged: number }): readonly string[] =>
  unjudged === 0
    ? []
    : [
        `${unjudged.toLocaleString("en-US")} ${unjudged === 1 ? "row" : "rows"} would take too long to test with the condition that is evaluated here, and ${unjudged === 1 ? "is" : "are"} shown untested. Make the condition simpler to have them tested.`,
      ];
