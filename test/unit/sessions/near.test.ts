import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery, printQuery } from "../../../src/query/index.ts";
import { reportById, reportIds, type ReportId } from "../../../src/reports/index.ts";
import { near, nearRows } from "../../../src/sessions/near.ts";
import { nearResults } from "./nearResults.ts";

const now = new Date("2026-11-18T12:00:00Z");
const timeOf = (second: number): string => new Date(Date.UTC(2026, 10, 18, 9, 0, second)).toISOString().replace(".000Z", "Z");
const signIn = (id: string, second: number, more: object) => ({ id, createdDateTime: timeOf(second), ...more });

/** Stores that are told of their calls. */
function stores() {
  const calls: string[] = [];
  const results = nearResults(now, (method) => void calls.push(method));
  /** What a grid has loaded of a report. */
  async function loaded(report: ReportId, records: readonly object[]) {
    const result = await results.create({ report });
    const { buffer } = new TextEncoder().encode(JSON.stringify({ value: records }));
    await results.append({ result, body: buffer, skip: [] });
    const ran = parseQuery(`${report} last 24h`).query ?? assert.fail();
    return { report: reportById(report), result, results, ran, loaded: records.length };
  }
  type Loaded = Awaited<ReturnType<typeof loaded>>;
  const gridOf = (collection: Loaded) =>
    ({
      report: collection.report,
      collection,
      clock: { now, zone: "utc" },
      record: (record: number) => results.record({ result: collection.result, record }),
    }) as unknown as Parameters<typeof near>[0] & { readonly collection: Loaded };
  return { calls, results, loaded, gridOf };
}

