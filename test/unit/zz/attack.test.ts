import assert from "node:assert/strict";
import fc from "fast-check";
import { reports, reportById } from "../../../src/reports/index.ts";
import type { ActivityRecord } from "../../../src/reports/report.ts";
import { createResults } from "../../../src/results/results.ts";
import { composeSummary, summaryFollowUps, summaryMarkdown, summaryMeasures } from "../../../src/summary/index.ts";
import { naiveMeasured } from "../../support/naiveMeasures.ts";
import { contextOf, summaryOf, linesOf } from "../summary/summaryOf.ts";
import { pageOf } from "../results/pages.ts";
import { arbitraryRecords } from "../summary/arbitraryRecords.ts";

const now = new Date("2026-11-18T12:34:56.789Z");
const times = fc.constantFrom<unknown>("9999-12-31T23:59:59Z", "+275760-09-13T00:00:00Z", "0001-01-01T00:00:00Z", "-271821-04-20T00:00:00Z", "1601-01-01T00:00:00Z", "2026-11-18T10:00:00", "2026-11-18T10:00:00+05:30", "2016-12-31T23:59:60Z", "2026-11-18T10:00:00.1234567Z", "2026-11-10T10:00:00Z", "2026-11-01T10:00:00Z", {}, ["2026-11-18T10:00:00Z"], 1731924000000, "2026-02-30T00:00:00Z", "2026-11-18 10:00:00Z", "Wed, 18 Nov 2026 10:00:00 GMT");

let shown = 0;
suite("attack", () => {
  for (const { id, timeField } of reports)
    for (const zone of ["utc", "Europe/Berlin"])
    test(`${id} ${zone} extreme times`, () => fc.assert(fc.asyncProperty(arbitraryRecords[id], fc.array(times, { minLength: 20, maxLength: 20 }), async (records, when) => {
      const report = reportById(id);
      const some = records.map((record, index): ActivityRecord => JSON.parse(JSON.stringify({ ...record, [timeField]: when[index] })) as ActivityRecord);
      const context = contextOf(some, { zone });
      const summary = summaryOf(report, some, { zone });
      summaryMarkdown(summary, "x");
      const results = createResults({ now: () => now, dictionaryLimit: some.length > 8 ? 3 : 1000, msAtOnce: 0 });
      const result = results.create({ report: id });
      const { view } = await results.view({ result, filter: "", clauses: [], sort: [] });
      results.append({ result, body: pageOf(...some), skip: [], replace: [] });
      const first = await results.measure({ result, view, measures: summaryMeasures(report, context) });
      const then = await results.measure({ result, view, measures: summaryFollowUps(report, first, context) });
      const real = composeSummary(report, [...first, ...then], context);
      try { assert.deepEqual(real, summary); } catch (error) { if (shown++ < 12) console.log(id, JSON.stringify(some).slice(0, 1500), String((error as Error).message).slice(0, 1200)); }
    }), { numRuns: 40 }));
});
