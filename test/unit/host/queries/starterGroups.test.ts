import assert from "node:assert/strict";
import { isApart } from "../../../../src/host/queries/shownReports.ts";
import { starterQueries } from "../../../../src/host/queries/starterQueries.ts";
import { reportIds } from "../../../../src/reports/report.ts";
import { groupTooltip, starterGroups } from "../../../../src/host/queries/starterGroups.ts";

suite("Starter queries by task", () => {
  test("are all there, each once", () => {
    const names = (queries: readonly { readonly ref: { readonly report: string; readonly name: string } }[]) =>
      queries.map(({ ref }) => `${ref.report}: ${ref.name}`).toSorted();
    assert.deepEqual(names(starterGroups().flatMap(({ queries }) => queries)), names(starterQueries()));
  });

  test("begin with the failures of each report, and only those are unfolded", () =>
    assert.deepEqual(
      starterGroups().flatMap(({ report, title, isFirst }) => (isFirst ? [[report, title]] : [])),
      reportIds.map((id) => [id, "Failures"]),
    ));

  test("stand under few names, so that the whole tree is in sight in a small window", () => {
    const groups = starterGroups().filter(({ report }) => !isApart(report));
    const unfolded = groups.flatMap(({ isFirst, queries }) => (isFirst ? queries : []));
    const rows = 3 + groups.length + unfolded.length;
    assert.ok(rows * 22 < 600, `${rows} rows`);
  });

  test("say in the group's tooltip which question each of them answers", () => {
    const [failures] = starterGroups();
    assert.equal(
      failures && groupTooltip(failures).split("\n")[0],
      "Failed sign-ins: What kept people out, or made them go through another step?",
    );
  });
});
