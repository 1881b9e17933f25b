import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFilter, type SortKey } from "../../../../src/query/index.ts";
import type { Found, ViewClause } from "../../../../src/results/api.ts";
import { createResults } from "../../../../src/results/results.ts";
import { pages } from "../arbitraryPages.ts";
import { naiveHolds, naiveMatches, naiveOrder, now } from "../naive.ts";
import { pageOf } from "../pages.ts";
import { recordsOf } from "../recordsOf.ts";

const sorts = fc.constantFrom<readonly SortKey[]>(
  [],
  [{ path: "appDisplayName", direction: "desc" }],
  [{ path: "newMember", direction: "asc" }],
);
const words = fc.constantFrom("portal", "mfa", "block LEGACY", "failure user1", "sms", "user1 true", "xyzzy");
const groups = fc.constantFrom(undefined, "appDisplayName", "authenticationMethodsUsed");
const clauses = fc.constantFrom<ViewClause[]>(
  [],
  [{ condition: "isInteractive" }],
  [{ condition: "status/errorCode eq 0", path: "status/errorCode" }],
);
const holds = (record: unknown, clauses: readonly ViewClause[]): boolean =>
  clauses.every(({ condition }) => naiveHolds(record, parseFilter(condition)));

suite("A view of words that does not wait", () => {
  test("shows only rows that match, all of those it says it has read, and at last every one, whatever comes meanwhile", async () => {
    let partial = 0;
    await fc.assert(
      fc.asyncProperty(
        pages,
        sorts,
        words,
        groups,
        clauses,
        fc.constantFrom(3, 100_000),
        async (pages, sort, filter, group, clauses, dictionaryLimit) => {
          const results = createResults({ now: () => now, dictionaryLimit });
          const result = results.create({ report: "signIns" });
          const all: unknown[] = [];
          const matches = (record: number) => naiveMatches(all[record], filter) && holds(all[record], clauses);
          const order = () => [...all.keys()].filter(matches).sort((a, b) => naiveOrder(all[a], all[b], sort) || a - b);
          const append = ([items, , wanted]: (typeof pages)[number]) => {
            all.push(...(JSON.parse(JSON.stringify(items)) as unknown[]));
            const replace = wanted
              .filter(({ position }) => position < items.length)
              .map(({ position, record }) => ({ position, record: record % all.length }));
            // Each is there twice then: as a record of its own, and in the place of another.
            for (const { position, record } of replace) all[record] = JSON.parse(JSON.stringify(items[position]));
            results.append({ result, body: pageOf(...items), skip: [], replace });
          };
          const [first, second, ...others] = pages;
          if (first) append(first);
          const making = results.view({ result, sort, filter, clauses, ...(group && { group }), patienceMs: 0 });
          if (second) append(second);
          const { view, ...made } = await making;
          const shown = () => {
            if (group) results.openGroups({ result, view, open: true });
            return recordsOf(results.rows({ result, view, from: 0, count: 3 * all.length + 3, columns: [] })).map(({ record }) => record);
          };
          const check = ({ matching, basis }: Pick<Found, "matching" | "basis">) => {
            const rows = shown();
            assert.equal(rows.length, matching);
            const whole = order();
            const expected = whole.filter((record) => rows.includes(record));
            assert.deepEqual(group ? rows.toSorted((a, b) => a - b) : rows, group ? expected.toSorted((a, b) => a - b) : expected);
            if (basis) partial++;
            assert.deepEqual(
              whole.filter((record) => record < (basis?.read ?? Infinity) && !rows.includes(record)),
              [],
            );
            assert.ok(basis === undefined || (basis.read < basis.of && basis.of === all.length), JSON.stringify(basis));
          };
          check(made);
          for (let found: Pick<Found, "basis"> = made; found.basis;) {
            const next = others.shift();
            if (next) append(next);
            const more = await results.findMore({ result, view, patienceMs: others.length > 0 ? 0 : 1000 });
            check(more);
            found = more;
          }
          for (const next of others) append(next);
          const waiting = await results.view({ result, sort, filter, clauses, ...(group && { group }) });
          if (group) results.openGroups({ result, view: waiting.view, open: true });
          const of = (number: number) => results.rows({ result, view: number, from: 0, count: 3 * all.length + 3, columns: [] });
          shown();
          assert.deepEqual(of(view), of(waiting.view));
          assert.equal(shown().length, order().length);
        },
      ),
      { numRuns: 150 },
    );
    assert.ok(partial > 50, `${String(partial)} answers were partial`);
  }).timeout(60_000);
});
