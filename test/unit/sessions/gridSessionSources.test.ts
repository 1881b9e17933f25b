import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { ActivityRecord } from "../../../src/reports/index.ts";
import { SourceError } from "../../../src/sources/errors.ts";
import type { Sourced } from "../../../src/sessions/sourced.ts";
import { sourcesOf } from "../../../src/sessions/sourced.ts";
import { ListSource, type ListOptions } from "../../support/listSource.ts";
import { now, session } from "./session.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const at = (hoursAgo: number): string => new Date(now.getTime() - hoursAgo * hourMs).toISOString();

/** Sign-ins an hour apart, the last one an hour ago. */
const archived = Array.from({ length: 72 }, (_, hour) => ({
  id: `archived-${hour + 1}`,
  createdDateTime: at(hour + 1),
  userPrincipalName: hour % 2 === 0 ? "ann@contoso.com" : "ben@contoso.com",
  signInEventTypes: hour % 3 === 0 ? ["servicePrincipal"] : ["interactiveUser"],
}));

suite("A grid of a list of records in memory", function () {
  this.timeout(60_000);

  const over = (...sources: readonly Sourced[]) => session({ world: { sources: () => sources } });
  const list = (options: Partial<ListOptions> = {}) => new ListSource({ records: archived, ...options });

  test("has its rows, its coverage and its notes, and asks nobody else", async () => {
    const { grid, ended, sent, column } = over({ source: list({ pageSize: 7 }) });
    await grid.runText("signIns last 2d types interactiveUser, servicePrincipal where userPrincipalName eq 'ann@contoso.com' columns id");
    await ended();
    const { phase, loaded, run, banner } = grid.state();
    const expected = archived.filter(({ userPrincipalName }, hour) => hour < 48 && userPrincipalName.startsWith("ann")).map(({ id }) => id);
    assert.deepEqual(await column("id"), expected);
    assert.deepEqual(
      { phase, loaded, banner, excluded: run.excluded, coverage: run.coverage, sent },
      {
        phase: "complete",
        loaded: 24,
        banner: undefined,
        excluded: 24,
        // A list is as late as it says: of what a person has set for a service nothing holds here. This very moment is not over.
        coverage: [
          { from: at(0), to: new Date(now.getTime() + 1).toISOString(), state: "settling", rows: 0 },
          { from: at(48), to: at(0), state: "complete", rows: 24 },
        ],
        sent: [],
      },
    );
  });

  test("means what the service means by a query without types", async () => {
    const { grid, ended } = over({ source: list() });
    await grid.runText("signIns last 3d");
    await ended();
    assert.equal(grid.state().loaded, archived.filter(({ signInEventTypes: [type] }) => type === "interactiveUser").length);
  });

  test("has the same rows of tables as of texts: members of members are filtered, and documents are whole", async () => {
    const records = archived.map((record, hour) => ({ ...record, status: { errorCode: hour % 4, failureReason: "Other." } }));
    const rowsOf = async (isTable: boolean) => {
      const { grid, ended, column } = over({ source: list({ records, isTable, pageSize: 7 }) });
      await grid.runText(
        "signIns last 3d types interactiveUser, servicePrincipal where status/errorCode eq 2 columns id, userPrincipalName",
      );
      await ended();
      const row = (await grid.rows(0, 1)).rows[0];
      return [
        grid.state().phase,
        await column("id"),
        await column("userPrincipalName"),
        row,
        JSON.parse(await grid.record(0)) as ActivityRecord,
      ];
    };
    const [texts, tables] = [await rowsOf(false), await rowsOf(true)];
    assert.deepEqual(tables, texts);
    assert.deepEqual(
      tables[1],
      records.filter(({ status }) => status.errorCode === 2).map(({ id }) => id),
    );
  });

  test("pauses at the limit with the newest, and loads the rest when it is asked to", async () => {
    const { grid, ended } = session({ loadLimit: 10, world: { sources: () => [{ source: list({ pageSize: 10 }) }] } });
    await grid.runText("signIns last 3d types interactiveUser, servicePrincipal");
    await ended();
    const { phase, loaded } = grid.state();
    await grid.fetchAll(new AbortController().signal);
    assert.deepEqual([phase, loaded, grid.state().phase, grid.state().loaded], ["paused", 10, "complete", 72]);
  });

  test("is exported as its records came", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "sources-"));
    try {
      const { grid, ended } = over({ source: list({ pageSize: 20 }) });
      await grid.runText("signIns last 3d types interactiveUser, servicePrincipal");
      await ended();
      const file = path.join(folder, "rows.ndjson");
      await grid.withExportedView("all", async (view) => {
        const number = await grid.results.startExport({ ...view, format: "ndjson", file, columns: [], byteOrderMark: false });
        while ((await grid.results.continueExport({ export: number })).sha256 === undefined);
        await grid.results.endExport({ export: number });
      });
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      assert.deepEqual(
        lines.map((line) => JSON.parse(line) as ActivityRecord),
        archived,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("says what went wrong, keeps what came and goes on from there", async () => {
    let isBroken = true;
    const before: ListOptions["before"] = ({ next }) => {
      if (isBroken && next !== undefined) throw new SourceError("forbidden", "No");
    };
    const { grid, ended } = over({ source: list({ pageSize: 30, before }) });
    await grid.runText("signIns last 3d types interactiveUser, servicePrincipal");
    await ended();
    const { phase, loaded, banner } = grid.state();
    isBroken = false;
    await grid.fetchAll(new AbortController().signal);
    assert.deepEqual([phase, loaded, banner?.severity, grid.state().phase, grid.state().loaded], ["failed", 30, "error", "complete", 72]);
  });

  test("stands beside Graph: the archive up to a day, the service from there on, and what both have once", async () => {
    const cut = new Date(now.getTime() - dayMs);
    const { grid: alone, ended: endedAlone, column: columnAlone } = session();
    await alone.runText("signIns last 1d columns id");
    await endedAlone();
    const served = await columnAlone("id");
    // One of the service's records is in the archive too, and says less there.
    const shared = { id: String(served.at(-1)), createdDateTime: at(23.9) };
    const source = list({ records: [...archived, shared] });

    const both = session({
      loadLimit: 50_000,
      world: {
        sources: (connection) => [
          ...sourcesOf(worldOf(both), connection).map((graph) => ({ ...graph, from: cut })),
          { source, to: new Date(cut.getTime() + hourMs) },
        ],
      },
    });
    await both.grid.runText("signIns last 3d columns id");
    await both.ended();
    const { phase, loaded, run } = both.grid.state();
    const older = archived.filter(({ signInEventTypes: [type] }, hour) => type === "interactiveUser" && hour + 1 >= 23).map(({ id }) => id);
    const ids = new Set(await both.column("id"));
    assert.deepEqual([phase, loaded, ids], ["complete", served.length + older.length, new Set([...served, ...older])]);
    assert.deepEqual(
      [run.coverage.length > 0, run.coverage.every(({ state }) => state === "complete" || state === "settling")],
      [true, true],
    );
    assert.ok(
      both.sent.every((url) => !/createdDateTime ge 2026-11-1[0-6]/.test(url)),
      "Graph was asked for what the archive has",
    );
  });
});

/** What Graph needs of the world of a session. */
const worldOf = ({ clock, budget }: Pick<ReturnType<typeof session>, "clock" | "budget">) => ({
  clock,
  budget: () => budget,
  settleMs: 900_000,
});
