import assert from "node:assert/strict";
import fc from "fast-check";
import { check, parseFilter } from "../../../src/query/index.ts";
import { reports, type Report } from "../../../src/reports/index.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import { summaries } from "../../../src/reports/summaries.ts";
import { summaryFollowUps, summaryMeasures, type Phrase, type Summary } from "../../../src/summary/index.ts";
import { naiveMeasured } from "../../support/naiveMeasures.ts";
import { arbitraryRecords } from "./arbitraryRecords.ts";
import { contextOf, linksOf, now, rowsFound, summaryOf, termsOf } from "./summaryOf.ts";

/** A summary asks some thirty questions of all records. */
const numRuns = 40;

const zones = fc.constantFrom("utc", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York");

/** Records of which each is an attempt of its own. */
const alone = (records: readonly ActivityRecord[]): readonly ActivityRecord[] => records.map(({ correlationId: _, ...record }) => record);

const numberIn = (text: string): number => Number(/\d[\d,]*/.exec(text)?.[0].replaceAll(",", ""));

interface NumberOfRows {
  readonly what: string;
  readonly count: number;
  readonly phrase: Exclude<Phrase, string>;
}

/** The numbers of a summary that count rows, where each row is an event; those that count what is different in them are left aside. */
function numbersOf(report: Report, { sections }: Summary): readonly NumberOfRows[] {
  const { parts, noun } = summaries[report.id];
  return sections.flatMap(({ id, sentences, bars = [], table, heatmap }) => {
    const part = parts.find((one) => one.id === id);
    const { one, many } = (part?.kind === "table" ? part.noun : undefined) ?? noun;
    const said = sentences.flat().flatMap((phrase): NumberOfRows[] => {
      if (typeof phrase === "string") return [];
      const isCount = new RegExp(`^[\\d,]+(?: (?:${one}|${many}))?$`).test(phrase.text);
      return isCount ? [{ what: `${id} sentence`, count: numberIn(phrase.text), phrase }] : [];
    });
    const columns = part?.kind === "table" ? part.columns : [];
    const cells = (table?.rows ?? []).flatMap((row) =>
      row.flatMap((phrase, index): NumberOfRows[] => {
        const { label = "" } = table?.columns[index] ?? {};
        const { show } = columns.find((column) => column.label === label) ?? {};
        const isCount = show === "events" || show === "besides" || (part?.kind === "firstSeen" && label === "Rows");
        return isCount && typeof phrase !== "string" ? [{ what: `${id} ${label}`, count: numberIn(phrase.text), phrase }] : [];
      }),
    );
    const ofBars = bars.flatMap(({ label, value, rows }): NumberOfRows[] =>
      rows ? [{ what: `${id} ${label}`, count: numberIn(value.slice(value.lastIndexOf(", "))), phrase: { text: value, rows } }] : [],
    );
    const ofHours = (heatmap?.cells.flat() ?? []).flatMap(({ events, rows }): NumberOfRows[] =>
      rows ? [{ what: id, count: events, phrase: { text: String(events), rows } }] : [],
    );
    return [...said, ...cells, ...ofBars, ...ofHours];
  });
}

suite("The summary of any records", () => {
  for (const report of reports) {
    const { id } = report;

    test(`${id}: every number leads to rows by a condition that the query language takes`, () =>
      fc.assert(
        fc.property(arbitraryRecords(id), zones, (records, zone) => {
          for (const { text, rows } of linksOf(summaryOf(report, records, { zone }))) {
            const problems = termsOf(report, rows).flatMap((term) => check(term, report));
            assert.deepEqual(
              problems.filter(({ severity }) => severity === "error"),
              [],
              `${text}: ${JSON.stringify(rows)}`,
            );
          }
        }),
        { numRuns },
      ));

    test(`${id}: a number of rows leads to exactly so many`, () =>
      fc.assert(
        fc.property(arbitraryRecords(id).map(alone), zones, (records, zone) => {
          for (const { what, count, phrase } of numbersOf(report, summaryOf(report, records, { zone })))
            assert.equal(rowsFound(report, records, phrase.rows).length, count, `${what}, ${phrase.text}: ${JSON.stringify(phrase.rows)}`);
        }),
        { numRuns },
      ));
  }

  for (const report of reports)
    test(`${report.id}: what it asks is in words that the query language takes, the second time too`, () =>
      fc.assert(
        fc.property(arbitraryRecords(report.id), (records) => {
          const context = contextOf(records);
          const measures = summaryMeasures(report, context);
          const answers = measures.map((measure) => naiveMeasured(records, measure, { report, now }));
          for (const { where } of [...measures, ...summaryFollowUps(report, answers, context)]) {
            const { expression } = parseFilter(where ?? "true");
            assert.ok(expression, where);
            assert.deepEqual(
              check(expression, report).filter(({ severity }) => severity === "error"),
              [],
            );
          }
        }),
        { numRuns },
      ));

  test("signIns: a number of attempts leads to the rows that say so, all attempts among them", () => {
    const [report] = reports;
    assert.ok(report);
    fc.assert(
      fc.property(arbitraryRecords("signIns"), (records) => {
        for (const { what, count, phrase } of numbersOf(report, summaryOf(report, records)))
          assert.ok(rowsFound(report, records, phrase.rows).length >= count, `${what}, ${phrase.text}: ${JSON.stringify(phrase.rows)}`);
      }),
      { numRuns },
    );
  });
});
