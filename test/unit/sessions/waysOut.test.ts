import assert from "node:assert/strict";
import type { WayOut } from "../../../src/protocol/grid.ts";
import { session } from "./session.ts";

/** The words of a way, and what is known of it. */
const told = ({ kind, text, rows, isLeast }: WayOut) => [kind, text, rows, ...(isLeast ? ["at least"] : [])];

suite("Ways out of an empty view", () => {
  async function emptied(text: string, edited?: string) {
    const one = session();
    await one.grid.runText(text);
    await one.ended();
    if (edited !== undefined) await one.grid.editText(edited, { kind: "outcome" });
    return { ...one, before: one.sent.length };
  }

  test("a name in another letter case is found by one request, which a click sends", async () => {
    const { grid, sent, before } = await emptied("signIns last 7d where appDisplayName eq 'azure portal'");
    assert.equal(grid.state().matching, 0);
    const { ways } = await grid.waysOut();
    assert.deepEqual(ways.map(told), [
      ["anySpelling", "azure portal", undefined],
      ["without", "appDisplayName eq 'azure portal'", undefined],
    ]);
    assert.equal(sent.length, before);
    const { ways: after } = await grid.askWayOut(0);
    assert.equal(sent.length, before + 1);
    assert.match(sent.at(-1) ?? "", /startswith\(appDisplayName,'AZ'\) or .*startswith\(appDisplayName,'az'\).*\$top=1000/);
    const [spelled] = after;
    assert.deepEqual(
      [spelled?.kind, spelled?.text, spelled?.label, spelled?.run],
      ["spelling", "Azure Portal", "Application", "signIns last 7d where appDisplayName eq 'Azure Portal'"],
    );
    assert.ok((spelled?.rows ?? 0) > 10);
  });

  test("what a way is said to have is what running it finds", async () => {
    const { grid, ended } = await emptied("signIns last 1h where appDisplayName eq 'azure portal' and location/countryOrRegion eq 'XX'");
    const { ways } = await grid.waysOut();
    const at = ways.findIndex(({ kind, text }) => kind === "without" && text === "location/countryOrRegion eq 'XX'");
    const { ways: after } = await grid.askWayOut(at);
    const counted = after[at];
    assert.equal(counted?.isLeast, undefined);
    await grid.runText(counted?.run ?? "");
    await ended();
    assert.equal(grid.state().matching, counted?.rows);
  });

  test("more than a page is counted as at least that many", async () => {
    const { grid } = await emptied("signIns last 7d where appId eq '00000000-0000-0000-0000-000000000000'");
    assert.deepEqual((await grid.askWayOut(0)).ways.map(told), [
      ["without", "appId eq '00000000-0000-0000-0000-000000000000'", 1000, "at least"],
    ]);
  });

  test("what is loaded tells without a request, and its rows are shown at once", async () => {
    const { grid, sent, before } = await emptied(
      "signIns last 24h",
      "signIns last 24h where appDisplayName eq 'AZURE portal ' and status/errorCode eq 50126",
    );
    assert.equal(grid.state().matching, 0);
    const { ways } = await grid.waysOut();
    const [spelled, application, code] = ways;
    assert.deepEqual(
      [spelled, application, code].map((way) => way && [way.kind, way.text, way.edit]),
      [
        ["spelling", "Azure Portal", { kind: "value", path: "appDisplayName", value: "Azure Portal", pick: "only" }],
        ["without", "appDisplayName eq 'AZURE portal '", { kind: "remove", clause: 1 }],
        ["without", "status/errorCode eq 50126", { kind: "remove", clause: 2 }],
      ],
    );
    assert.equal(code?.rows, 0);
    for (const way of [spelled, application]) {
      if (way?.edit) await grid.editText(grid.queryText, way.edit);
      assert.equal(grid.state().matching, way?.rows);
      assert.ok(grid.state().matching > 0);
      await grid.editText("signIns last 24h where appDisplayName eq 'AZURE portal ' and status/errorCode eq 50126", { kind: "outcome" });
    }
    assert.equal(sent.length, before);
  });

  test("a part of a name in another letter case is counted among what is loaded, and shown at once", async () => {
    const text = "signIns last 24h where status/errorCode ne 1 and contains(appDisplayName,'AZURE port')";
    const { grid, sent, before } = await emptied("signIns last 24h", text);
    assert.equal(grid.state().matching, 0);
    const [way] = (await grid.waysOut()).ways;
    assert.deepEqual([way?.kind, way?.text, way?.label], ["anyCase", "contains(tolower(appDisplayName), 'azure port')", "Application"]);
    assert.ok((way?.rows ?? 0) > 0);
    if (way?.edit) await grid.editText(grid.queryText, way.edit);
    assert.equal(grid.queryText, "signIns last 24h where status/errorCode ne 1 and contains(tolower(appDisplayName), 'azure port')");
    assert.equal(grid.state().matching, way?.rows);
    assert.equal(sent.length, before);
  });

  test("what the service was asked for is counted in any letter case on a click", async () => {
    const { grid, sent, before } = await emptied("signIns last 1h where startswith(appDisplayName,'AZURE')");
    const [way] = (await grid.waysOut()).ways;
    assert.deepEqual(
      [way?.kind, way?.rows, way?.run],
      ["anyCase", undefined, "signIns last 1h where startswith(tolower(appDisplayName), 'azure')"],
    );
    assert.equal(sent.length, before);
    assert.ok(((await grid.askWayOut(0)).ways[0]?.rows ?? 0) > 0);
    assert.equal(sent.length, before + 1);
  });

  test("a part that no record has in any letter case is no way out", async () => {
    const { grid } = await emptied("signIns last 24h", "signIns last 24h where contains(appDisplayName,'no Such name')");
    assert.deepEqual(
      (await grid.waysOut()).ways.map(({ kind }) => kind),
      ["without"],
    );
  });

  test("a spelling that another grid of the connection has loaded is offered without a request", async () => {
    const other = session();
    await other.grid.runText("signIns last 24h");
    await other.ended();
    const { collection } = other.grid;
    assert.ok(collection);
    const own: { grid?: (typeof other)["grid"] } = {};
    const one = session({ world: { collections: () => [collection, own.grid?.collection].filter((some) => some !== undefined) } });
    own.grid = one.grid;
    await one.grid.runText("signIns last 1h where appDisplayName eq 'AZURE portal'");
    await one.ended();
    const before = one.sent.length + other.sent.length;
    const [seen, any] = (await one.grid.waysOut()).ways;
    assert.deepEqual(
      [seen?.kind, seen?.text, seen?.rows, seen?.run, any?.kind],
      ["spelling", "Azure Portal", undefined, "signIns last 1h where appDisplayName eq 'Azure Portal'", "anySpelling"],
    );
    const there = (await other.column("appDisplayName")).filter((name) => name === "Azure Portal").length;
    assert.equal(seen?.seen, there);
    assert.equal(one.sent.length + other.sent.length, before);
    // What the other grid has is no number of this query: that is counted on a click.
    const [counted] = (await one.grid.askWayOut(0)).ways;
    assert.deepEqual([counted?.text, typeof counted?.rows], ["Azure Portal", "number"]);
    // A grid that lets its rows go meanwhile has none.
    other.grid.dispose();
    await one.grid.runText("signIns last 1h where appDisplayName eq 'AZURE portal'");
    await one.ended();
    assert.deepEqual(
      (await one.grid.waysOut()).ways.map(({ kind }) => kind),
      ["anySpelling", "without"],
    );
  });

  test("the filter is a way out of its own", async () => {
    const { grid, ended } = await emptied("signIns last 24h");
    await ended();
    await grid.filter("nothing has these words");
    const { ways } = await grid.waysOut();
    assert.deepEqual(
      ways.map(({ kind, text, rows }) => [kind, text, rows]),
      [["unfiltered", "nothing has these words", grid.state().loaded]],
    );
  });

  test("a failure is told in its place, and the way can be asked again", async () => {
    let isDown = false;
    const down = session();
    const one = session({
      world: {
        connection: async () => {
          const connection = await down.connectionOf();
          return {
            ...connection,
            fetch: (request) => (isDown ? Promise.reject(new TypeError("fetch failed")) : connection.fetch(request)),
          };
        },
      },
    });
    await one.grid.runText("signIns last 1h where appDisplayName eq 'azure portal'");
    await one.ended();
    isDown = true;
    const [failed, other] = (await one.grid.askWayOut(0)).ways;
    assert.match(failed?.problem ?? "", /^Not counted\. .*reached/);
    assert.deepEqual([failed?.rows, other?.problem], [undefined, undefined]);
    isDown = false;
    assert.deepEqual((await one.grid.askWayOut(0)).ways[0]?.problem, undefined);
  });

  test("a cancelled count says so, and counts nothing", async () => {
    const { grid } = await emptied("signIns last 7d where appDisplayName eq 'azure portal'");
    await grid.waysOut();
    const asked = grid.askWayOut(0);
    await grid.waysOut();
    grid.cancel();
    const [way] = (await asked).ways;
    assert.deepEqual([way?.rows, way?.problem], [undefined, "Not counted: it was cancelled."]);
  });

  test("there is none while rows are shown, or before a run", async () => {
    const { grid, ended } = session();
    assert.deepEqual((await grid.waysOut()).ways, []);
    await grid.runText("signIns last 1h");
    await ended();
    assert.deepEqual((await grid.waysOut()).ways, []);
  });
});