suite("What is near a record", () => {
  test("is counted by correlation id, then by session, in the order of time, with the two beside it", async () => {
    const { loaded, gridOf } = stores();
    const collection = await loaded("signIns", [
      signIn("d", 40, { correlationId: "C", sessionId: "s", userPrincipalName: "d@x", appDisplayName: "D", status: { errorCode: 50126 } }),
      signIn("c", 30, { correlationId: "c", sessionId: "s", userPrincipalName: "c@x" }),
      signIn("b", 20, { correlationId: "c", sessionId: "other", userPrincipalName: "b@x", appDisplayName: "B", status: { errorCode: 0 } }),
      signIn("a", 10, { correlationId: "c", userPrincipalName: "a@x" }),
      signIn("0", 5, { correlationId: "none", userPrincipalName: "0@x" }),
    ]);
    const d = { record: 0, outcome: "failure", time: timeOf(40), who: "d@x", what: "D" };
    const b = { record: 2, outcome: "success", time: timeOf(20), who: "b@x", what: "B" };
    assert.deepEqual(await near(gridOf(collection), [collection], 1), {
      ties: [
        { path: "correlationId", label: "Correlation id", others: 3, order: { before: 2, after: 1, previous: b, next: d }, elsewhere: [] },
        { path: "sessionId", label: "Session id", others: 1, order: { before: 0, after: 1, next: d }, elsewhere: [] },
      ],
    });
  });

  test("is of other reports, too, in the grid that has most of them; the rows of a tie are those of the query that ran", async () => {
    const { loaded, gridOf } = stores();
    const audit = (id: string, sessionId: string) => ({
      id,
      activityDateTime: timeOf(50),
      initiatedBy: { linkableIdentifiers: { sessionId } },
    });
    const own = await loaded("signIns", [signIn("a", 1, { sessionId: "it's" }), signIn("b", 2, { sessionId: "it's" })]);
    const few = await loaded("directoryAudits", [audit("1", "it's"), audit("2", "x")]);
    const more = await loaded("directoryAudits", [audit("1", "it's"), audit("2", "it's")]);
    const all = [few, more, own];
    const { ties } = await near(gridOf(own), all, 0);
    assert.deepEqual(
      ties.map(({ path, others, elsewhere }) => [path, others, elsewhere]),
      [["sessionId", 1, [{ report: "directoryAudits", noun: "directory audit", rows: 2 }]]],
    );
    const asked = { record: 0, path: "sessionId" };
    const rows = await Promise.all(reportIds.map((report) => nearRows(gridOf(own), all, { ...asked, report })));
    assert.deepEqual(
      rows.map((found) => found && [found.title, all.indexOf(found.collection), printQuery(found.query)]),
      [
        ["Same session id · it's", 2, "signIns last 24h where sessionId eq 'it''s'"],
        ["Same session id · it's", 1, "directoryAudits last 24h where initiatedBy/linkableIdentifiers/sessionId eq 'it''s'"],
        ...reportIds.slice(2).map(() => undefined),
      ],
    );
    assert.equal(await nearRows(gridOf(own), all, { record: 0, path: "userId", report: "signIns" }), undefined);
  });

  test("of provisioning is its cycle", async () => {
    const { loaded, gridOf } = stores();
    const collection = await loaded(
      "provisioning",
      [1, 2].map((at) => ({ id: String(at), activityDateTime: timeOf(at), cycleId: "cycle" })),
    );
    assert.deepEqual(
      (await near(gridOf(collection), [collection], 0)).ties.map(({ path, others }) => [path, others]),
      [["cycleId", 1]],
    );
  });

  test("of 50,000 members is a number: the store answers with two of them, and keeps no view", async () => {
    const { calls, loaded, gridOf } = stores();
    const records = Array.from({ length: 50_000 }, (_, at) => signIn(String(at), 50_000 - at, { correlationId: "c" }));
    const collection = await loaded("signIns", records);
    calls.length = 0;
    const { ties } = await near(gridOf(collection), [collection], 20_000);
    assert.deepEqual(
      ties.map(({ others, order }) => [others, order?.before, order?.after, order?.previous?.record, order?.next?.record]),
      [[49_999, 29_999, 20_000, 20_001, 19_999]],
    );
    assert.deepEqual(calls, ["record", "view", "find", "rows", "endView"]);
  });

  test("is nothing of records that say nothing, or say it oddly; and of one that is not there it is an error", async () => {
    const { loaded, gridOf } = stores();
    const zeros = "00000000-0000-0000-0000-000000000000";
    const odd = [{}, { correlationId: "" }, { correlationId: zeros }, { correlationId: 5, sessionId: ["a"] }, { correlationId: { a: 1 } }];
    const collection = await loaded(
      "signIns",
      odd.map((more, at) => signIn(String(at), at, more)),
    );
    for (const at of odd.keys()) assert.deepEqual(await near(gridOf(collection), [collection], at), { ties: [] });
    await assert.rejects(near(gridOf(collection), [collection], 99));
  });

  test("a result that goes meanwhile has none", async () => {
    const { loaded, gridOf, results } = stores();
    const own = await loaded("signIns", [signIn("a", 1, { sessionId: "s" })]);
    const gone = await loaded("directoryAudits", [{ id: "1", initiatedBy: { linkableIdentifiers: { sessionId: "s" } } }]);
    await results.release({ result: gone.result });
    const { ties } = await near(gridOf(own), [gone], 0);
    assert.deepEqual(ties, [{ path: "sessionId", label: "Session id", others: 0, order: { before: 0, after: 0 }, elsewhere: [] }]);
  });

  test("adds up for any ids and times: each record has its place among those of its id", async () => {
    const id = fc.oneof(
      fc.constantFrom("a", "A", "b", "o'neil", "'", "‮x", "${input:X}", "a\nb"),
      fc.string({ minLength: 1, maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(id, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 8 }), async (given) => {
        const { loaded, gridOf } = stores();
        const collection = await loaded(
          "signIns",
          given.map(([correlationId, second], at) => signIn(String(at), second, { correlationId })),
        );
        const places = new Map<string, number[]>();
        for (const [at] of given.entries()) {
          const [tie] = (await near(gridOf(collection), [collection], at)).ties;
          if (!tie) continue;
          const { before = -1, after = -1, previous, next } = tie.order ?? {};
          assert.equal(before + after, tie.others);
          assert.deepEqual([previous !== undefined, next !== undefined], [before > 0, after > 0]);
          const same = (given[at]?.[0] ?? "").toLowerCase();
          places.set(same, [...(places.get(same) ?? []), before]);
        }
        for (const befores of places.values())
          assert.deepEqual(
            befores.toSorted((one, other) => one - other),
            befores.map((_, at) => at),
          );
      }),
      { numRuns: 60 },
    );
  });
});
