import assert from "node:assert/strict";
import { isApart } from "../../../../src/host/queries/shownReports.ts";
import { starterQueries } from "../../../../src/host/queries/starterQueries.ts";
import { reportCards } from "../../../../src/reports/cards.ts";
import { starterTasks } from "../../../../src/reports/report.ts";
import { groupTooltip, starterGroups } from "../../../../src/host/queries/starterGroups.ts";

suite("Starter queries by task", () => {
  test("are all there, each once", () => {
    const names = (queries: readonly { readonly ref: { readonly report: string; readonly name: string } }[]) =>
      queries.map(({ ref }) => `${ref.report}: ${ref.name}`).toSorted();
    assert.deepEqual(names(starterGroups().flatMap(({ queries }) => queries)), names(starterQueries()));
  });

  test("begin with the first task of each report, which is the failures where it has some, and only those are unfolded", () =>
    assert.deepEqual(
      starterGroups().flatMap(({ report, title, isFirst }) => (isFirst ? [[report, title]] : [])),
      reportCards.map(({ id, starters }) => [
        id,
        Object.entries(starterTasks).find(([task]) => starters.some((one) => one.task === task))?.[1],
      ]),
    ));

  test("are of failures where people look for what went wrong first", () =>
    assert.deepEqual(
      starterGroups()
        .filter(({ isFirst, title }) => isFirst && title === "Failures")
        .slice(0, 4)
        .map(({ report }) => report),
      ["signIns", "directoryAudits", "provisioning", "customSecurityAttributeAudits"],
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
