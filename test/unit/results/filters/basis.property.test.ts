import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFilter, type SortKey } from "../../../../src/query/index.ts";
import type { FoundMore, ViewClause } from "../../../../src/results/api.ts";
import { CellCodes } from "../../../../src/results/columns/cellCodes.ts";
import { StoredColumn } from "../../../../src/results/columns/storedColumn.ts";
import { Columns } from "../../../../src/results/columns/columns.ts";
import { Rest } from "../../../../src/results/columns/rest.ts";
import { ViewFilter } from "../../../../src/results/filters/viewFilter.ts";
import { createResults } from "../../../../src/results/results.ts";
import { Groups } from "../../../../src/results/views/groups/groups.ts";
import { OrderedRows } from "../../../../src/results/views/orderedRows.ts";
import { ViewRows } from "../../../../src/results/views/viewRows.ts";
import { pages } from "../arbitraryPages.ts";
import { fail, Injected, type Failure, type Step } from "../failing.ts";
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

/** What fails in an append, or while more is found. To forget all rows must work, at the second time at least. */
const steps = fc.constantFrom<Step>(
  ...[Columns, StoredColumn].map(({ prototype }) => ({ owner: prototype, method: "append" })),
  ...[ViewRows, OrderedRows].map(({ prototype }) => ({ owner: prototype, method: "extend" })),
  ...[ViewRows, OrderedRows].map(({ prototype }) => ({ owner: prototype, method: "admit" })),
  { owner: ViewRows.prototype, method: "look" },
  { owner: ViewFilter.prototype, method: "test" },
  { owner: Rest.prototype, method: "upTo" },
  { owner: CellCodes.prototype, method: "take" },
  { owner: Groups.prototype, method: "change" },
);
const failures = fc
  .tuple(steps, fc.record<Failure>({ at: fc.constantFrom(0, 0, 0, 1, 2), isLate: fc.boolean(), lasts: fc.boolean() }))
  .map(([step, failure]) => [step, { ...failure, lasts: failure.lasts && step.owner !== Groups.prototype }] as const);

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
          const check = ({ matching, basis }: Pick<FoundMore, "matching" | "basis">) => {
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
          for (let found: Pick<FoundMore, "basis"> = made; found.basis;) {
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

  test("is whole again at the next look, whatever of an append or of finding more has failed", async () => {
    let [failed, cleared] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        pages,
        sorts,
        words,
        groups,
        fc.constantFrom(3, 100_000),
        fc.array(fc.tuple(fc.constantFrom("append", "append while finding", "find"), failures, fc.boolean()), {
          minLength: 8,
          maxLength: 8,
        }),
        async (pages, sort, filter, group, dictionaryLimit, plans) => {
          const results = createResults({ now: () => now, dictionaryLimit, msAtOnce: 0 });
          const result = results.create({ report: "signIns" });
          const all: unknown[] = [];
          const [first, ...others] = pages.map(([items, , wanted]) => ({ items, wanted }));
          const append = ({ items, wanted }: NonNullable<typeof first>) => {
            const records = all.length + items.length;
            const replace = wanted
              .filter(({ position }) => position < items.length)
              .map(({ position, record }) => ({ position, record: record % records }));
            const answer = results.append({ result, body: pageOf(...items), skip: [], replace });
            const sent = JSON.parse(JSON.stringify(items)) as unknown[];
            all.push(...sent);
            for (const { position, record } of replace) all[record] = structuredClone(sent[position]);
            return answer;
          };
          if (first) append(first);
          const order = { sort, filter, ...(group && { group }) };
          const { view } = await results.view({ result, ...order, patienceMs: 0 });
          const shown = () => {
            if (group) results.openGroups({ result, view, open: true });
            return recordsOf(results.rows({ result, view, from: 0, count: 3 * all.length + 3, columns: [] })).map(({ record }) => record);
          };
          const matching = () => [...all.keys()].filter((record) => naiveMatches(all[record], filter));
          let before = shown();
          for (const [what, [step, failure], isLookedAt] of plans) {
            const next = what === "find" ? undefined : others[0];
            const finding = next && what === "append while finding" ? results.findMore({ result, view, patienceMs: 0 }) : undefined;
            const end = fail(step, failure);
            let error: unknown;
            try {
              if (next) append(next);
              else await results.findMore({ result, view, patienceMs: 0 });
              if (next) others.shift();
            } catch (thrown) {
              error = thrown;
            } finally {
              end();
            }
            await finding;
            if (error !== undefined) {
              assert.ok(error instanceof Injected, String(error));
              failed++;
              if (failure.lasts) cleared++;
            }
            const rows = isLookedAt ? shown() : undefined;
            const more = await results.findMore({ result, view, patienceMs: 0 });
            const after = shown();
            assert.equal(more.matching, after.length);
            const whole = matching();
            const left = whole.filter((record) => !after.includes(record));
            // None is shown that does not match, and of those that were shown and still do none has gone.
            assert.deepEqual(
              [
                after.filter((record) => !whole.includes(record)),
                left.filter((record) => before.includes(record) || record < (more.basis?.read ?? Infinity)),
              ],
              [[], []],
            );
            if (rows && error === undefined) assert.ok(more.moved || rows.length === after.length);
            before = after;
          }
          for (const next of others) append(next);
          for (let more = true; more;) more = (await results.findMore({ result, view, patienceMs: 1000 })).basis !== undefined;
          const expected = matching().sort((a, b) => naiveOrder(all[a], all[b], sort) || a - b);
          const rows = shown();
          assert.deepEqual(group ? rows.toSorted((a, b) => a - b) : rows, group ? expected.toSorted((a, b) => a - b) : expected);
          const waiting = await results.view({ result, ...order });
          if (group) results.openGroups({ result, view: waiting.view, open: true });
          const of = (number: number) => results.rows({ result, view: number, from: 0, count: 3 * all.length + 3, columns: ["id"] });
          assert.deepEqual(of(view), of(waiting.view));
        },
      ),
      { numRuns: 150 },
    );
    assert.ok(failed > 100 && cleared > 50, `${failed} failed, ${cleared} of them for longer`);
  }).timeout(60_000);
});
