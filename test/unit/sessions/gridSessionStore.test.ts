import assert from "node:assert/strict";
import fc from "fast-check";
import type { ResultsApi } from "../../../src/results/api.ts";
import { createResults } from "../../../src/results/results.ts";
import { startResults } from "../../../src/results/startResults.ts";
import type { Remote } from "../../../src/rpc.ts";
import { now, session, type SessionSetUp } from "./session.ts";
import { smallTenant } from "./smallTenant.ts";

const mortal = new URL("./mortalWorker.ts", import.meta.url);

/** A store that refuses the calls for which `fails` says so; `after`: once it has carried them out, so that only the answer is lost. */
function failingStore(fails: (method: string, call: number) => "before" | "after" | undefined) {
  const inner = createResults({ now: () => now }) as unknown as Record<string, (argument: unknown) => unknown>;
  let calls = 0;
  const store = new Proxy(Object.create(null) as object, {
    get: (_target, method) => async (argument: unknown) => {
      const how = fails(String(method), calls++);
      const answer = how === "before" ? undefined : await inner[String(method)]?.(structuredClone(argument));
      if (how !== undefined) throw new RangeError("Array buffer allocation failed");
      return answer;
    },
  }) as Remote<ResultsApi>;
  return store;
}

type Session = ReturnType<typeof session>;

/** A session over a service with some records in the last day, ten to a page. */
function small(world: NonNullable<SessionSetUp["world"]>, loadLimit = 1000): Session {
  const { clock, budget, connection } = smallTenant(now);
  return session({ loadLimit, world: { clock, budget: () => budget, connection: () => Promise.resolve(connection), ...world } });
}

const recordsOf = ({ grid }: Session): Promise<{ id: string; createdDateTime: string }[]> =>
  Promise.all(
    Array.from(
      { length: grid.state().loaded },
      async (_, record) => JSON.parse(await grid.record(record)) as { id: string; createdDateTime: string },
    ),
  );
const idsOf = async (one: Session): Promise<string[]> => (await recordsOf(one)).map(({ id }) => id);
const { count, ids: whole } = smallTenant(now);

suite("A store that fails behind a grid", function () {
  this.timeout(120_000);

  for (const failsAt of [1, 2])
    test(`costs no row when page ${failsAt} could not be kept: retry keeps it`, async () => {
      let appends = 0;
      const store = failingStore((method) => (method === "append" && ++appends === failsAt ? "before" : undefined));
      const one = small({ results: () => store });
      const { grid, ended } = one;
      await grid.runText("signIns last 1d");
      await ended();
      const failed = grid.state();
      assert.deepEqual(
        {
          phase: failed.phase,
          actions: failed.banner?.actions,
          isComplete: failed.run.coverage.every(({ state }) => state === "complete"),
        },
        { phase: "failed", actions: ["retry"], isComplete: false },
      );
      assert.match(failed.banner?.message ?? "", /could not be kept here: Array buffer allocation failed/);
      await grid.act("retry");
      await ended();
      assert.deepEqual([grid.state().phase, await idsOf(one)], ["complete", whole]);
      await grid.refresh();
      await ended();
      assert.deepEqual(await idsOf(one), whole);
    });

  test("ends the result when it has a page that it said it had not", async () => {
    let appends = 0;
    const store = failingStore((method) => (method === "append" && ++appends === 1 ? "after" : undefined));
    const { grid, ended } = small({ results: () => store });
    await grid.runText("signIns last 1d");
    await ended();
    await grid.act("retry");
    await ended();
    const { phase, loaded, run, banner } = grid.state();
    assert.deepEqual(
      { phase, loaded, coverage: run.coverage, actions: banner?.actions },
      { phase: "failed", loaded: 0, coverage: [], actions: ["run"] },
    );
    await grid.act("run");
    await ended();
    assert.deepEqual([grid.state().phase, grid.state().loaded], ["complete", count]);
  });

  for (const method of ["create", "view"])
    test(`leaves nothing of the query before when a run fails with the call “${method}”, and retry shows all rows`, async () => {
      let isFailing = false;
      const store = failingStore((called) => (isFailing && called === method ? "before" : undefined));
      const { grid, ended, reaches } = small({ results: () => store });
      await grid.runText("signIns last 1d");
      await ended();
      isFailing = true;
      await grid.runText("signIns last 12h");
      const { phase, rows, loaded, banner } = grid.state();
      assert.deepEqual([phase, rows, loaded, banner?.actions], ["failed", 0, 0, ["retry"]]);
      isFailing = false;
      void grid.act("retry");
      await reaches((state) => state.phase === "complete");
      const whole = grid.state();
      assert.deepEqual([whole.queryText, whole.rows > 0, whole.rows], ["signIns last 12h", true, whole.loaded]);
    });

  test("loses and overwrites no row, whatever fails and whatever a person does then", async () => {
    const act = fc.constantFrom("retry", "more", "all", "refresh", "cancel", "sort", "wait");
    const plan = fc.record({
      failures: fc.array(fc.tuple(fc.nat(25), fc.constantFrom("before", "before", "after")), { maxLength: 5 }),
      acts: fc.array(act, { maxLength: 8 }),
      loadLimit: fc.constantFrom(15, 30, 1000),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ failures, acts, loadLimit }) => {
        const at = new Map(failures);
        let areFailing = true;
        const store = failingStore((method, call) =>
          areFailing && method !== "record" && method !== "release" ? (at.get(call) as "before" | undefined) : undefined,
        );
        const one = small({ results: () => store }, loadLimit);
        const { grid, ended } = one;
        const ignored = () => undefined;
        const prove = async (): Promise<void> => {
          const before = areFailing;
          areFailing = false;
          const { run, loaded, phase } = grid.state();
          const records = await recordsOf(one);
          areFailing = before;
          const had = new Set(records.map(({ id }) => id));
          assert.equal(had.size, loaded, "a record is there twice");
          assert.ok(records.every(({ id }) => whole.includes(id)));
          for (const { from, to, rows, state } of run.coverage) {
            const within = records.filter(
              ({ createdDateTime }) => createdDateTime >= from && Date.parse(createdDateTime) < Date.parse(to),
            ).length;
            assert.equal(rows, within, `${state} counts ${rows} of ${within}`);
          }
          if (phase === "complete") assert.equal(had.size, whole.length, "complete with rows missing");
        };
        await grid.runText("signIns last 1d").catch(ignored);
        await ended();
        await prove();
        for (const what of acts) {
          if (what === "retry") await grid.act(grid.state().banner?.actions[0] ?? "retry").catch(ignored);
          if (what === "more") await grid.loadMore().catch(ignored);
          if (what === "all") await grid.loadAll().catch(ignored);
          if (what === "refresh") await grid.refresh().catch(ignored);
          if (what === "sort") await grid.sort([{ path: "userPrincipalName", direction: "asc" }]).catch(ignored);
          if (what === "cancel") {
            void grid.loadAll().catch(ignored);
            grid.cancel();
          }
          await ended();
          await prove();
        }
        areFailing = false;
        for (let tries = 0; grid.state().phase !== "complete" && tries < 5; tries++) {
          const [action = "retry"] = grid.state().banner?.actions ?? [];
          if (grid.state().phase === "failed") await grid.act(action);
          await ended();
          await grid.loadAll();
          await ended();
        }
        assert.equal(grid.state().phase, "complete", grid.state().banner?.message);
        await prove();
      }),
      { numRuns: 100, seed: 20261128, includeErrorInReport: true },
    );
  });
});

