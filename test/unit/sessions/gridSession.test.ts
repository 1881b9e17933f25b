import assert from "node:assert/strict";
import { createDemoTenant } from "../../../src/demo/index.ts";
import { parseQuery } from "../../../src/query/index.ts";
import { now, session } from "./session.ts";

/** What the service has of the last three days, asked without any fault: more than three pages. */
let faultless: Promise<readonly unknown[]> | undefined;
function wholeIds(): Promise<readonly unknown[]> {
  faultless ??= (async () => {
    const { grid, ended, column } = session({ loadLimit: 100_000 });
    await grid.runText("signIns last 3d columns id");
    await ended();
    return column("id");
  })();
  return faultless;
}

suite("A session behind a grid", function () {
  this.timeout(60_000);

  test("runs a query to its end and shows every record once", async () => {
    const { grid, ended, column } = session();
    assert.deepEqual(await grid.runText("signIns last 2d columns id, createdDateTime"), []);
    await ended();
    const { phase, rows, loaded, run } = grid.state();
    const ids = await column("id");
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      { phase, rows, loaded, from: run.from, to: run.to },
      { phase: "complete", rows: ids.length, loaded: ids.length, from: "2026-11-16T12:00:00.000Z", to: now.toISOString() },
    );
    assert.ok(run.pages >= 2 && ids.length > 1000);
    const times = (await column("createdDateTime")).map((time) => Date.parse(String(time)));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
  });

  test("evaluates here what the service cannot, counts what it leaves out, and says so", async () => {
    const { grid, ended, column, sent } = session();
    await grid.runText("signIns last 1d where contains(tolower(appDisplayName), 'portal') and status/errorCode eq 0");
    await ended();
    const apps = await column("appDisplayName");
    assert.ok(apps.length > 0 && apps.every((app) => String(app).toLowerCase().includes("portal")));
    const { run } = grid.state();
    assert.ok(run.excluded > 0);
    assert.match(run.notes.join("\n"), /The service answers: status\/errorCode eq 0/);
    assert.match(run.notes.join("\n"), /Evaluated here: contains/);
    assert.ok(sent.every((url) => url.includes("status/errorCode eq 0") && !url.includes("contains")));
  });

  test("says what a pasted address says in another way, and asks for all that is kept with one click", async () => {
    const { grid, ended } = session({ loadLimit: 100 });
    await grid.runText(
      "https://graph.microsoft.com/beta/auditLogs/signIns?`$filter=userPrincipalName eq 'Alex%40contoso.com'&`$top=999&source=x",
    );
    await ended();
    const said = [
      "No time range at createdDateTime: the last 24 hours are asked.",
      "$top=999 is left out: it is the size of a page, and all pages are fetched. Write 'take 999' for the newest 999 rows only.",
      "source=x is left out: no clause of a query says this.",
    ];
    const { queryText, banner, run } = grid.state();
    assert.deepEqual(
      [queryText, banner, run.notes.slice(0, 4)],
      [
        "signIns last 24h where userPrincipalName eq 'Alex@contoso.com'",
        { severity: "info", message: said.join(" "), actions: ["allKept"] },
        [...said, "The service answers: userPrincipalName eq 'alex@contoso.com'."],
      ],
    );
    await grid.act("allKept");
    await ended();
    const { queryText: later, banner: none } = grid.state();
    assert.deepEqual([later, none], ["signIns last 30d where userPrincipalName eq 'Alex@contoso.com'", undefined]);
  });

  test("shows warnings of a typed query among what it says of the run, not over the rows", async () => {
    const { grid, ended } = session({ loadLimit: 100 });
    const text = "directoryAudits last 1d where result eq 'Success'";
    const warning = "result is written 'success': upper and lower case make no difference in it";
    assert.deepEqual(
      (await grid.checkText(text)).map(({ severity, message, replacement }) => [severity, message, replacement]),
      [["warning", warning, "'success'"]],
    );
    assert.deepEqual(await grid.runText(text), []);
    await ended();
    const { banner, run, rows } = grid.state();
    assert.deepEqual([banner, run.notes[0], rows > 0], [undefined, `${warning}.`, true]);
  });

  test("tests patterns here, and says what cannot be asked of them before anything is sent", async () => {
    const { grid, ended, column, sent } = session({ loadLimit: 1000 });
    await grid.runText("signIns last 1d where matchesPattern(appDisplayName, '^(?i)azure\\s+(portal|cli)$')");
    await ended();
    const apps = new Set(await column("appDisplayName"));
    assert.deepEqual([...apps], ["Azure Portal"]);
    const before = sent.length;
    const [problem] = await grid.runText("signIns last 1d where matchesPattern(appDisplayName, 'a(b')");
    assert.deepEqual([problem?.message, sent.length], ["Expected a regular expression: missing closing ), 'a(b'", before]);
  });

  test("sends nothing for a text with a mistake, and keeps the rows", async () => {
    const { grid, ended, sent } = session();
    await grid.runText("signIns last 1h");
    await ended();
    const before = { state: grid.state(), sent: sent.length };
    const [problem] = await grid.runText("signIns last 1h where statu/errorCode eq 0");
    assert.ok(problem && problem.start === 22, JSON.stringify(problem));
    assert.deepEqual({ state: grid.state(), sent: sent.length }, before);
  });

  test("pauses at the limit, goes on by a limit, then to the end", async () => {
    const { grid, ended, reaches } = session({ loadLimit: 1000 });
    await grid.runText("signIns last 3d");
    await ended();
    assert.deepEqual([grid.state().phase, grid.state().loaded], ["paused", 1000]);
    await grid.loadMore();
    assert.deepEqual([grid.state().phase, grid.state().loaded], ["paused", 2000]);
    void grid.loadAll();
    await reaches(({ phase }) => phase === "complete");
    assert.ok(grid.state().loaded > 3000);
  });

  test("a connection that is cut again and again is said at once, stands over the rows after a while, and both go when it holds", async () => {
    const log: string[] = [];
    const told: unknown[] = [];
    const { grid, reaches, clock } = session({
      // After the first page, for some twenty seconds.
      faults: { droppedConnections: ({ ordinal }) => ordinal > 0 && clock.now() < now.getTime() + 20_000 },
      world: { log: (message) => log.push(message) },
    });
    void grid.runText("signIns last 3d columns id");
    await reaches(({ run, banner }) => {
      if (run.trouble && told.length === 0) told.push([grid.state().phase, run.trouble.what, banner]);
      return banner !== undefined;
    });
    const { phase, banner, rows } = grid.state();
    assert.deepEqual(told, [["running", "The connection to graph.microsoft.com was cut", undefined]]);
    assert.deepEqual([phase, banner?.severity, rows], ["running", "warning", 1000]);
    assert.match(
      banner?.message ?? "",
      /^The connection to graph\.microsoft\.com was cut\. .* asked again by itself, and the rows stay\.$/,
    );
    await reaches((state) => state.phase !== "running");
    assert.deepEqual([grid.state().phase, grid.state().banner, grid.state().run.trouble], ["complete", undefined, undefined]);
    const noted = log.filter((line) => line.includes("Offline"));
    assert.equal(noted.length, 1, noted.join("\n"));
    assert.match(
      noted[0] ?? "",
      /^signIns: Offline: Graph could not be reached \(cut, graph\.microsoft\.com, TypeError.*\); it is asked again$/,
    );
  });

  test("an error in the middle keeps the rows, says what happened, and retry goes on to the same end", async () => {
    const { grid, ended, reaches, column } = session({ faults: { licenceErrors: ({ ordinal }) => ordinal === 2 || ordinal === 3 } });
    await grid.runText("signIns last 3d columns id");
    await ended();
    const failed = grid.state();
    assert.equal(failed.phase, "failed");
    assert.equal(failed.rows, 2000);
    assert.match(failed.banner?.message ?? "", /licence/);
    assert.deepEqual(failed.banner?.actions, ["checkAccess", "retry"]);
    void grid.act("retry");
    await reaches(({ phase }) => phase === "complete");
    assert.equal(grid.state().banner, undefined);
    assert.deepEqual(await column("id"), await wholeIds());
  });

  test("survives throttling, broken answers, dead skip tokens, duplicates and short pages without losing or doubling a row", async () => {
    const { grid, ended, column } = session({
      loadLimit: 100_000,
      faults: {
        shortPages: 0.3,
        emptyPages: 0.2,
        duplicates: 0.05,
        deadSkipTokens: 0.2,
        brokenJson: 0.1,
        droppedConnections: 0.1,
        serverErrors: 0.1,
        throttleAfter: 3,
      },
    });
    await grid.runText("signIns last 3d columns id");
    await ended();
    assert.equal(grid.state().phase, "complete", grid.state().banner?.message);
    assert.deepEqual((await column("id")).toSorted(), (await wholeIds()).toSorted());
    assert.ok(grid.state().run.duplicates > 0);
  });

  test("cancel keeps what came", async () => {
    const { grid, reaches, ended } = session({ loadLimit: 100_000 });
    void grid.runText("signIns last 7d");
    await reaches(({ loaded }) => loaded >= 2000);
    grid.cancel();
    await ended();
    const { phase, rows, banner } = grid.state();
    assert.deepEqual({ phase, enough: rows >= 2000, banner }, { phase: "paused", enough: true, banner: undefined });
  });

  test("asks users and workloads separately and shows them in one order of time", async () => {
    const { grid, ended, column, sent } = session({ loadLimit: 100_000 });
    await grid.runText("signIns last 6h types interactiveUser, servicePrincipal columns createdDateTime, signInEventTypes");
    await ended();
    const times = (await column("createdDateTime")).map((time) => new Date(String(time)).getTime());
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
    assert.deepEqual(new Set(await column("signInEventTypes")), new Set(['["interactiveUser"]', '["servicePrincipal"]']));
    assert.equal(sent.filter((url) => url.includes("interactiveUser") && url.includes("servicePrincipal")).length, 0);
    assert.match(grid.state().run.notes.join("\n"), /complete of what Graph has: sign-ins of Microsoft's own service principals/);
  });

  test("a filter and an order over the loaded rows ask nothing of the service", async () => {
    const { grid, ended, column, sent } = session();
    await grid.runText("signIns last 1d");
    await ended();
    const before = sent.length;
    await grid.filter("status/errorCode eq 50126");
    await grid.sort([{ path: "userPrincipalName", direction: "asc" }]);
    const users = await column("userPrincipalName");
    assert.ok(users.length > 1 && users.length < grid.state().loaded);
    assert.deepEqual(users, users.toSorted());
    await grid.filter("status/errorCode eq");
    assert.match(grid.state().filterProblem ?? "", /./);
    assert.equal(sent.length, before);
  });

  test("a second run replaces the first, whose late pages are dropped", async () => {
    const { grid, ended, column } = session({ loadLimit: 100_000 });
    void grid.runText("signIns last 7d");
    await grid.runText("directoryAudits last 2d columns id, category");
    await ended();
    const { report, phase, loaded } = grid.state();
    assert.deepEqual([report.id, phase, (await column("id")).length], ["directoryAudits", "complete", loaded]);
  });

  test("a person who leaves a question keeps the run that is going on", async () => {
    const { grid, ended, reaches } = session({
      world: { answer: ({ take }) => Promise.resolve(take === 1 ? undefined : {}) },
      loadLimit: 100_000,
    });
    void grid.runText("signIns last 3d");
    await reaches(({ loaded }) => loaded > 0);
    await grid.runText("signIns last 3d take 1");
    await ended();
    assert.equal(grid.state().phase, "complete");
    assert.ok(grid.state().loaded > 3000);
  });

  test("retry starts again what could not be started, not the query before it, whose rows stay meanwhile", async () => {
    let isSignedIn = true;
    const { connectionOf } = session();
    const { grid, ended, reaches } = session({
      loadLimit: 100,
      world: { connection: () => (isSignedIn ? connectionOf() : Promise.reject(new Error("Nobody is signed in"))) },
    });
    await grid.runText("signIns last 1h");
    await ended();
    const { rows } = grid.state();
    isSignedIn = false;
    await grid.runText("directoryAudits last 6h");
    const failed = grid.state();
    assert.deepEqual(
      [failed.phase, failed.report.id, failed.rows, failed.banner?.message],
      ["failed", "signIns", rows, "Directory audits could not be read: Nobody is signed in"],
    );
    isSignedIn = true;
    void grid.act("retry");
    await reaches(({ phase, report }) => report.id === "directoryAudits" && phase !== "running");
    assert.deepEqual([grid.queryText, grid.state().banner], ["directoryAudits last 6h", undefined]);
  });

  test("keeps the question that was asked: the answers to its variables stand in the query that ran, and in the one shown", async () => {
    const { grid, ended } = session({
      start: { queryText: "signIns last 1h where userPrincipalName eq '${me}'" },
      world: { answer: (_query, { me }) => Promise.resolve({ me }) },
    });
    await grid.runText(grid.queryText);
    await ended();
    const { text, tenant } = (await grid.ranQuery()) ?? {};
    const { me } = createDemoTenant({ now });
    assert.deepEqual([text, tenant !== undefined], [`signIns last 1h where userPrincipalName eq '${me.userPrincipalName}'`, true]);
    assert.equal(grid.state().queryText, text);
  });

  test("reads the dates of a range in the zone of the person, as soon as that is known", async () => {
    let zone = "UTC";
    let said = (): void => undefined;
    const page = new Promise<void>((resolve) => (said = resolve));
    const { grid, ended, sent } = session({
      world: { settings: () => ({ zone, rowHeight: 22, loadLimit: 5000 }), zoneKnown: () => page },
    });
    const running = grid.runText("signIns from 2026-11-17 to 2026-11-18");
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(sent, []);
    zone = "Asia/Kathmandu";
    said();
    await running;
    await ended();
    const { run, zone: shown } = grid.state();
    assert.deepEqual([shown, run.from, run.to], ["Asia/Kathmandu", "2026-11-16T18:15:00.000Z", "2026-11-17T18:15:00.000Z"]);
  });

  test("tells of a text while it is typed also what does not keep it from running", async () => {
    const { grid } = session();
    const problems = await grid.checkText("signIns from 2026-11-16 where createdDateTime ge 2026-11-17 and status/errorCod eq 0");
    assert.deepEqual(
      problems.map(({ severity }) => severity),
      ["info", "error"],
    );
  });

  test("widens the range step by step, to what the service keeps", async () => {
    const { grid, ended } = session();
    await grid.runText("provisioning last 1h where id eq 'none'");
    await ended();
    const texts: string[] = [];
    const offered = [grid.state().wider];
    for (let step = 0; step < 4; step++) {
      await grid.act("widen");
      await ended();
      texts.push(grid.queryText);
      offered.push(grid.state().wider);
    }
    assert.deepEqual(offered, ["last 24h", "last 7d", "last 30d", undefined, undefined]);
    assert.deepEqual(
      texts,
      ["24h", "7d", "30d", "30d"].map((range) => `provisioning last ${range} where id eq 'none'`),
    );
    assert.match(grid.state().banner?.message ?? "", /30 days/);
  });

  test("offers all that is kept only where that is more than was asked for", async () => {
    const banner = { severity: "info", message: "Said.", actions: ["allKept", "showLog"] } as const;
    const actions = async (text: string) => {
      const { grid, ended } = session();
      const { query } = parseQuery(text);
      assert.ok(query);
      await grid.run({ query, banner });
      await ended();
      return grid.state().banner?.actions;
    };
    assert.deepEqual(await actions("provisioning last 24h where id eq 'none'"), ["allKept", "showLog"]);
    assert.deepEqual(await actions("provisioning last 30d where id eq 'none'"), ["showLog"]);
    assert.deepEqual(await actions("provisioning last 24h where id eq 'none' and activityDateTime ge 2026-11-18T00:00:00Z"), ["showLog"]);
  });

  test("keeps the columns of a person until another report or other columns are asked for", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 1h");
    await ended();
    grid.columns([{ path: "userPrincipalName", width: 300 }, { path: "id" }]);
    await grid.runText("signIns last 2h");
    await ended();
    assert.deepEqual(grid.state().columns, [{ path: "userPrincipalName", width: 300 }, { path: "id" }]);
    await grid.runText("signIns last 2h columns appId");
    await ended();
    assert.deepEqual(grid.state().columns, [{ path: "appId" }]);
  });

  test("copies the rows of the view, and one record as the service sent it", async () => {
    const { grid, ended } = session();
    await grid.runText("signIns last 1d columns id, userPrincipalName take 5");
    await ended();
    const [head, ...lines] = (await grid.text([{ from: 1, to: 3 }], "tsv", 1e6)).trimEnd().split("\n");
    const { rows } = await grid.rows(0, 5);
    assert.deepEqual({ head, lines }, { head: "Id\tUser", lines: rows.slice(1, 3).map((row) => "cells" in row && row.cells.join("\t")) });
    const record = JSON.parse(await grid.record(2)) as Record<string, unknown>;
    const third = rows[2];
    assert.equal(record["id"], third && "cells" in third && third.cells[0]);
  });
});
