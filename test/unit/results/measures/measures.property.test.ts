import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFilter } from "../../../../src/query/index.ts";
import type { ViewClause } from "../../../../src/results/api.ts";
import type { Measure, Measured } from "../../../../src/results/measures.ts";
import { createResults } from "../../../../src/results/results.ts";
import { pages } from "../arbitraryPages.ts";
import { naiveHolds, naiveMatches, now } from "../naive.ts";
import { pageOf } from "../pages.ts";
import { naiveMeasure } from "./naiveMeasures.ts";

const guid = (number: number): string => `${String(number).padStart(8, "0")}-aaaa-4bbb-8ccc-dddddddddddd`;
const nobody = "00000000-0000-0000-0000-000000000000";
const odd = fc.constantFrom<unknown>(null, "", nobody, 7, true, ["a", guid(1)], { id: 1 }, "some text", "Some Text");
const usually = (usual: fc.Arbitrary<unknown>, other: fc.Arbitrary<unknown> = odd) =>
  fc.oneof({ arbitrary: usual, weight: 15 }, { arbitrary: other, weight: 1 });
const anyCase = (text: fc.Arbitrary<string>) =>
  fc.oneof({ arbitrary: text, weight: 9 }, { arbitrary: text.map((one) => one.toUpperCase()), weight: 1 });
