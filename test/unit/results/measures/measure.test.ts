import assert from "node:assert/strict";
import type { Measure } from "../../../../src/results/measures.ts";
import { createResults } from "../../../../src/results/results.ts";
import { pageOf } from "../pages.ts";

async function measured(records: readonly unknown[], measures: readonly Measure[], order: { filter?: string; condition?: string } = {}) {
  const results = createResults({ now: () => new Date("2026-11-18T12:00:00Z") });
  const result = results.create({ report: "signIns" });
  results.append({ result, body: pageOf(...records), skip: [] });
  const clauses = order.condition === undefined ? [] : [{ condition: order.condition }];
  const { view } = await results.view({ result, sort: [], filter: order.filter ?? "", clauses });
  return results.measure({ result, view, measures });
}

const at = (time: string) => `2026-11-18T${time}Z`;
const ms = (time: string) => Date.parse(at(time));
const count = { kind: "count", by: [], distinct: [], top: 10, order: "count" } as const;

suite("results: measures", () => {
  test("counts attempts by their last row, in the parts of a field's values", async () => {
    const [answer] = await measured(
      [
        { createdDateTime: at("10:00:00"), correlationId: "a", appDisplayName: "Portal", userId: "u1", status: { errorCode: 50140 } },
        { createdDateTime: at("10:01:00"), correlationId: "a", appDisplayName: "Portal", userId: "u1", status: { errorCode: 0 } },
        { createdDateTime: at("10:01:00"), correlationId: "b", appDisplayName: "Portal", userId: "u2", status: { errorCode: 50126 } },
        { createdDateTime: at("10:02:00"), correlationId: null, appDisplayName: "Mail", userId: "U1", status: { errorCode: 0 } },
        { createdDateTime: at("10:03:00"), appDisplayName: "Mail", userId: "u1", status: { errorCode: 0 } },
        { correlationId: "c", appDisplayName: null },
      ],
      [{ ...count, by: ["appDisplayName"], distinct: ["userId", "riskState"], attempt: "correlationId" }],
    );
    assert.deepEqual(answer, {
      kind: "count",
      events: 5,
      rows: 6,
      parts: [
        {
          values: ["Mail"],
          events: 2,
          rows: 2,
          outcomes: { success: 2, failure: 0, interrupt: 0, other: 0 },
          distinct: [1, 0],
          first: ms("10:02:00"),
          last: ms("10:03:00"),
        },
        {
          values: ["Portal"],
          events: 2,
          rows: 3,
          outcomes: { success: 1, failure: 1, interrupt: 0, other: 0 },
          distinct: [2, 0],
          first: ms("10:00:00"),
          last: ms("10:01:00"),
        },
      ],
      distinct: 2,
      without: 1,
      absent: [false, false, true],
    });
  });
});
