import { outcomeTerms, parseFilter, compile, type Expression } from "../../../src/query/index.ts";
import { conjunction } from "../../../src/query/rewrite.ts";
import type { Report } from "../../../src/reports/index.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import {
  composeSummary,
  summaryFollowUps,
  summaryMeasures,
  type LinkedPhrase,
  type Phrase,
  type RowsWanted,
  type Summary,
  type SummaryContext,
  type SummarySection,
} from "../../../src/summary/index.ts";
import { naiveMeasured } from "../../support/naiveMeasures.ts";

export const now = new Date("2026-11-18T12:34:56.789Z");

/** All is there, unless something else is said. */
export const contextOf = (records: readonly unknown[], context: Partial<SummaryContext> = {}): SummaryContext => ({
  zone: "utc",
  now,
  loaded: records.length,
  matching: records.length,
  complete: true,
  missing: 0,
  settling: false,
  running: false,
  narrowed: false,
  ...context,
});

/** The summary of records, asked and answered by the simplest means. */
export function summaryOf(report: Report, records: readonly ActivityRecord[], context: Partial<SummaryContext> = {}): Summary {
  const all = contextOf(records, context);
  const answers = summaryMeasures(report, all).map((measure) => naiveMeasured(records, measure, { report, now }));
  const then = summaryFollowUps(report, answers, all).map((measure) => naiveMeasured(records, measure, { report, now }));
  return composeSummary(report, [...answers, ...then], all);
}

export const textOfPhrase = (phrase: Phrase): string => (typeof phrase === "string" ? phrase : phrase.text);
export const lineOf = (phrases: readonly Phrase[]): string => phrases.map(textOfPhrase).join("");

export function sectionOf({ sections }: Summary, id: string): SummarySection {
  const found = sections.find((section) => section.id === id);
  if (!found) throw new Error(`no section ${id}: ${sections.map((section) => section.id).join(", ")}`);
  return found;
}

/** A section as a person reads it, line by line. */
export function linesOf(summary: Summary, id: string): readonly string[] {
  const { sentences, bars = [], table, notes = [] } = sectionOf(summary, id);
  return [
    ...sentences.map(lineOf),
    ...bars.map(({ label, value }) => `${label}: ${value}`),
    ...(table
      ? [
          table.columns.map(({ label }) => label).join(" | "),
          ...table.rows.map((row) => row.map(textOfPhrase).join(" | ")),
          ...(table.more > 0 ? [`${String(table.more)} more`] : []),
        ]
      : []),
    ...notes,
  ];
}

export function termsOf(report: Report, rows: RowsWanted): readonly Expression[] {
  if (rows.kind === "outcome") return outcomeTerms(report, rows.outcome);
  const { expression, errors } = parseFilter(rows.condition);
  if (!expression) throw new SyntaxError(`${errors.map(({ message }) => message).join()}: ${rows.condition}`);
  return [expression];
}

/** The records to which a number leads. */
export function rowsFound(report: Report, records: readonly ActivityRecord[], rows: RowsWanted): readonly ActivityRecord[] {
  const condition = conjunction(termsOf(report, rows));
  return condition ? records.filter(compile(condition, { now, report })) : records;
}

const isLinked = (phrase: Phrase): phrase is LinkedPhrase => typeof phrase !== "string";

/** Everything in a summary that leads to rows. */
export const linksOf = ({ sections }: Summary): readonly LinkedPhrase[] =>
  sections.flatMap(({ sentences, bars = [], table, heatmap }) => [
    ...sentences.flat().filter(isLinked),
    ...bars.flatMap(({ value, rows }) => (rows ? [{ text: value, rows }] : [])),
    ...(table?.rows.flat().filter(isLinked) ?? []),
    ...(heatmap?.cells.flat().flatMap(({ events, rows }) => (rows ? [{ text: String(events), rows }] : [])) ?? []),
  ]);