const policy = fc.record(
  {
    id: usually(anyCase(fc.nat(3).map(guid))),
    displayName: usually(fc.constantFrom("Require MFA", "Block legacy")),
    result: usually(fc.constantFrom("success", "Success", "failure", "reportOnlyFailure", "notApplied")),
  },
  { requiredKeys: [] },
);
/** Members that measures ask for, beside those that records have anyway. */
const members = fc.record(
  {
    correlationId: usually(anyCase(fc.oneof(fc.nat(6), fc.nat(500)).map(guid))),
    userId: usually(anyCase(fc.nat(4).map(guid))),
    conditionalAccessStatus: usually(fc.constantFrom("success", "Success", "notApplied", "NotApplied", "failure")),
    resourceDisplayName: usually(fc.constantFrom("Graph", "graph", "Exchange")),
    appliedConditionalAccessPolicies: usually(fc.array(usually(policy), { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

const paths = [
  "createdDateTime",
  "appDisplayName",
  "APPDISPLAYNAME",
  "status/errorCode",
  "status/nothing",
  "conditionalAccessStatus",
  "resourceDisplayName",
  "userId",
  "correlationId",
  "isInteractive",
  "userPrincipalName",
  "location/city",
  "location",
  "newMember",
  "nowhere",
  "authenticationMethodsUsed",
  "appliedConditionalAccessPolicies/[]/displayName",
  "appliedConditionalAccessPolicies/[]/id",
  "appliedConditionalAccessPolicies",
  "failureReason",
  "blockingPolicies",
];
const path = fc.constantFrom(...paths);
const conditions = [
  "status/errorCode ne 0",
  "conditionalAccessStatus eq 'success'",
  "appDisplayName eq 'Exchange' or isInteractive",
  "authenticationMethodsUsed/any(m: m eq 'SMS')",
  "failureReason ne 'Invalid password'",
  "appliedConditionalAccessPolicies/any(p: p/result eq 'failure')",
];
const ofRows = {
  where: fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, { arbitrary: fc.constantFrom(...conditions), weight: 1 }),
  attempt: fc.constantFrom(undefined, "correlationId", "CorrelationID", "userPrincipalName", "authenticationMethodsUsed", "nowhere"),
};
const top = fc.constantFrom(0, 2, 1000);
const given = <Value extends object>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
const measure: fc.Arbitrary<Measure> = fc
  .oneof(
    fc.record({
      ...ofRows,
      kind: fc.constant("count" as const),
      by: fc.oneof({ arbitrary: fc.array(path, { maxLength: 1 }), weight: 2 }, { arbitrary: fc.array(path, { maxLength: 3 }), weight: 1 }),
      distinct: fc.array(path, { maxLength: 3 }),
      top,
      order: fc.constantFrom("count" as const, "newest" as const),
    }),
    fc.record({
      ...ofRows,
      kind: fc.constant("heatmap" as const),
      zone: fc.constantFrom("utc", "Europe/Berlin", "Asia/Kathmandu", "America/New_York"),
    }),
    fc.record({
      ...ofRows,
      kind: fc.constant("items" as const),
      list: fc.constantFrom("appliedConditionalAccessPolicies", "appliedConditionalAccessPolicies", "newMember", "appDisplayName"),
      key: fc.constantFrom("id", "displayName"),
      name: fc.constant("displayName"),
      result: fc.constant("result"),
      results: fc.constantFrom(["failure", "SUCCESS"], ["reportOnlyFailure", "notapplied", "success"], []),
      distinct: fc.array(path, { maxLength: 2 }),
      top,
      most: fc.oneof(fc.constant(undefined), fc.record({ path, count: fc.constantFrom(1, 10) })),
    }),
  )
  // Without the members that are undefined, as they would come over the wire.
  .map((one) => given(one) as Measure);

const clause = fc.constantFrom<ViewClause>(
  { condition: "appDisplayName ne 'Exchange'", path: "appDisplayName" },
  { condition: "status/errorCode ne 0", path: "status/errorCode" },
  { condition: "authenticationMethodsUsed/any(m: m eq 'SMS')", path: "authenticationMethodsUsed" },
  { condition: "failureReason ne 'Invalid password'" },
);
const view = fc.record({
  filter: fc.constantFrom("", "", "", "portal"),
  clauses: fc.array(clause, { maxLength: 1 }),
  sort: fc.constantFrom([], [{ path: "appDisplayName", direction: "asc" as const }]),
});

const equals = (a: unknown, b: unknown): boolean => {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
};

suite("results: measures", () => {
  test("each equals a naive computation over the parsed records, whatever came between", async () => {
    await fc.assert(
      fc.asyncProperty(
        pages,
        fc.array(members, { minLength: 1, maxLength: 40 }),
        view,
        fc.array(measure, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(3, 100_000),
        fc.constantFrom(undefined, 0, 0.3),
        async (pages, extra, order, measures, dictionaryLimit, patienceMs) => {
          const results = createResults({ now: () => now, dictionaryLimit, msAtOnce: 0 });
          const result = results.create({ report: "signIns" });
          const { view } = await results.view({ result, ...order });
          const all: unknown[] = [];
          const ever: unknown[] = [];
          let given = 0;
          const isIn = (record: unknown) =>
            naiveMatches(record, order.filter) && order.clauses.every(({ condition }) => naiveHolds(record, parseFilter(condition)));
          const ask = () => results.measure({ result, view, measures, ...(patienceMs !== undefined && { patienceMs }) });
          const naively = (answers: readonly Measured[] = []) => {
            const records = all.filter(isIn);
            return measures.map((measure, index) => {
              const basis = answers[index]?.basis;
              return {
                ...naiveMeasure(records.slice(0, basis?.read), ever, measure),
                ...(basis && { basis: { read: basis.read, of: records.length } }),
              };
            });
          };
          for (const [items, positions, replacing] of pages) {
            const whole = items.map((item) =>
              typeof item === "object" && item !== null && !Array.isArray(item) ? { ...extra[given++ % extra.length], ...item } : item,
            );
            const skip = [...new Set([...positions, ...replacing.map(({ position }) => position)])]
              .sort((a, b) => a - b)
              .filter((position) => position < items.length);
            const parsed = JSON.parse(JSON.stringify(whole)) as unknown[];
            const pending = ask();
            const before = [...all];
            const everBefore = [...ever];
            all.push(...parsed.filter((_, position) => !skip.includes(position)));
            const replace = replacing
              .filter(({ position }) => position < items.length && all.length > 0)
              .map(({ position, record }) => ({ position, record: record % all.length }));
            for (const { position, record } of replace) all[record] = parsed[position];
            ever.push(...parsed.filter((_, position) => !skip.includes(position)), ...replace.map(({ position }) => parsed[position]));
            results.append({ result, body: pageOf(...whole), skip, replace });
            const answers = await pending;
            const after = naively(answers);
            if (!equals(answers, after)) {
              // Then it is of the rows before, all of them; which members are absent is told as it is known at the end.
              const records = before.filter(isIn);
              const naive = measures.map((measure, index) => {
                const basis = answers[index]?.basis;
                return {
                  ...naiveMeasure(records.slice(0, basis?.read), everBefore, measure),
                  ...(basis && { basis: { read: basis.read, of: records.length } }),
                };
              });
              const withoutAbsent = (list: readonly Measured[]) => list.map((one) => ({ ...one, absent: undefined }));
              if (!equals(withoutAbsent(answers), withoutAbsent(naive))) assert.deepEqual(answers, after);
            }
          }
          const answers = await ask();
          assert.deepEqual(answers, naively(answers));
          if (patienceMs === undefined) assert.ok(answers.every(({ basis }) => basis === undefined));
        },
      ),
      { numRuns: 120 },
    );
  }).timeout(120_000);
});
