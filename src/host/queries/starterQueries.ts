import { reportCards } from "../../reports/cards.ts";
import type { SavedQuery } from "./queryEntries.ts";

/** All of them can be read, and have a name of their own: nothing but the range has to be found in their texts. */
const rangeIn = (text: string): string => /^\w+ (last \w+)/.exec(text)?.[1] ?? "";

let starters: readonly SavedQuery[] | undefined;

/** The queries that come with the reports. They never change. */
export function starterQueries(): readonly SavedQuery[] {
  return (starters ??= reportCards.flatMap((report) =>
    report.starters.map(({ name, query: text, description, task, opens }) => ({
      ref: { origin: "starter" as const, report: report.id, name, nth: 0 },
      text,
      description,
      task,
      ...(opens && { opens }),
      range: rangeIn(text),
    })),
  ));
}
