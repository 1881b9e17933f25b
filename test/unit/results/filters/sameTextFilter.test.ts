import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate, parseFilter } from "../../../../src/query/index.ts";
import { reportById } from "../../../../src/reports/index.ts";
import { createResults } from "../../../../src/results/results.ts";
import { pageOf } from "../pages.ts";
import { recordsOf } from "../recordsOf.ts";

const now = new Date("2026-11-18T12:00:00Z");
const guid = fc.constantFrom(
  "62e90394-69f5-4237-9190-012177145e10",
  "62E90394-69F5-4237-9190-012177145E10",
  "62e90394-69f5-4237-9190-012177145e11",
  "72e90394-69f5-4237-9190-012177145e10",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "ffffffff-ffff-ffff-ffff-fffffffffffe",
  "ffffffff-ffff-ffff-ffff-fffffffffffd",
  "00000000-0000-0000-0000-000000000000",
);
const text = fc.oneof(
  fc.constantFrom("", "a", "A", "a\u0301", "\u212a", "k", "K", "ka", "kab", "kä", "\u0130", "i", "\ud800", "x".repeat(2_000), "\ufdfd"),
  fc.string({ unit: fc.constantFrom("a", "A", "k", "\u212a", "ß", "s"), maxLength: 3 }),
);
const others = fc.constantFrom<unknown>(null, undefined, 7, true, ["a"], { a: 1 });

/** Values of which most are of one sort: a column keeps them in the way that fits these. */
const values = fc.constantFrom(guid, text).chain((usual) =>
  fc.array(fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: fc.oneof(guid, text, others) }), {
    minLength: 12,
    maxLength: 40,
  }),
);
const wanted = fc.oneof(guid, text, fc.constantFrom("nothing has it", "a b", "'"));
const paths = ["correlationId", "userDisplayName", "userAgent"] as const;

suite("A text that is asked for as it is", () => {
  test("finds the rows that the evaluator finds, in one column or several, when they have given up their dictionaries too", async () => {
    await fc.assert(
      fc.asyncProperty(
        values,
        values,
        wanted,
        fc.subarray([...paths], { minLength: 1 }),
        fc.boolean(),
        async (one, other, asked, asks, isNot) => {
          const results = createResults({ now: () => now, dictionaryLimit: 3 });
          const result = results.create({ report: "signIns" });
          const records = one.map((value, at) => ({ id: String(at), correlationId: value, userDisplayName: other[at], userAgent: "a" }));
          const [first, second] = [records.slice(0, 9), records.slice(9)];
          results.append({ result, body: pageOf(...first), skip: [] });
          const any = asks.map((path) => `${path} eq '${asked.replaceAll("'", "''")}'`).join(" or ");
          const condition = isNot ? `not (${any})` : any;
          const found = async (): Promise<number[]> => {
            const { view, rows } = await results.view({ result, sort: [], filter: "", clauses: [{ condition }] });
            return recordsOf(results.rows({ result, view, from: 0, count: rows, columns: [] })).map(({ record }) => record);
          };
          const { expression } = parseFilter(condition);
          assert.ok(expression);
          const matching = (all: readonly Readonly<Record<string, unknown>>[]): number[] =>
            (JSON.parse(JSON.stringify(all)) as Record<string, unknown>[]).flatMap((record, at) =>
              evaluate(expression, record, { now, report: reportById("signIns") }) ? [at] : [],
            );
          assert.deepEqual(await found(), matching(first));
          results.append({ result, body: pageOf(...second), skip: [] });
          assert.deepEqual(await found(), matching(records));
        },
      ),
      { numRuns: 500 },
    );
  });
});
