import assert from "node:assert/strict";
import type { FoundMore, ResultsApi } from "../../../src/results/api.ts";
import type { Remote } from "../../../src/rpc.ts";
import { nearResults } from "./nearResults.ts";
import { now, session } from "./session.ts";

type Answer = Omit<FoundMore, "rows" | "matching"> | Error;

/** A store in which lists are read only when a test says so: until then words have the rows that they have, and a basis. */
function slowlyRead() {
  const near = nearResults(now);
  const waiting: ((answer: Answer) => void)[] = [];
  let called: (() => void) | undefined;
  const store = new Proxy(near, {
    get: (target, method) => {
      if (method === "view")
        return async (order: Parameters<ResultsApi["view"]>[0]) => {
          const view = await target.view(order);
          return order.filter !== "" && order.patienceMs !== undefined ? { ...view, basis: { read: 1, of: 9 } } : view;
        };
      if (method === "findMore")
        return async ({ result, view }: Parameters<ResultsApi["findMore"]>[0]) => {
          const answer = await new Promise<Answer>((resolve) => {
            waiting.push(resolve);
            called?.();
          });
          if (answer instanceof Error) throw answer;
          const { rows, matching } = await target.findMore({ result, view, patienceMs: 0 });
          return { rows, matching, ...answer };
        };
      return target[method as keyof Remote<ResultsApi>];
    },
  });
  /** Answers the question that is, or will be, asked. */
  const found = async (answer: Answer): Promise<void> => {
    if (waiting.length === 0) await new Promise<void>((resolve) => (called = resolve));
    waiting.shift()?.(answer);
  };
  return { store, found };
}

async function filtered() {
  const { store, found } = slowlyRead();
  const one = session({ world: { results: () => store } });
  await one.grid.runText("signIns last 4h columns id");
  await one.ended();
  await one.grid.filter("portal");
  return { ...one, found };
}

suite("Rows of a grid that are found little by little", () => {
  test("are shown at once with their basis, which goes on and goes away", async () => {
    const { grid, reaches, found } = await filtered();
    const { loaded, matching, revision } = grid.state();
    assert.deepEqual([grid.state().filterBasis, matching > 0 && matching < loaded], [{ read: 1, of: loaded }, true]);
    await found({ moved: false, basis: { read: 5, of: 9 } });
    await reaches(({ filterBasis }) => filterBasis?.read === 5);
    assert.equal(grid.state().revision, revision);
    await found({ moved: true });
    await reaches(({ filterBasis }) => filterBasis === undefined);
    assert.equal(grid.state().revision, revision + 1);
  });

  test("are exported when all are found, and a selection of them as it is", async () => {
    const { grid, found } = await filtered();
    const said: string[] = [];
    const exporting = grid.withExportedView("view", () => Promise.resolve(said.push("view")));
    await grid.withExportedView("selection", () => Promise.resolve(said.push("selection")));
    await found({ moved: false, basis: { read: 5, of: 9 } });
    said.push("found some");
    await found({ moved: false });
    await exporting;
    assert.deepEqual(said, ["selection", "found some", "view"]);
  });

  test("are not exported when the rest cannot be found, and go on saying that they are not all", async () => {
    const { grid, found } = await filtered();
    const exporting = grid.withExportedView("view", () => Promise.resolve());
    await found(new RangeError("Array buffer allocation failed"));
    await assert.rejects(exporting, /allocation failed/);
    assert.ok(grid.state().filterBasis);
  });

  test("are no longer looked for when another filter is asked for", async () => {
    const { grid, found } = await filtered();
    await grid.filter("");
    assert.equal(grid.state().filterBasis, undefined);
    await found({ moved: true, basis: { read: 5, of: 9 } });
    await grid.withExportedView("view", () => Promise.resolve());
    assert.deepEqual([grid.state().filterBasis, grid.state().matching], [undefined, grid.state().loaded]);
  });

  test("are not missed by an export that another filter overtakes", async () => {
    const { grid, found } = await filtered();
    const exporting = grid.withExportedView("view", () => Promise.resolve(grid.state().filter));
    await grid.filter("exchange");
    await found(new RangeError("View 1 is not known"));
    await found({ moved: false });
    assert.equal(await exporting, "exchange");
  });
});
