import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate, parseFilter } from "../../../../src/query/index.ts";
import { createResults } from "../../../../src/results/results.ts";
import { pageOf } from "../pages.ts";
import { recordsOf } from "../recordsOf.ts";

const now = new Date("2026-11-18T12:00:00Z");
const second = fc.constantFrom("2026-11-18T11:59:59", "2026-11-18T12:00:00", "2026-11-18T12:00:01");
const fraction = fc.constantFrom("", ".1", ".100", ".1230000", ".1234567", ".9999999");
const instant = fc.tuple(second, fraction).map(([seconds, digits]) => `${seconds}${digits}Z`);
const value = fc.oneof(
  { weight: 8, arbitrary: instant },
  fc.constantFrom<unknown>(null, undefined, "2026-11-18T13:00:00+01:00", "soon", 7),
);
const literal = fc.oneof(
  { weight: 6, arbitrary: instant },
  fc.constantFrom("2026-11-18T12:00:00.12345678Z", "2026-11-18T13:00:00.1+01:00", "2026-11-18", "null"),
);

suite("A condition on an instant", () => {
  test("finds the rows that the evaluator finds, also when the column has given up its dictionary", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 12, maxLength: 40 }),
        fc.constantFrom("eq", "ne", "gt", "ge", "lt", "le"),
        literal,
        fc.boolean(),
        async (values, operator, text, isMirrored) => {
          const results = createResults({ now: () => now, dictionaryLimit: 3 });
          const result = results.create({ report: "signIns" });
          const records = values.map((createdDateTime, at) => ({
            id: String(at),
            ...(createdDateTime !== undefined && { createdDateTime }),
          }));
          results.append({ result, body: pageOf(...records), skip: [] });
          const filter = isMirrored ? `${text} ${operator} createdDateTime` : `createdDateTime ${operator} ${text}`;
          const { view, rows } = await results.view({ result, sort: [], filter: "", clauses: [{ condition: filter }] });
          const found = recordsOf(results.rows({ result, view, from: 0, count: rows, columns: [] })).map(({ record }) => record);
          const { expression } = parseFilter(filter);
          assert.ok(expression);
          assert.deepEqual(
            found,
            records.flatMap((record, at) => (evaluate(expression, record, { now }) ? [at] : [])),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