suite("A store that dies behind a grid", function () {
  this.timeout(60_000);

  test("says at once that the rows are gone, asks nothing of the dead one, and runs again on a click", async () => {
    const thread = startResults(mortal);
    const lost = new Set<(reason: string) => void>();
    thread.onLost((reason) => lost.forEach((listener) => listener(reason)));
    try {
      const one = small({
        results: () => thread.results,
        onResultsLost: (listener) => {
          lost.add(listener);
          return () => lost.delete(listener);
        },
      });
      const { grid, ended, reaches } = one;
      await grid.runText("signIns last 1d");
      await ended();
      await grid.editText(grid.queryText, { kind: "value", path: "id", value: "nobody", pick: "exclude" });
      const added = grid.state().pending?.kind;
      const dying = assert.rejects(thread.results.endExports(), /ended with code 3/);
      const asked = Promise.all([grid.rows(0, 5), grid.selectionSummary([{ from: 0, to: 5 }], "id"), grid.histogram([0, 1])]);
      await dying;
      // What was being asked then is no error: another state says what happened.
      assert.deepEqual(
        (await asked).map((answer) => ("rows" in answer ? answer.rows.length : "records" in answer ? answer.records : answer.outside)),
        [0, 0, 0],
      );
      const { phase, rows, loaded, run, banner, pending, clauses } = grid.state();
      assert.deepEqual(
        { phase, rows, loaded, coverage: run.coverage, actions: banner?.actions },
        { phase: "failed", rows: 0, loaded: 0, coverage: [], actions: ["run"] },
      );
      assert.match(banner?.message ?? "", /result store stopped/);
      // What was added to the query narrows no rows any more.
      assert.deepEqual([added, pending, clauses.map((clause) => clause.added)], ["narrowed", undefined, [false, false]]);
      for (const act of [() => grid.loadMore(), () => grid.loadAll(), () => grid.refresh(), () => grid.sort([])]) await act();
      assert.deepEqual(await grid.facets([{ path: "appDisplayName" } as never]), {
        revision: grid.state().revision,
        loaded: 0,
        facets: [],
      });
      await grid.act("run");
      await reaches((state) => state.phase === "complete");
      assert.equal(grid.state().banner, undefined);
      assert.deepEqual(await idsOf(one), whole);
      grid.dispose();
      assert.equal(lost.size, 0);
    } finally {
      thread.dispose();
    }
  });
});
