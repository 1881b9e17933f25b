import assert from "node:assert/strict";
import { parseQuery } from "../../../src/query/index.ts";
import { Collection, type CollectionEvent, type CollectionWorld, RowsLost } from "../../../src/sessions/index.ts";
import type { SimulatedOptions } from "../../support/simulatedService.ts";
import { nearResults } from "./nearResults.ts";
import { smallTenant } from "./smallTenant.ts";

const now = new Date("2026-11-18T12:00:00Z");

/** A collection of few records, and what happens to it. */
function small({
  world = {},
  service = {},
}: { readonly world?: Partial<CollectionWorld>; readonly service?: Partial<SimulatedOptions> } = {}) {
  const tenant = smallTenant(now, service);
  const calls: string[] = [];
  const results = nearResults(now, (method) => calls.push(method));
  const losing = new Set<(reason: string) => void>();
  const { query } = parseQuery("signIns last 1d");
  assert.ok(query);
  const collection = new Collection(
    {
      results: () => results,
      onResultsLost: (listener) => {
        losing.add(listener);
        return () => losing.delete(listener);
      },
      budget: () => tenant.budget,
      settleMs: 15 * 60_000,
      clock: tenant.clock,
      random: () => 0.5,
      log: () => undefined,
      ...world,
    },
    tenant.connection,
    { ran: query, zone: "utc" },
  );
  return { ...tenant, collection, calls, losing, counted: (method: string) => calls.filter((call) => call === method).length };
}

suite("A collection", () => {
  test("belongs to all who hold it: the last one that lets go frees the result, and only once", async () => {
    const { collection, count, counted, losing } = small();
    const [grid, story] = [collection.hold(), collection.hold()];
    await collection.load();
    assert.deepEqual([grid(), grid(), counted("release")], [false, false, 0]);
    const view = await collection.view();
    assert.deepEqual([(await view.show({ sort: [], filter: "" }))?.rows, losing.size], [count, 1]);
    assert.deepEqual([story(), story(), counted("create"), counted("release"), losing.size], [true, false, 1, 1, 0]);
    assert.throws(() => collection.hold(), RowsLost);
    await collection.load();
    assert.equal(counted("create"), 1);
  });

  test("one who holds it twice has to let go twice", () => {
    const { collection } = small();
    const holder = {};
    const [first, second] = [collection.hold(holder), collection.hold(holder)];
    assert.deepEqual([first(), second()], [false, true]);
  });

  test("goes on loading for those who stay, and stops asking when nobody does", async () => {
    const { collection, service } = small();
    const heard: string[] = [];
    const stays = collection.hold();
    const leaves = collection.hold({ heard: ({ kind }) => heard.push(kind) });
    const loading = collection.load(10);
    leaves();
    const before = heard.length;
    await loading;
    assert.deepEqual([collection.phase, collection.loaded, heard.length], ["paused", 10, before]);
    const more = collection.load();
    stays();
    await more;
    const asked = service.asked.length;
    await collection.load();
    assert.deepEqual([collection.loaded, service.asked.length], [10, asked]);
  });

  test("asks nothing before somebody holds it", async () => {
    const { collection, service, calls } = small();
    await collection.load();
    assert.deepEqual([collection.phase, service.asked.length, calls], ["idle", 0, []]);
  });

  test("a result that is made when nobody wants it any more is freed", async () => {
    const { collection, counted } = small();
    const letGo = collection.hold();
    const opening = collection.open();
    letGo();
    await opening;
    assert.deepEqual([counted("create"), counted("release")], [1, 1]);
  });

  test("tells every holder of each stretch of loading and each page, in their order", async () => {
    const { collection } = small();
    const heard: [CollectionEvent["kind"][], CollectionEvent["kind"][]] = [[], []];
    for (const kinds of heard) collection.hold({ heard: ({ kind }) => kind !== "changed" && kinds.push(kind) });
    await collection.load();
    assert.deepEqual(heard[0], ["began", ...Array.from({ length: 6 }, () => "stored"), "ended"]);
    assert.deepEqual(heard[1], heard[0]);
  });

  test("tells every holder when the store has died, and has nothing any more", async () => {
    const { collection, losing, counted } = small();
    const lost: unknown[] = [];
    const holder = { heard: ({ kind }: CollectionEvent) => kind === "lost" && lost.push([collection.phase, collection.error]) };
    const lettingGo = [collection.hold(holder), collection.hold(holder)];
    await collection.load();
    for (const lose of losing) lose("The results worker ended with code 3");
    const [[phase, error] = []] = lost as [phase: string, error: unknown][];
    assert.ok(error instanceof RowsLost && error.message.includes("ended with code 3"));
    assert.deepEqual([lost.length, phase, collection.loaded, collection.result, losing.size], [2, "failed", 0, undefined, 0]);
    assert.deepEqual([lettingGo.map((letGo) => letGo()), counted("release")], [[false, false], 1]);
  });

  test("waits for its holders to put their rows in order when a record comes that is newer than those before, and asks again when they could not", async () => {
    const hourMs = 3_600_000;
    // The newest record, of an hour ago, can be read in two hours.
    const service = {
      times: Float64Array.from({ length: 12 }, (_, at) => now.getTime() - (12 - at) * hourMs),
      lateMs: (record: number) => (record === 11 ? 3 * hourMs : 0),
    };
    const { collection, clock } = small({ service });
    const happened: string[] = [];
    let couldNot = 1;
    collection.hold({
      heard: ({ kind }) => (kind === "stored" || kind === "ended") && happened.push(kind),
      putInOrder: async () => {
        happened.push("asked");
        await new Promise((resolve) => setImmediate(resolve));
        happened.push("answered");
        if (couldNot-- > 0) throw new Error("The view could not be made");
      },
    });
    await collection.load();
    assert.deepEqual([collection.isByTime, happened.splice(0).includes("asked")], [false, false]);
    clock.jump(3 * hourMs);
    await collection.refresh();
    assert.deepEqual(
      [happened.splice(0), collection.phase, collection.isByTime, String(collection.error)],
      [["stored", "asked", "answered", "ended"], "failed", false, "Error: The view could not be made"],
    );
    await collection.load();
    assert.deepEqual(
      [happened.splice(0, 2), collection.phase, collection.isByTime, collection.error, collection.loaded],
      [["asked", "answered"], "complete", true, undefined, 12],
    );
  });

  test("says what it has and what is missing on the scale of its own time", async () => {
    const ended: unknown[] = [];
    const { collection, count } = small({ world: { ended: (run) => ended.push(run) } });
    collection.hold();
    await collection.load(20);
    assert.deepEqual([collection.phase, collection.isWhole, collection.forecast], ["paused", false, undefined]);
    await collection.loadAll(new AbortController().signal);
    const rows = collection.coverage.reduce((sum, stretch) => sum + stretch.rows, 0);
    assert.deepEqual([collection.phase, collection.loaded, rows], ["complete", count, count]);
    assert.deepEqual(
      ended.map((run) => ({ ...(run as object), durationMs: 0 })),
      [
        { report: "signIns", outcome: "partial", rows: 20, durationMs: 0 },
        { report: "signIns", outcome: "complete", rows: count, durationMs: 0 },
      ],
    );
  });
});
