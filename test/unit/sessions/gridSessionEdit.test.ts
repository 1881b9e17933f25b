import assert from "node:assert/strict";
import type { Column, FacetQuestion, GridRow } from "../../../src/protocol/grid.ts";
import { adHoc, queryKey, type QueryRef } from "../../../src/sessions/queryRef.ts";
import { session } from "./session.ts";

const facet = (path: string): FacetQuestion => ({ path, search: "", by: "count", from: 0, count: 50 });

suite("A gesture in a grid", function () {
  this.timeout(60_000);

  test("narrows the loaded rows at once, asks nothing of the service, and is the query when it runs again", async () => {
    const { grid, ended, column, sent } = session({ loadLimit: 100_000 });
    await grid.runText("signIns last 1d where status/errorCode ne 0 columns id, appDisplayName");
    await ended();
    const before = { sent: sent.length, loaded: grid.state().loaded };
    const apps = await column("appDisplayName");
    const app = String(apps[0]);
    const { message } = await grid.editText(grid.queryText, { kind: "value", path: "appDisplayName", value: app, pick: "only" });
    assert.match(message, /narrowed here at once; the service answers it/);
    const { rows, matching, loaded, queryText, pending, clauses } = grid.state();
    assert.deepEqual(
      { sent: sent.length, loaded, rows, matching, queryText, pending: pending?.kind, added: clauses.map(({ added }) => added) },
      {
        ...before,
        rows: apps.filter((one) => one === app).length,
        matching: rows,
        queryText: `signIns last 1d where status/errorCode ne 0 and appDisplayName eq '${app}' columns id, appDisplayName`,
        pending: "narrowed",
        added: [false, false, true],
      },
    );
    const narrowed = await column("id");
    await grid.runText(grid.queryText);
    await ended();
    assert.deepEqual([grid.state().loaded, grid.state().pending, await column("id")], [rows, undefined, narrowed]);
    assert.ok(sent.at(-1)?.includes(`appDisplayName eq '${app}'`));
  });

  test("rows that come later are narrowed too", async () => {
    const { grid, ended, column, reaches } = session({ loadLimit: 1000 });
    await grid.runText("signIns last 3d columns isInteractive, status/errorCode");
    await ended();
    await grid.editText(grid.queryText, { kind: "value", path: "status/errorCode", value: 0, pick: "exclude" });
    const before = grid.state().matching;
    void grid.loadAll();
    await reaches(({ phase }) => phase === "complete");
    const { matching, loaded } = grid.state();
    assert.ok(matching > before && matching < loaded);
    assert.ok((await column("status/errorCode")).every((code) => code !== 0));
  });

  test("taking back what was fetched leaves the rows and says that they are another query's", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 1d where status/errorCode ne 0");
    await ended();
    const { rows } = grid.state();
    await grid.editText(grid.queryText, { kind: "remove", clause: 1 });
    const state = grid.state();
    assert.deepEqual([state.queryText, state.rows, state.pending?.kind], ["signIns last 1d", rows, "stale"]);
  });

  test("a draft with a mistake stays as it is, and so do the rows", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 1d");
    await ended();
    const before = grid.state();
    const edited = await grid.editText("signIns last 1d where statu eq", { kind: "value", path: "appId", value: "x", pick: "only" });
    assert.ok(edited.problems && edited.problems.length > 0);
    assert.deepEqual(grid.state(), before);
  });

  test("a value of another kind than the field's is refused with the reason", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 1h");
    await ended();
    const { message } = await grid.editText(grid.queryText, { kind: "value", path: "appDisplayName", value: 7, pick: "only" });
    assert.match(message, /cannot ask for this value: appDisplayName is compared with text/);
    assert.equal(grid.queryText, "signIns last 1h");
  });

  test("measures are of the rows that it leaves, with their revision and the records loaded", async () => {
    const { grid, ended, column } = session({ loadLimit: 100_000 });
    const measures = [
      { kind: "count", by: ["appDisplayName"], distinct: [], top: 1, order: "count", where: "status/errorCode eq 0" },
    ] as const;
    const { revision } = grid.state();
    assert.deepEqual(await grid.measure(measures), { revision, loaded: 0, measured: [] });
    await grid.runText("signIns last 1d columns appDisplayName, status/errorCode");
    await ended();
    const apps = await column("appDisplayName");
    const codes = await column("status/errorCode");
    const [app] = apps;
    await grid.editText(grid.queryText, { kind: "value", path: "appDisplayName", value: String(app), pick: "only" });
    const answer = await grid.measure(measures);
    const events = apps.filter((one, at) => one === app && codes[at] === 0).length;
    const counted = answer.measured.map(
      (one) => one.kind === "count" && [one.events, one.distinct, one.parts[0]?.values, one.parts[0]?.events],
    );
    assert.deepEqual(
      { ...answer, measured: counted },
      { revision: grid.state().revision, loaded: apps.length, measured: [[events, 1, [app], events]] },
    );
  });

  test("facets count what every other clause leaves, with picked values marked and in sight", async () => {
    const { grid, ended, column } = session({ loadLimit: 100_000 });
    await grid.runText("signIns last 1d columns appDisplayName, status/errorCode");
    await ended();
    const apps = await column("appDisplayName");
    const codes = await column("status/errorCode");
    const [app, other] = [...new Set(apps)];
    for (const value of [String(app), String(other)])
      await grid.editText(grid.queryText, { kind: "value", path: "appDisplayName", value, pick: "include" });
    await grid.editText(grid.queryText, { kind: "value", path: "status/errorCode", value: 0, pick: "exclude" });
    await grid.editText(grid.queryText, { kind: "value", path: "userPrincipalName", value: "nobody@contoso.com", pick: "exclude" });
    const { facets, loaded } = await grid.facets([facet("appDisplayName"), facet("status/errorCode"), facet("userPrincipalName")]);
    assert.equal(loaded, apps.length);
    const count = (keep: (at: number) => boolean) => apps.filter((_, at) => keep(at)).length;
    const [byApp, byCode, byUser] = facets;
    assert.deepEqual(
      byApp?.values
        .filter(({ pick }) => pick)
        .map(({ value, rows, pick }) => [value, rows, pick])
        .toSorted(),
      [app, other].map((one) => [one, count((at) => apps[at] === one && codes[at] !== 0), "include"]).toSorted(),
    );
    assert.equal(
      byApp?.rows,
      count((at) => codes[at] !== 0),
    );
    assert.deepEqual(
      byCode?.values.find(({ value }) => value === 0),
      { value: 0, rows: count((at) => codes[at] === 0 && (apps[at] === app || apps[at] === other)), pick: "exclude" },
    );
    assert.deepEqual(
      byUser?.values.find(({ pick }) => pick),
      { value: "nobody@contoso.com", rows: 0, pick: "exclude" },
    );
  });

  test("the histogram has the whole range, the rows only the part that was chosen", async () => {
    const { grid, ended, column } = session({ loadLimit: 100_000 });
    await grid.runText("signIns last 1d columns createdDateTime");
    await ended();
    const { from = "", to = "" } = grid.state().run;
    const [start, end] = [Date.parse(from), Date.parse(to) + 1];
    const edges = Array.from({ length: 25 }, (_, at) => start + ((end - start) * at) / 24);
    const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
    const whole = await grid.histogram(edges);
    const brush = { from: new Date(edges[6] ?? 0).toISOString(), to: new Date(edges[12] ?? 0).toISOString() };
    await grid.editText(grid.queryText, { kind: "range", brush });
    const state = grid.state();
    assert.deepEqual(
      [Date.parse(state.brush?.from ?? ""), Date.parse(state.brush?.to ?? "")],
      [Date.parse(brush.from), Date.parse(brush.to)],
    );
    const again = await grid.histogram(edges);
    assert.deepEqual(again.outcomes, whole.outcomes);
    assert.equal(sum(Object.values(whole.outcomes).map(sum)) + whole.outside, state.loaded);
    assert.equal(state.rows, sum(Object.values(whole.outcomes).map((bars) => sum(bars.slice(6, 12)))));
    assert.ok((await column("createdDateTime")).every((time) => String(time) >= brush.from.slice(0, 19) && String(time) < brush.to));
  });

  test("rows are grouped, the groups opened and closed, and the groups end", async () => {
    const { grid, ended, column } = session();
    await grid.runText("signIns last 1d columns appDisplayName");
    await ended();
    const apps = await column("appDisplayName");
    await grid.group("appDisplayName");
    const heads = (await grid.rows(0, 1000)).rows;
    const isHead = (row: GridRow) => "group" in row;
    assert.ok(heads.every(isHead));
    assert.deepEqual([grid.state().rows, grid.state().matching, grid.state().group], [new Set(apps).size, apps.length, "appDisplayName"]);
    await grid.openGroups(true, 1);
    const [, second] = heads;
    const { rows } = await grid.rows(0, grid.rowCount);
    assert.ok(second && "group" in second);
    assert.equal(rows.filter((row) => !isHead(row)).length, second.records);
    await grid.openGroups(true);
    assert.equal(grid.rowCount, apps.length + heads.length);
    await grid.group(undefined);
    assert.deepEqual([grid.rowCount, grid.state().group], [apps.length, undefined]);
  });

  test("groups are parted once more and copied as a table, and repeats fold in place of groups", async () => {
    const { grid, ended, column } = session();
    await grid.runText("signIns last 1d columns appDisplayName");
    await ended();
    const apps = await column("appDisplayName");
    await grid.group("appDisplayName", "status/errorCode");
    const { thenGroup, grouped, people } = grid.state();
    assert.deepEqual([thenGroup, grouped?.groups, people?.length], ["status/errorCode", new Set(apps).size, 2]);
    const { rows } = await grid.rows(0, 1000);
    assert.equal(
      rows.reduce((sum, row) => sum + ("group" in row ? (row.inside ?? 0) : 0), 0),
      grouped?.inside,
    );
    assert.equal((await grid.text([{ from: 0, to: 2 }], "tsv", 100_000)).split("\n").length, 3);
    await grid.fold(true);
    const folded = grid.state();
    assert.deepEqual([folded.group, folded.thenGroup, folded.folded, folded.grouped?.groups], [undefined, undefined, true, grid.rowCount]);
    const lines = (await grid.rows(0, grid.rowCount)).rows;
    assert.equal(
      lines.reduce((sum, row) => sum + ("group" in row ? row.records : 1), 0),
      apps.length,
    );
    await grid.group("appDisplayName", "appDisplayName");
    assert.deepEqual([grid.state().thenGroup, grid.state().folded], [undefined, undefined]);
  });

  test("the columns of a person are kept for the saved query, or for the report", async () => {
    const kept: unknown[] = [];
    const mine: QueryRef = { origin: "user", report: "signIns", name: "Mine", nth: 1 };
    const world = {
      columns: (query: QueryRef): readonly Column[] | undefined =>
        query.origin === "adHoc" ? undefined : [{ path: "appId", width: 80 }, { path: "id" }],
      keepColumns: (query: QueryRef, columns: readonly Column[]) => void kept.push([query, columns]),
    };
    const start = { title: "Mine", saved: { ref: mine, text: "signIns last 24h" } };
    const named = session({ world, start });
    assert.deepEqual(named.grid.state().columns, [{ path: "appId", width: 80 }, { path: "id" }]);
    named.grid.columns([{ path: "id", pinned: true }]);
    const own = session({ world, start: { ...start, queryText: "signIns last 24h columns id, appId" } });
    assert.deepEqual(own.grid.state().columns, [{ path: "id" }, { path: "appId", width: 80 }]);
    session({ world }).grid.columns([{ path: "appId" }]);
    assert.deepEqual(kept, [
      [mine, [{ path: "id", pinned: true }]],
      [adHoc("signIns"), [{ path: "appId" }]],
    ]);
  });

  test("a title that the query gave follows what it asks, and another one stays", async () => {
    const failed = "signIns last 24h where status/errorCode ne 0";
    const { grid } = session({ start: { title: "Sign-ins: errorCode ne 0", queryText: failed } });
    await grid.runText(failed);
    await grid.runText("signIns last 24h where isInteractive");
    assert.equal(grid.title, "Sign-ins: isInteractive");
    await grid.runText("directoryAudits last 3d where result eq 'failure'");
    assert.equal(grid.title, "Directory audits: result eq 'failure'");
    const given = session({ start: { title: "Sign-ins · alex", queryText: failed } }).grid;
    await given.runText("signIns last 24h where isInteractive");
    assert.equal(given.title, "Sign-ins · alex");
  });

  test("a grid shows its saved query and no other of the same name, until it is edited or saved as another", async () => {
    const mine: QueryRef = { origin: "user", report: "signIns", name: "Mine", nth: 0 };
    const other = { ...mine, nth: 1 };
    const { grid } = session({ start: { title: "Mine", saved: { ref: mine, text: "signIns last 24h" } } });
    assert.deepEqual([grid.shows(mine), grid.shows(other), grid.title, grid.state().savedQuery], [true, false, "Mine", queryKey(mine)]);
    await grid.editText("signIns last 24h", { kind: "last", amount: 3, unit: "d" });
    assert.deepEqual([grid.shows(mine), grid.title, grid.ref], [false, "Mine (edited)", mine]);
    grid.rename("Mine", { ref: other, text: "signIns last 3d" });
    assert.deepEqual([grid.shows(mine), grid.shows(other), grid.title], [false, true, "Mine"]);
    await grid.runText("directoryAudits last 3d");
    assert.deepEqual([grid.shows(other), grid.ref, grid.state().savedQuery], [false, adHoc("directoryAudits"), undefined]);
  });
});
