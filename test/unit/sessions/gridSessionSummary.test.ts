import assert from "node:assert/strict";
import { reportIds } from "../../../src/reports/index.ts";
import type { MeasuredRows } from "../../../src/sessions/gridRows.ts";
import { summaryOf, type Summarized } from "../../../src/sessions/summary.ts";
import type { RowsWanted, Summary } from "../../../src/summary/summary.ts";
import { now, session } from "./session.ts";

const rowsOf = ({ sections }: Summary): readonly RowsWanted[] => [
  ...new Map(
    sections
      .flatMap(({ sentences, bars = [], table }) => [...sentences.flat(), ...(table?.rows.flat() ?? []), ...bars])
      .flatMap((part) => (typeof part === "object" && part.rows ? [part.rows] : []))
      .map((rows) => [JSON.stringify(rows), rows]),
  ).values(),
];

/** A grid whose answers are changed on their way. */
const through = (grid: Summarized, change: (answer: MeasuredRows, nth: number) => MeasuredRows): Summarized => {
  let nth = 0;
  return { report: grid.report, state: () => grid.state(), measure: async (...asked) => change(await grid.measure(...asked), ++nth) };
};

suite("The summary of a grid's rows", function () {
  this.timeout(120_000);

  for (const report of reportIds)
    test(`leads to rows with each of its numbers, and to as many as an hour has: ${report}`, async () => {
      const { grid, ended } = session();
      await grid.runText(`${report} last 6h`);
      await ended();
      const text = grid.queryText;
      const answer = await grid.summary();
      assert.ok(answer);
      const { revision, summary, isPartial } = answer;
      assert.deepEqual([revision, isPartial], [grid.state().revision, undefined]);
      const wanted = rowsOf(summary);
      assert.ok(wanted.length > 3);
      for (const rows of wanted) {
        const { text: narrowed, message } = await grid.editText(text, rows);
        const { matching, clauses } = grid.state();
        // Words that stand for all rows change nothing.
        assert.ok(narrowed === undefined || matching > 0, `${JSON.stringify(rows)}: ${message}`);
        assert.ok(clauses.length > 0);
        await grid.editText(grid.queryText, { kind: "outcome" });
      }
      const hours = summary.sections.flatMap(({ heatmap }) => heatmap?.cells.flat() ?? []).filter(({ events }) => events > 0);
      assert.equal(
        hours.reduce((sum, { events }) => sum + events, 0),
        grid.state().loaded,
      );
      for (const { events, rows } of hours.slice(0, 3)) {
        assert.ok(rows);
        await grid.editText(text, rows);
        assert.equal(grid.state().matching, events);
      }
    });

  test("is of what a query was narrowed to, and says so; the same number again changes nothing", async () => {
    const { grid, ended } = session();
    await grid.runText("directoryAudits last 12h");
    await ended();
    const { loaded } = grid.state();
    const failed: RowsWanted = { kind: "outcome", outcome: "failure" };
    await grid.editText(grid.queryText, failed);
    const { matching, revision } = grid.state();
    const answer = await grid.summary();
    assert.match(answer?.summary.basis.join(" ") ?? "", new RegExp(`Of ${String(matching)} among ${String(loaded)} rows loaded`));
    const condition = grid.state().clauses.at(-1)?.text ?? "";
    assert.deepEqual(await grid.editText(grid.queryText, { kind: "condition", condition }), {
      message: "The query asks for these rows only",
    });
    assert.equal(grid.state().revision, revision);
  });

  test("is none when other rows have come in the place of those that were counted, and a part says that it is one", async () => {
    const { grid, ended } = session();
    await grid.runText("directoryAudits last 6h");
    await ended();
    const summed = (change: Parameters<typeof through>[1]) => summaryOf(through(grid, change), now, { patienceMs: 1 });
    assert.equal(await summed((answer) => ({ ...answer, revision: answer.revision + 1 })), undefined);
    assert.equal(await summed((answer, nth) => (nth === 1 ? { ...answer, measured: [] } : answer)), undefined);
    const part = await summed((answer) => ({
      ...answer,
      measured: answer.measured.map((measured, at) => (at === 1 ? { ...measured, basis: { read: 10, of: 20 } } : measured)),
    }));
    assert.deepEqual([part?.isPartial, part?.revision], [true, grid.state().revision]);
  });

  test("says that a filter has yet to find more", async () => {
    const { grid, ended } = session();
    await grid.runText("directoryAudits last 6h");
    await ended();
    const finding: Summarized = {
      report: grid.report,
      measure: (...asked) => grid.measure(...asked),
      state: () => ({ ...grid.state(), filter: "member", filterBasis: { read: 1_200, of: 5_000 } }),
    };
    const answer = await summaryOf(finding, now);
    assert.equal(answer?.summary.basis.at(-1), "The filter has searched the lists of 1,200 of 5,000 rows so far: more may match.");
  });
});
