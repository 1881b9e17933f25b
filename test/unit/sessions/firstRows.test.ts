import assert from "node:assert/strict";
import type { GridState, Rows } from "../../../src/protocol/grid.ts";
import { FirstRows } from "../../../src/sessions/firstRows.ts";

suite("The first rows of a grid", () => {
  /** A session whose rows are answered when the test says so. */
  function slowSession() {
    const shown = { revision: 1, rows: 0 };
    const waiting: (() => void)[] = [];
    const session = {
      state: () => ({ ...shown }) as GridState,
      rows(from: number): Promise<Rows> {
        const { revision } = shown;
        return new Promise((resolve) => waiting.push(() => resolve({ revision, from, rows: [] })));
      },
    };
    return { shown, session, answer: () => waiting.shift()?.() };
  }
  const revisions = ({ revision, firstRows }: GridState) => [revision, firstRows?.revision];

  test("come with the first state that has rows, and not again", async () => {
    const { shown, session, answer } = slowSession();
    const first = new FirstRows(session, 100);
    assert.deepEqual(revisions(await first.state()), [1, undefined]);
    shown.rows = 5;
    const state = first.state();
    answer();
    assert.deepEqual(revisions(await state), [1, 1]);
    shown.revision = 2;
    assert.deepEqual(revisions(await first.state()), [2, undefined]);
  });

  test("come with the next state when a page has moved them on their way", async () => {
    const { shown, session, answer } = slowSession();
    const first = new FirstRows(session, 100);
    shown.rows = 5;
    const moved = first.state();
    shown.revision = 2;
    answer();
    assert.deepEqual(revisions(await moved), [2, 1]);
    const next = first.state();
    answer();
    assert.deepEqual(revisions(await next), [2, 2]);
  });

  test("come again once there were none, and to a page that begins anew", async () => {
    const { shown, session, answer } = slowSession();
    const first = new FirstRows(session, 100);
    const given = async () => {
      const state = first.state();
      answer();
      return (await state).firstRows !== undefined;
    };
    shown.rows = 5;
    assert.deepEqual([await given(), await given()], [true, false]);
    shown.rows = 0;
    assert.equal(await given(), false);
    shown.rows = 5;
    assert.deepEqual([await given(), await given()], [true, false]);
    first.forget();
    assert.equal(await given(), true);
  });
});
