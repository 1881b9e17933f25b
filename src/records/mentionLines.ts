import type { Zone } from "../query/zone.ts";
import { reportById, type Outcome, type ReportId } from "../reports/index.ts";
import { namedInstant } from "./formatInstant.ts";
import { outcomes } from "./outcome.ts";
import { cut, visible } from "./visible.ts";

/** What a line says of a record. */
export interface MentionLine {
  readonly report: ReportId;
  readonly time: string;
  readonly outcome: Outcome;
  readonly who: string;
  readonly what: string;
}

const longest = 80;
const cell = (text: string): string => visible(cut(text, longest)).replaceAll(/\s+/g, " ");

/** A line that says what is listed, and one for each record: time, report, how it ended, who, what. */
export function mentionLines(
  id: string,
  { mentions, more }: { readonly mentions: readonly MentionLine[]; readonly more: boolean },
  zone: Zone,
  now: Date,
): string[] {
  const count = mentions.length.toLocaleString("en");
  const records = mentions.length === 1 ? "loaded record names" : "loaded records name";
  const head = more ? `The newest ${count} loaded records that name ${cell(id)}; there are more.` : `${count} ${records} ${cell(id)}.`;
  return [
    head,
    ...mentions.map(({ report, time, outcome, who, what }) =>
      [cell(namedInstant(time, zone, now)), reportById(report).lineNoun, outcomes[outcome].word, cell(who), cell(what)]
        .filter(Boolean)
        .join("  ·  "),
    ),
  ];
}
