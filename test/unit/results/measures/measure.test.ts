import assert from "node:assert/strict";
import type { Counted, Measure, Measured } from "../../../../src/results/measures.ts";
import { createResults } from "../../../../src/results/results.ts";
import { pageOf } from "../pages.ts";

function filled(records: readonly unknown[], options: { dictionaryLimit?: number; msAtOnce?: number } = {}) {
  const results = createResults({ now: () => new Date("2026-11-18T12:00:00Z"), ...options });
  const result = results.create({ report: "signIns" });
  for (let from = 0; from < records.length; from += 1000)
    results.append({ result, body: pageOf(...records.slice(from, from + 1000)), skip: [] });
  const view = async (condition?: string) =>
    (await results.view({ result, sort: [], filter: "", clauses: condition === undefined ? [] : [{ condition }] })).view;
  return { results, result, view };
}

async function measured<Kind extends Measure>(
  records: readonly unknown[],
  measure: Kind,
  { condition, ...options }: { condition?: string; dictionaryLimit?: number } = {},
): Promise<Extract<Measured, { kind: Kind["kind"] }>> {
  const { results, result, view } = filled(records, options);
  const [answer] = await results.measure({ result, view: await view(condition), measures: [measure] });
  return answer as Extract<Measured, { kind: Kind["kind"] }>;
}

const at = (time: string) => `2026-11-18T${time}Z`;
const ms = (time: string) => Date.parse(at(time));
const count = { kind: "count", by: [], distinct: [], top: 10, order: "count" } as const;
const policies = {
  kind: "items",
  list: "appliedConditionalAccessPolicies",
  key: "id",
  name: "displayName",
  result: "result",
  results: ["failure"],
  distinct: [],
  top: 10,
} as const;
const valuesOf = ({ parts }: Counted) => parts.map(({ values, events }) => [...values, events]);
const guid = (number: number) => `${String(number).padStart(8, "0")}-aaaa-4bbb-8ccc-dddddddddddd`;

