import assert from "node:assert/strict";
import fc from "fast-check";
import { parseQuery } from "../../../src/query/index.ts";
import type { ActivityRecord } from "../../../src/reports/index.ts";
import { Budget, Run, within, type RunPage, type RunPart } from "../../../src/run/index.ts";
import { fullness } from "../../../src/run/fullness.ts";
import { SourceError, type SourceErrorKind } from "../../../src/sources/errors.ts";
import { graphLimit } from "../../../src/sources/graph/index.ts";
import type { Limit } from "../../../src/sources/source.ts";
import { ListSource } from "../../support/listSource.ts";
import { randomOf } from "../../support/simulatedTimes.ts";
import { VirtualClock } from "../../support/virtualClock.ts";

const from = Date.parse("2026-11-10T00:00:00Z");
const hours = 7 * 24;
const hourMs = 3_600_000;
const { query } = parseQuery("signIns from 2026-11-10 to 2026-11-17T00:00:00Z");
assert.ok(query);
const asked = query;

const troubles: readonly SourceErrorKind[] = ["serviceFailing", "timedOut", "malformedAnswer", "offline", "skipTokenDead", "throttled"];

interface Event {
  readonly id: number;
  readonly hour: number;
  /** Members beyond id and time: in the service's record and in the archive's; undefined: it has none. */
  readonly service: number | undefined;
  readonly archive: number | undefined;
}

const members = fc.option(fc.nat(3), { nil: undefined, freq: 3 });
const schedule = fc.record({
  seed: fc.nat(),
  events: fc.uniqueArray(fc.record({ id: fc.nat(200), hour: fc.nat(hours), service: members, archive: members }), {
    selector: ({ id }) => id,
    maxLength: 60,
  }),
  /** The archive reaches up to it, and the service begins so many hours before the archive's end. */
  cut: fc.nat(hours),
  overlap: fc.nat(48),
  pageSizes: fc.tuple(fc.constantFrom(1, 2, 5, 25), fc.constantFrom(1, 3, 10, 100)),
  troubleRate: fc.constantFrom(0, 0.1, 0.4),
  lostRate: fc.constantFrom(0, 0.2),
  areTables: fc.tuple(fc.boolean(), fc.boolean()),
  limits: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
});

const recordOf = ({ id, hour }: Event, from_: string, more: number): ActivityRecord => ({
  id: `r${id}`,
  createdDateTime: new Date(from + hour * hourMs).toISOString(),
  ...Object.fromEntries(Array.from({ length: more }, (_, at) => [`member${at}`, `${from_} ${at}`])),
});

suite("A run over a service and an archive", function () {
  this.timeout(120_000);

  test("has the union of both, the fuller record of each id, wherever one ends, however long pages are, as texts or as tables, and whatever fails", () =>
    fc.assert(
      fc.asyncProperty(schedule, async ({ seed, events, cut, overlap, pageSizes, troubleRate, lostRate, areTables, limits }) => {
        const random = randomOf(seed);
        const clock = new VirtualClock(from + 30 * 24 * hourMs);
        let areTroubles = true;
        const before = (): void => {
          if (!areTroubles || random() >= troubleRate) return;
          throw new SourceError(troubles[Math.floor(random() * troubles.length)] ?? "serviceFailing", "It fails");
        };
        const listOf = (name: "service" | "archive", pageSize: number, isTable: boolean, limit?: Limit) =>
          new ListSource({
            id: name,
            pageSize,
            before,
            isTable,
            ...(limit && { limit }),
            records: events.flatMap((event) => (event[name] === undefined ? [] : [recordOf(event, name, event[name])])),
          });
        const service = listOf("service", pageSizes[0], areTables[0], graphLimit);
        const archive = listOf("archive", pageSizes[1], areTables[1]);
        const bounds = {
          archive: { to: new Date(from + cut * hourMs - 1) },
          service: { from: new Date(from + Math.max(0, cut - overlap) * hourMs) },
        };
        const options = { now: new Date(clock.now()), zone: "utc" };
        const parts: readonly RunPart[] = [
          { source: service, plan: within(service.plan(asked, options), bounds.service), budget: new Budget(clock) },
          { source: archive, plan: within(archive.plan(asked, options), bounds.archive) },
        ];
        const run = new Run({ report: "signIns", parts, clock, random });
        const rows: ActivityRecord[] = [];
        const take = ({ body, list, skip, replace }: RunPage): void => {
          const items = JSON.parse(new TextDecoder().decode(body.slice(...list))) as ActivityRecord[];
          rows.push(...items.filter((_, at) => !skip.includes(at)));
          for (const { position, record } of replace) rows[record] = items[position] as ActivityRecord;
        };
        const load = async (limit?: number): Promise<void> => {
          try {
            for await (const page of run.pages(new AbortController().signal, limit === undefined ? {} : { limit })) {
              if (areTroubles && random() < lostRate) {
                page.lost();
                return;
              }
              take(page);
              page.stored(rows.length);
            }
          } catch (error) {
            // It gave up, and goes on when it is asked again.
            assert.ok(error instanceof SourceError, String(error));
          }
        };
        for (const limit of limits) await load(limit);
        areTroubles = false;
        for (let more = 0; more < 3 && !run.done; more++) await load();

        const union = new Map<string, ActivityRecord>();
        for (const event of events) {
          const at = from + event.hour * hourMs;
          const isServed = event.service !== undefined && at >= bounds.service.from.getTime();
          const isArchived = event.archive !== undefined && at <= bounds.archive.to.getTime();
          const served = recordOf(event, "service", event.service ?? 0);
          const archived = recordOf(event, "archive", event.archive ?? 0);
          if (isServed && isArchived) union.set(`r${event.id}`, fullness(archived) > fullness(served) ? archived : served);
          else if (isServed) union.set(`r${event.id}`, served);
          else if (isArchived) union.set(`r${event.id}`, archived);
        }
        const byId = (a: ActivityRecord, b: ActivityRecord): number => String(a["id"]).localeCompare(String(b["id"]));
        assert.deepEqual(rows.toSorted(byId), [...union.values()].toSorted(byId));
        assert.deepEqual([run.done, run.coverage.map(({ state, rows: count }) => [state, count])], [true, [["complete", union.size]]]);
      }),
      { numRuns: 300, seed: 20261128 },
    ));
});