suite("results: measures", () => {
  test("counts attempts by their last row, in the parts of a field's values", async () => {
    const answer = await measured(
      [
        { createdDateTime: at("10:00:00"), correlationId: "a", appDisplayName: "Portal", userId: "u1", status: { errorCode: 50140 } },
        { createdDateTime: at("10:01:00"), correlationId: "a", appDisplayName: "Portal", userId: "u1", status: { errorCode: 0 } },
        { createdDateTime: at("10:01:00"), correlationId: "b", appDisplayName: "Portal", userId: "u2", status: { errorCode: 50126 } },
        { createdDateTime: at("10:02:00"), correlationId: null, appDisplayName: "Mail", userId: "U1", status: { errorCode: 0 } },
        { createdDateTime: at("10:03:00"), appDisplayName: "Mail", userId: "u1", status: { errorCode: 0 } },
        { correlationId: "c", appDisplayName: null },
      ],
      { ...count, by: ["appDisplayName"], distinct: ["userId", "riskState"], attempt: "correlationId" },
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

  for (const dictionaryLimit of [0, 100_000])
    test(`an attempt's last row is the latest to 100 ns, then the later one in the store, with ${dictionaryLimit ? "a dictionary" : "none"}`, async () => {
      const row = (id: unknown, time: unknown, city: string) => ({ correlationId: id, createdDateTime: time, location: { city } });
      const answer = await measured(
        [
          row(guid(1), at("10:00:00.1234568"), "last"),
          row(guid(1), at("10:00:00.1234567"), "first"),
          row(guid(2), at("10:00:00"), "first"),
          row(guid(2).toUpperCase(), at("10:00:00"), "last"),
          row(guid(3), null, "first"),
          row(guid(3), null, "last"),
          row(guid(4), at("09:00:00"), "last"),
          row(guid(4), null, "first"),
          row("", at("09:00:00"), "alone"),
          row("", at("09:00:00"), "alone"),
          row("00000000-0000-0000-0000-000000000000", at("09:00:00"), "alone"),
          row("00000000-0000-0000-0000-000000000000", at("09:00:00"), "alone"),
          row([guid(5)], at("09:00:00"), "first"),
          row([guid(5)], at("09:00:00"), "last"),
          ...Array.from({ length: 30 }, (_, index) => row(guid(100 + index), at("09:00:00"), "other")),
        ],
        { ...count, by: ["location/city"], attempt: "correlationId" },
        { dictionaryLimit },
      );
      assert.deepEqual(valuesOf(answer), [["other", 30], ["last", 5], ["alone", 4]]); // prettier-ignore
      assert.deepEqual([answer.events, answer.rows], [39, 44]);
    });

  for (const dictionaryLimit of [0, 100_000])
    test(`what stands in place of an identifier makes no attempt of many rows, with ${dictionaryLimit ? "a dictionary" : "none"}`, async () => {
      const answer = await measured(
        ["N/A", " ", "null", "{PII Removed}", "{00000000-0000-0000-0000-000000000000}", null, 0].flatMap((correlationId) => [
          { createdDateTime: at("10:00:00"), correlationId },
          { createdDateTime: at("10:01:00"), correlationId },
        ]),
        { ...count, attempt: "correlationId" },
        { dictionaryLimit },
      );
      // A number is one as any other.
      assert.deepEqual([answer.events, answer.rows], [13, 14]);
    });

  test("asks a condition of the last row of an attempt", async () => {
    const answer = await measured(
      [
        { createdDateTime: at("10:00:00"), correlationId: "a", status: { errorCode: 50126 } },
        { createdDateTime: at("10:01:00"), correlationId: "a", status: { errorCode: 0 } },
        { createdDateTime: at("10:00:00"), correlationId: "b", status: { errorCode: 50126 } },
      ],
      { ...count, attempt: "correlationId", where: "status/errorCode ne 0" },
    );
    assert.deepEqual([answer.events, answer.rows, answer.parts[0]?.outcomes.failure], [1, 1, 1]);
  });

  test("counts values that differ in letter case alone as one where the case does not count, written as they are met most", async () => {
    const records = ["notApplied", "NotApplied", "notapplied", "NotApplied", "success"].map((status) => ({
      conditionalAccessStatus: status,
      appDisplayName: status,
    }));
    const of = async (path: string) => valuesOf(await measured(records, { ...count, by: [path] }));
    assert.deepEqual(await of("conditionalAccessStatus"), [["NotApplied", 4], ["success", 1]]); // prettier-ignore
    assert.deepEqual(await of("appDisplayName"), [["NotApplied", 2], ["notApplied", 1], ["notapplied", 1], ["success", 1]]); // prettier-ignore
  });

  test("counts a row for each value of its list once, and for each pair where there are two lists", async () => {
    const records = [
      { authenticationMethodsUsed: ["SMS", "Password", "SMS"], conditionalAccessAudiences: ["a", "b"] },
      { authenticationMethodsUsed: ["SMS"], conditionalAccessAudiences: [] },
    ];
    const by = ["authenticationMethodsUsed", "conditionalAccessAudiences"];
    const [one, two] = [await measured(records, { ...count, by: by.slice(0, 1), distinct: by }), await measured(records, { ...count, by })];
    assert.deepEqual(
      one.parts.map(({ values, events, distinct }) => [...values, events, distinct]),
      [["SMS", 2, [2, 2]], ["Password", 1, [2, 2]]],
    ); // prettier-ignore
    assert.deepEqual(valuesOf(two), [["Password", "a", 1], ["Password", "b", 1], ["SMS", null, 1], ["SMS", "a", 1], ["SMS", "b", 1]]); // prettier-ignore
    assert.deepEqual([two.distinct, two.without], [5, 0]);
  });

  test("a row that lacks one of several values is in a part that says so; one that lacks all of them is in none, and counted as such", async () => {
    const records = [
      { appDisplayName: "Exchange", userPrincipalName: "a@contoso.com" },
      { appDisplayName: "Exchange" },
      { userPrincipalName: null },
      {},
    ];
    const answer = await measured(records, { ...count, by: ["appDisplayName", "userPrincipalName"] });
    assert.deepEqual(valuesOf(answer), [["Exchange", null, 1], ["Exchange", "a@contoso.com", 1]]); // prettier-ignore
    assert.deepEqual([answer.distinct, answer.without], [2, 2]);
    // A member that no record has does not take the others with it.
    assert.deepEqual(valuesOf(await measured(records, { ...count, by: ["appDisplayName", "riskState"] })), [["Exchange", null, 2]]);
  });

  test("a member that is there and empty is not absent", async () => {
    const answer = await measured(
      [{ appDisplayName: null, location: { city: null }, appliedConditionalAccessPolicies: null }],
      { ...count, by: [], distinct: ["APPDISPLAYNAME", "location/city", "location/state", "riskState", "appliedConditionalAccessPolicies/[]/id", "sessionLifetimePolicies", "nonsense"] },
    ); // prettier-ignore
    assert.deepEqual(answer.absent, [false, false, true, true, false, true, true]);
    assert.deepEqual(answer.parts[0]?.distinct, [0, 0, 0, 0, 0, 0, 0]);
    assert.equal((await measured([{}], policies)).absent, true);
    assert.equal((await measured([{ appliedConditionalAccessPolicies: [] }], policies)).absent, false);
  });

  test("counts items by what they have at two members, with the name met last and the most frequent values of a field", async () => {
    const policy = (id: unknown, displayName: unknown, result: unknown) => ({ id, displayName, result });
    const row = (time: string, appDisplayName: string, ...applied: unknown[]) => ({
      createdDateTime: at(time),
      appDisplayName,
      userId: appDisplayName,
      appliedConditionalAccessPolicies: applied,
    });
    const answer = await measured(
      [
        row(
          "10:02:00",
          "Mail",
          policy(guid(1), "New name", "failure"),
          policy(guid(1), "New name", "Failure"),
          policy(guid(2), "B", "success"),
        ),
        row("10:01:00", "Portal", policy(guid(1).toUpperCase(), "Old name", "failure"), policy(null, "C", "FAILURE"), "nonsense", null),
        row("10:03:00", "Mail", policy(guid(1), null, "failure")),
        row("10:04:00", "Mail"),
      ],
      { ...policies, distinct: ["userId"], most: { path: "appDisplayName", count: 1 } },
    );
    assert.deepEqual(answer, {
      kind: "items",
      events: 4,
      rows: 4,
      items: [
        { key: guid(1), name: "New name", result: "failure", events: 3, rows: 3, distinct: [2], most: [{ value: "Mail", events: 2 }] },
        { key: null, name: "C", result: "failure", events: 1, rows: 1, distinct: [1], most: [{ value: "Portal", events: 1 }] },
      ],
      distinct: 2,
      absent: false,
    });
  });

  test("a heatmap has the hours that a zone's clock shows, on days with a change of it and beside whole hours", async () => {
    const cellsOf = async (zone: string, ...times: readonly string[]) => {
      const { outcomes, without } = await measured(
        [...times.map((createdDateTime) => ({ createdDateTime, status: { errorCode: 0 } })), {}],
        { kind: "heatmap", zone },
      );
      assert.equal(without, 1);
      return outcomes.success.flatMap((events, cell) =>
        events > 0 ? [`${["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][Math.floor(cell / 24)]} ${cell % 24}: ${events}`] : [],
      );
    };
    // Clocks go back at 01:00 UTC, from 03:00 to 02:00.
    const autumn = ["2026-10-24T23:59:59Z", "2026-10-25T00:00:00Z", "2026-10-25T00:59:59.999Z", "2026-10-25T01:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"]; // prettier-ignore
    assert.deepEqual(await cellsOf("Europe/Berlin", ...autumn), ["Mo 0: 1", "Su 1: 1", "Su 2: 3", "Su 23: 1"]);
    assert.deepEqual(await cellsOf("utc", ...autumn), ["Sa 23: 1", "Su 0: 2", "Su 1: 1", "Su 22: 1", "Su 23: 1"]);
    assert.deepEqual(await cellsOf("Asia/Kathmandu", "2026-11-15T18:14:59Z", "2026-11-15T18:15:00Z"), ["Mo 0: 1", "Su 23: 1"]);
    assert.deepEqual(await cellsOf("UTC", "1969-12-31T23:00:00Z"), ["We 23: 1"]);
  });

  test("what is in lists is counted of the rows read so far, of as many as it says, and what is in columns of all", async () => {
    const records = Array.from({ length: 3000 }, (_, index) => ({ id: `${index}`, authenticationMethodsUsed: [`Method ${index % 3}`] }));
    const { results, result, view } = filled(records, { msAtOnce: 0 });
    const question = { result, view: await view(), measures: [count, { ...count, by: ["authenticationMethodsUsed"] }] };
    const [all, some] = await results.measure({ ...question, patienceMs: 0 });
    assert.deepEqual([all?.events, all?.basis], [3000, undefined]);
    assert.ok(some?.basis && some.basis.read < 3000 && some.basis.of === 3000 && some.events === some.basis.read);
    const [, whole] = await results.measure(question);
    assert.deepEqual(whole?.kind === "count" && valuesOf(whole), [["Method 0", 1000], ["Method 1", 1000], ["Method 2", 1000]]); // prettier-ignore
    assert.equal(whole?.basis, undefined);
  });

  test("what cannot be counted is an error that says why", async () => {
    const { results, result, view } = filled([{ id: "1" }]);
    const known = await view();
    const ask = async (measure: Partial<Measure>, view = known) =>
      results.measure({ result, view, measures: [{ ...count, ...measure } as Measure] });
    await assert.rejects(ask({}, 99), new RangeError("View 99 is not known"));
    await assert.rejects(ask({ where: "status/errorCode ne" }), { name: "UnreadableClause" });
    await assert.rejects(ask({ where: "nonsense eq 1" }), { name: "UnreadableClause", message: /nonsense/ });
    await assert.rejects(
      ask({ kind: "heatmap", zone: "Europe/Nowhere" }),
      new RangeError('"Europe/Nowhere" is no time zone that is known here. Give the IANA name of one, or utc.'),
    );
    const pending = ask({ by: ["id"] });
    results.release({ result });
    await assert.rejects(pending, new Error("The result was released"));
  });

  test("one person of 100,000 rows and 50,000 groups are counted in small steps", async () => {
    const busy = Array.from({ length: 100_000 }, (_, index) => ({
      correlationId: guid(index >> 1),
      userId: "one",
      createdDateTime: at("10:00:00"),
    }));
    const others = Array.from({ length: 50_000 }, (_, index) => ({ correlationId: guid(1_000_000 + index), userId: `user ${index}` }));
    const { results, result, view } = filled([...busy, ...others]);
    const measures: Measure[] = [
      { ...count, by: ["userId"], distinct: ["correlationId"], top: 100_000, attempt: "correlationId" },
      { ...count, by: ["userId", "correlationId"], distinct: ["userId"], order: "newest" },
    ];
    const shown = await view();
    await results.measure({ result, view: shown, measures: [] });
    let [isDone, longest, whole, before] = [false, 0, 0, process.cpuUsage()];
    const turn = () => {
      const { user } = process.cpuUsage(before);
      whole += user / 1000;
      longest = Math.max(longest, user / 1000);
      before = process.cpuUsage();
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    const [people, pairs] = await results.measure({ result, view: shown, measures });
    isDone = true;
    assert.ok(people?.kind === "count" && pairs?.kind === "count");
    const [first] = people.parts;
    assert.deepEqual([first?.values, first?.events, first?.rows, first?.distinct], [["one"], 50_000, 100_000, [50_000]]);
    assert.deepEqual([people.parts.length, pairs.distinct, pairs.parts.length], [50_001, 100_000, 10]);
    // A share of the whole, as machines differ: collecting garbage counts as well.
    assert.ok(longest < Math.max(100, whole / 4), `a step took ${Math.round(longest)} of ${Math.round(whole)} ms`);
  }).timeout(60_000);
});
