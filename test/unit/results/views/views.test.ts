import assert from "node:assert/strict";
import type { FacetQuestion, GridRow } from "../../../../src/protocol/grid.ts";
import type { ResultsApi } from "../../../../src/results/api.ts";
import { createResults } from "../../../../src/results/results.ts";
import { pageOf } from "../pages.ts";
import { recordsOf } from "../recordsOf.ts";

type Order = Partial<Parameters<ResultsApi["view"]>[0]>;

function filled(
  records: readonly unknown[],
  options: { report?: "signIns" | "directoryAudits"; msAtOnce?: number; dictionaryLimit?: number } = {},
) {
  const { report = "signIns", ...others } = options;
  const results = createResults({ now: () => new Date("2026-11-18T12:00:00Z"), ...others });
  const result = results.create({ report });
  results.append({ result, body: pageOf(...records), skip: [] });
  return {
    results,
    result,
    view: async (order: Order = {}) => results.view({ result, sort: [], filter: "", ...order }),
    append: (...items: readonly unknown[]) => results.append({ result, body: pageOf(...items), skip: [] }),
    rows: (view: number, columns: readonly string[] = []) => results.rows({ result, view, from: 0, count: 100, columns }),
    facet: async (view: number, path: string, question: Partial<FacetQuestion> = {}) => {
      const [facet] = await results.facets({ result, view, facets: [{ path, search: "", by: "count", from: 0, count: 10, ...question }] });
      return facet;
    },
  };
}

const app = (appDisplayName: unknown, errorCode = 0) => ({ appDisplayName, status: { errorCode } });
const shown = (rows: readonly GridRow[]) =>
  rows.map((row) => ("record" in row ? row.record : `${row.open ? "v" : ">"} ${row.value} (${row.records})`));
const valuesOf = (facet: { values: readonly { value: unknown; rows: number }[] } | undefined) =>
  facet?.values.map(({ value, rows }) => [value, rows]);

/** A filter that tests each of them for itself takes many steps. */
const many = Array.from({ length: 6000 }, (_, index) => ({
  id: `${index}`,
  appDisplayName: `App ${index % 7}`,
  correlationId: `${index}`,
}));
const slowly = "appDisplayName ne id and contains(correlationId, '7')";

suite("results: replaced records", () => {
  test("a few among many take the places that a new view gives them", async () => {
    const records = Array.from({ length: 400 }, (_, index) => app(`App ${(index * 7) % 5}`, (index * 11) % 3));
    const { results, result, view } = filled(records);
    const orders: Order[] = [
      { sort: [{ path: "appDisplayName", direction: "asc" }] },
      {
        sort: [
          { path: "appDisplayName", direction: "desc" },
          { path: "status/errorCode", direction: "asc" },
        ],
      },
      { sort: [{ path: "appDisplayName", direction: "desc" }], filter: "status/errorCode ne 0" },
      { filter: "status/errorCode eq 1" },
    ];
    const standing = [];
    for (const order of orders) standing.push((await view(order)).view);
    const all = (number: number) => results.rows({ result, view: number, from: 0, count: 1000, columns: [] });
    for (let round = 0; round < 12; round++) {
      const items = Array.from({ length: 9 }, (_, item) => app(`App ${(round + item) % 6}`, (round * item) % 3));
      const replace = items.slice(1).map((_, index) => ({ position: index + 1, record: (round * 131 + index * 53) % 400 }));
      results.append({ result, body: pageOf(...items), skip: replace.map(({ position }) => position), replace });
      for (const [index, order] of orders.entries()) {
        const { view: anew } = await view(order);
        assert.deepEqual(all(standing[index] ?? 0), all(anew), `round ${round}, ${JSON.stringify(order)}`);
        results.endView({ result, view: anew });
      }
    }
  });
});

suite("results: clauses", () => {
  test("all hold beside the filter", async () => {
    const { view, rows } = filled([app("Teams", 1), app("Portal", 1), app("Portal", 2), app("Portal", 3)]);
    const { view: number, matching } = await view({
      filter: "portal",
      clauses: [{ condition: "status/errorCode gt 1", path: "status/errorCode" }, { condition: "status/errorCode lt 3" }],
    });
    assert.deepEqual([matching, shown(rows(number))], [1, [2]]);
  });

  test("one that cannot be read is an error, and the view it should have replaced stays", async () => {
    const { view, rows } = filled([app("Teams")]);
    const { view: before } = await view();
    const ask = (condition: string) => view({ clauses: [{ condition }], replaces: before });
    await assert.rejects(ask("status/errorCode eq"), { name: "UnreadableClause", message: /at character 20/ });
    await assert.rejects(ask("status/errorCode eq 'x' and nothing gt 1"), { name: "UnreadableClause" });
    await assert.rejects(ask(""), { name: "UnreadableClause" });
    assert.deepEqual(shown(rows(before)), [0]);
  });
});

suite("results: a view asked for in place of another", () => {
  test("ends one that is still being made for the same place, within a step", async () => {
    let asked = 0;
    const results = createResults({ now: () => new Date(0), msAtOnce: 0 });
    const result = results.create({ report: "signIns" });
    results.append({ result, body: pageOf(...many), skip: [] });
    const first = await results.view({ result, sort: [], filter: "" });
    const making = (filter: string) =>
      Promise.resolve(results.view({ result, sort: [], filter, replaces: first.view })).finally(() => asked++);
    const ended = making(slowly);
    const unread = assert.rejects(ended, { name: "Superseded" });
    const last = making("appDisplayName eq 'App 1'");
    await unread;
    assert.equal(asked, 1, "the newer one is not there yet");
    const { view, matching } = await last;
    assert.equal(matching, Math.ceil((many.length - 1) / 7));
    assert.throws(() => results.rows({ result, view: first.view, from: 0, count: 1, columns: [] }), /View 1 is not known/);
    assert.equal(results.rows({ result, view, from: 0, count: 1, columns: [] }).length, 1);
  });

  test("leaves those alone that are made for another place", async () => {
    const { view } = filled(many, { msAtOnce: 0 });
    const [one, other] = [await view(), await view()];
    const made = await Promise.all([
      view({ filter: slowly, replaces: one.view }),
      view({ filter: slowly, replaces: other.view }),
      view({ filter: slowly }),
    ]);
    assert.equal(new Set(made.map(({ view }) => view)).size, 3);
  });

  test("takes the place of the one that came in between, of which the asker has not heard", async () => {
    const { view, rows } = filled([app("Teams")]);
    const { view: first } = await view();
    const { view: second } = await view({ replaces: first });
    const { view: third } = await view({ replaces: first });
    assert.throws(() => rows(second), /View 2 is not known/);
    assert.deepEqual(shown(rows(third)), [0]);
  });

  test("that cannot be read ends nothing", async () => {
    const { view } = filled(many, { msAtOnce: 0 });
    const { view: first } = await view();
    const making = view({ filter: slowly, replaces: first });
    await assert.rejects(view({ clauses: [{ condition: "(" }], replaces: first }), { name: "UnreadableClause" });
    assert.ok((await making).matching > 0);
  });
});

suite("results: groups", () => {
  const records = ["Teams", "Portal", "Portal", "Exchange", null, "Portal", "Teams"].map((name) => app(name));

  test("come closed, the largest first, equal ones by their values", async () => {
    const { view, rows } = filled(records);
    const { view: number, rows: positions, matching } = await view({ group: "AppDisplayName" });
    assert.deepEqual([positions, matching], [4, 7]);
    assert.deepEqual(shown(rows(number)), ["> Portal (3)", "> Teams (2)", "> null (1)", "> Exchange (1)"]);
  });

  test("open and close, one or all; their rows keep the order of the view", async () => {
    const { results, result, view, rows } = filled(records);
    const { view: number } = await view({ group: "appDisplayName", sort: [{ path: "appDisplayName", direction: "desc" }] });
    const open = (open: boolean, group?: number) =>
      results.openGroups({ result, view: number, open, ...(group !== undefined && { group }) });
    assert.deepEqual(open(true, 1), { rows: 6 });
    assert.deepEqual(shown(rows(number)), ["> Portal (3)", "v Teams (2)", 0, 6, "> null (1)", "> Exchange (1)"]);
    assert.deepEqual(open(true), { rows: 11 });
    assert.deepEqual(shown(results.rows({ result, view: number, from: 2, count: 4, columns: [] })), [2, 5, "v Teams (2)", 0]);
    assert.deepEqual(open(false), { rows: 4 });
    assert.throws(() => open(true, 4), /RangeError: Group 4 is not known/);
  });

  test("stay open by their values when pages come and records are replaced, whatever their order becomes", async () => {
    const { results, result, view, rows } = filled(records);
    const { view: number } = await view({ group: "appDisplayName" });
    results.openGroups({ result, view: number, group: 3, open: true });
    const appended = results.append({
      result,
      body: pageOf(app("Exchange"), app("Exchange"), app("Word"), app("Exchange")),
      skip: [3],
      replace: [{ position: 3, record: 4 }],
    });
    assert.deepEqual(appended.views, [{ view: number, rows: 8, matching: 10, grouped: { groups: 4 }, moved: true }]);
    assert.deepEqual(shown(rows(number)), ["v Exchange (4)", 3, 4, 7, 8, "> Portal (3)", "> Teams (2)", "> Word (1)"]);
  });

  test("a head has no text", async () => {
    const { results, result, view } = filled(records);
    const { view: number } = await view({ group: "appDisplayName" });
    results.openGroups({ result, view: number, group: 1, open: true });
    const text = results.text({
      result,
      view: number,
      ranges: [{ from: 0, to: 9 }],
      columns: ["appDisplayName"],
      format: "tsv",
      limitBytes: 1000,
    });
    assert.deepEqual(text.split("\n").slice(1), ["Teams", "Teams"]);
  });

  test("a view without groups has none to open", async () => {
    const { results, result, view } = filled(records);
    const { view: number } = await view();
    assert.deepEqual(results.openGroups({ result, view: number, open: true }), { rows: 7 });
    assert.throws(() => results.openGroups({ result, view: number, group: 0, open: true }), /Group 0 is not known/);
  });
});

suite("results: facets", () => {
  test("leave the picks of their own field aside, and no others", async () => {
    const { view, facet } = filled([app("Teams", 0), app("Teams", 1), app("Portal", 1), app("Exchange", 2)]);
    const { view: number } = await view({
      clauses: [
        { condition: "appDisplayName eq 'Teams'", path: "appDisplayName" },
        { condition: "status/errorCode ge 1", path: "status/errorCode" },
      ],
    });
    assert.deepEqual(await facet(number, "appDisplayName"), {
      path: "appDisplayName",
      values: [
        { value: "Exchange", rows: 1 },
        { value: "Portal", rows: 1 },
        { value: "Teams", rows: 1 },
      ],
      distinct: 3,
      rows: 3,
    });
    assert.deepEqual(valuesOf(await facet(number, "STATUS/errorCode", { by: "value" })), [[0, 1], [1, 1]]);
    assert.deepEqual(valuesOf(await facet(number, "isInteractive")), [[null, 1]]);
  }); // prettier-ignore

  test("a row counts once for each different item of its list, and one without any for the missing value", async () => {
    const { view, facet } = filled([
      { authenticationMethodsUsed: ["Password", "SMS", "Password"] },
      { authenticationMethodsUsed: ["SMS", null] },
      { authenticationMethodsUsed: [] },
      { authenticationMethodsUsed: "SMS" },
      {},
    ]);
    const { view: number } = await view();
    assert.deepEqual(await facet(number, "authenticationMethodsUsed"), {
      path: "authenticationMethodsUsed",
      values: [
        { value: "SMS", rows: 3 },
        { value: null, rows: 2 },
        { value: "Password", rows: 1 },
      ],
      distinct: 3,
      rows: 5,
    });
  });

  test("go through lists in lists", async () => {
    const target = (...names: unknown[]) => ({ modifiedProperties: names.map((displayName) => ({ displayName })) });
    const { view, facet } = filled([{ targetResources: [target("City", "Title"), target("City")] }, { targetResources: [target("Title")] }], {
      report: "directoryAudits",
    });
    const { view: number } = await view();
    assert.deepEqual(valuesOf(await facet(number, "targetResources/[]/modifiedProperties/[]/displayName")), [["Title", 2], ["City", 1]]);
  }); // prettier-ignore

  test("are searched without regard to case, and given out a part at a time", async () => {
    const { view, facet } = filled(["Portal", "portal", "PORTAL", "Teams", null, "Teams", "Sport"].map((name) => app(name)));
    const { view: number } = await view();
    const found = await facet(number, "appDisplayName", { search: "pORt", by: "value", from: 1, count: 2 });
    assert.deepEqual(found, { path: "appDisplayName", values: [{ value: "Portal", rows: 1 }, { value: "portal", rows: 1 }], distinct: 4, rows: 7 });
    assert.deepEqual(valuesOf(await facet(number, "appDisplayName", { from: 1, count: 2 })), [[null, 1], ["PORTAL", 1]]);
    assert.deepEqual(valuesOf(await facet(number, "appDisplayName", { from: 9 })), []);
  }); // prettier-ignore

  test("come in the order of their values, however many there are", async () => {
    for (const dictionaryLimit of [10, 100_000]) {
      const names = Array.from({ length: 9000 }, (_, index) => `name ${String((index * 7919) % 9000).padStart(4, "0")}`);
      const { view, facet } = filled(names.map((name) => app(name)), { dictionaryLimit });
      const { view: number } = await view();
      const ordered = names.toSorted();
      for (const [from, count] of [[0, 5], [100, 5], [8990, 20]] as const)
        for (const by of ["value", "count"] as const)
          assert.deepEqual(
            (await facet(number, "appDisplayName", { by, from, count }))?.values.map(({ value }) => value),
            ordered.slice(from, from + count),
          );
    }
  }); // prettier-ignore

  test("values too long or too odd for a column are read from the page", async () => {
    const long = "x".repeat(5000);
    const { view, facet } = filled([app(long), app(long), app(["Portal"]), app("Teams")]);
    const { view: number } = await view();
    assert.deepEqual(valuesOf(await facet(number, "appDisplayName")), [[long, 2], ['["Portal"]', 1], ["Teams", 1]]);
  }); // prettier-ignore
});

suite("results: histogram", () => {
  test("counts by outcome between edges, whatever their distance, its own bounds left aside", async () => {
    const at = (time: unknown, errorCode = 0) => ({ createdDateTime: time, status: { errorCode } });
    const { results, result, view } = filled([
      at("2026-11-18T09:00:00Z"), at("2026-11-18T09:59:59.9999999Z", 50126), at("2026-11-18T10:00:00Z"),
      at("2026-11-18T13:00:00+02:00", 50126), at("2026-11-18T12:00:00Z"), at("2026-11-18T08:59:59Z"), at(null), at("soon"),
    ]); // prettier-ignore
    const { view: number } = await view({
      clauses: [{ condition: "createdDateTime lt 2026-11-18T09:30:00Z", path: "createdDateTime" }],
    });
    const edges = ["09", "10", "12"].map((hour) => Date.parse(`2026-11-18T${hour}:00:00Z`));
    assert.deepEqual(await results.histogram({ result, view: number, edges }), {
      outcomes: { success: [1, 1], failure: [1, 1], interrupt: [0, 0], other: [0, 0] },
      outside: 4,
    });
    assert.deepEqual(await results.histogram({ result, view: number, edges: [] }), {
      outcomes: { success: [], failure: [], interrupt: [], other: [] },
      outside: 8,
    });
  });
});

suite("results: summary", () => {
  test("counts the records of rows and closed groups, their values, and tells their first and last time", async () => {
    const at = (hour: string, appDisplayName: unknown, id: string) => ({
      id,
      appDisplayName,
      createdDateTime: `2026-11-18T${hour}:00:00.5Z`,
    });
    const { results, result, view } = filled([
      at("11", "Teams", "a"),
      at("10", "Teams", "b"),
      at("12", null, "c"),
      at("09", "Portal", "d"),
    ]);
    const { view: plain } = await view();
    const selectionSummary = (view: number, from: number, to: number, path: string) =>
      results.selectionSummary({ result, view, ranges: [{ from, to }], path });
    assert.deepEqual(await selectionSummary(plain, 0, 3, "appDisplayName"), {
      records: 3,
      distinct: 1,
      first: "2026-11-18T10:00:00.500Z",
      last: "2026-11-18T12:00:00.500Z",
    });
    const { view: grouped } = await view({ group: "appDisplayName" });
    assert.equal((await selectionSummary(grouped, 0, 1, "id")).distinct, 2);
    results.openGroups({ result, view: grouped, group: 0, open: true });
    assert.equal((await selectionSummary(grouped, 0, 1, "id")).records, 0);
    assert.equal((await selectionSummary(grouped, 0, 9, "id")).records, 4);
    assert.deepEqual(await selectionSummary(plain, 4, 9, "id"), { records: 0, distinct: 0 });
  });
});

suite("results: long work", () => {
  const question = { path: "authenticationDetails", search: "", by: "count" as const, from: 0, count: 1 };

  test("ends with the result it works on, and a view not known is an error", async () => {
    const { results, result, view } = filled(many, { msAtOnce: 0 });
    const { view: number } = await view();
    const edges = [0, 1];
    const ranges = [{ from: 0, to: 9999 }];
    const works = () => [
      async () => results.facets({ result, view: number, facets: [question] }),
      async () => results.histogram({ result, view: number, edges }),
      async () => results.selectionSummary({ result, view: number, ranges, path: "correlationId" }),
      async () => view({ group: "correlationId" }),
    ];
    const ended = works().map((work) => assert.rejects(work(), /The result was released/));
    results.release({ result });
    await Promise.all(ended);
    for (const work of works()) await assert.rejects(work(), /Result 1 is not known/);
    const other = filled([]);
    await assert.rejects(async () => other.results.facets({ result: other.result, view: 7, facets: [] }), /View 7 is not known/);
    await assert.rejects(async () => other.results.histogram({ result: other.result, view: 7, edges }), /View 7 is not known/);
    await assert.rejects(
      async () => other.results.selectionSummary({ result: other.result, view: 7, ranges, path: "id" }),
      /View 7 is not known/,
    );
    assert.throws(() => other.results.openGroups({ result: other.result, view: 7, open: true }), /View 7 is not known/);
  });

  test("lets rows be answered between its steps", async () => {
    const { results, result, view, append, rows } = filled(many, { msAtOnce: 0 });
    const { view: number } = await view();
    let isDone = false;
    const facets = Promise.resolve(results.facets({ result, view: number, facets: [question] })).finally(() => (isDone = true));
    append({ id: "late" });
    assert.equal(recordsOf(rows(number, ["id"])).length, 100);
    await new Promise(setImmediate);
    assert.equal(isDone, false);
    assert.deepEqual(valuesOf((await facets)[0]), [[null, 6001]]);
  });

  test("that puts a view in order lets other calls pass, is done once for all who wait, and ends with the view", async () => {
    const { results, result, view, append, rows } = filled(many, { msAtOnce: 0 });
    const { view: plain } = await view();
    const order: Order = { sort: [{ path: "authenticationDetails", direction: "desc" }] };
    const { view: sorted } = await view(order);
    append({ id: "late", authenticationDetails: [{ authenticationMethod: "Password" }] }, { id: "later" });
    let isDone = false;
    const settle = () => Promise.resolve(results.settle({ result, view: sorted }));
    const [settling, again] = [settle().finally(() => (isDone = true)), settle()];
    assert.equal(recordsOf(rows(plain)).length, 100);
    await new Promise(setImmediate);
    assert.equal(isDone, false);
    await Promise.all([settling, again]);
    assert.deepEqual(shown(rows(sorted)), shown(rows((await view(order)).view)));
    assert.equal(shown(rows(sorted))[0], 6000);

    append({ id: "last", authenticationDetails: [] });
    const ended = assert.rejects(settle(), /View 2 is not known/);
    results.endView({ result, view: sorted });
    await ended;
  });
});

suite("results: answers of groups", () => {
  const signIn = (user: string | null, name: string, errorCode: unknown, time?: string) => ({
    userPrincipalName: user,
    appDisplayName: name,
    appId: name,
    status: { errorCode },
    ...(time !== undefined && { createdDateTime: `2026-11-18T${time}Z` }),
  });
  const records = [
    signIn("alex@contoso.com", "Portal", 50126, "09:00:00"),
    signIn("Alex@contoso.com", "Portal", 50126, "08:00:00"),
    signIn("alex@contoso.com", "Portal", 0, "10:00:00"),
    signIn("sam@contoso.com", "=cmd|' /C calc'!A0", "wrong", "11:00:00"),
    { ...signIn("", "Portal", 0), servicePrincipalId: "5e3f" },
    signIn("alex@contoso.com", "Portal", 50126, "07:00:00"),
  ];

  test("count outcomes, people in any spelling, and times, for records that lack some of it too", async () => {
    const { view, rows } = filled(records);
    const { view: number, grouped } = await view({ group: "appDisplayName" });
    assert.deepEqual(grouped, { groups: 2 });
    assert.deepEqual(
      rows(number).map((row) => ("group" in row ? [row.value, row.at, row.of, row.answers] : row)),
      [
        [
          "Portal",
          1,
          2,
          {
            outcomes: { success: 2, failure: 3, interrupt: 0, other: 0 },
            people: [1, 1],
            first: Date.parse("2026-11-18T07:00:00Z"),
            last: Date.parse("2026-11-18T10:00:00Z"),
          },
        ],
        [
          "=cmd|' /C calc'!A0",
          2,
          2,
          {
            outcomes: { success: 0, failure: 0, interrupt: 0, other: 1 },
            people: [1, 0],
            first: Date.parse("2026-11-18T11:00:00Z"),
            last: Date.parse("2026-11-18T11:00:00Z"),
          },
        ],
      ],
    );
  });

  test("spellings that a condition takes for equal are one group, written as most records write it", async () => {
    const { view, rows } = filled(records);
    const { view: number } = await view({ group: "userPrincipalName", thenGroup: "appDisplayName" });
    assert.deepEqual(shown(rows(number)), ["> alex@contoso.com (4)", ...["", "sam@contoso.com"].map((name) => `> ${name} (1)`)]);
    const { matching } = await view({ clauses: [{ condition: "userPrincipalName eq 'alex@contoso.com'" }] });
    assert.equal(matching, 4);
  });

  test("selected heads are a table, in which no value is a formula; with records among them it is the records", async () => {
    const { results, result, view } = filled(records);
    const { view: number } = await view({ group: "appDisplayName", thenGroup: "userPrincipalName" });
    const text = (from: number, to: number, format: "tsv" | "markdown") =>
      results
        .text({ result, view: number, ranges: [{ from, to }], columns: ["appDisplayName"], format, limitBytes: 10_000, groups: true })
        .split("\n");
    assert.deepEqual(text(0, 2, "tsv"), [
      "Application\tUser\tRows\tSuccess\tFailure\tInterrupted\tOther\tPeople\tService principals\tFirst\tLast",
      "Portal\t\t5\t2\t3\t0\t0\t1\t1\t2026-11-18T07:00:00.000Z\t2026-11-18T10:00:00.000Z",
      "'=cmd|' /C calc'!A0\t\t1\t0\t0\t0\t1\t1\t0\t2026-11-18T11:00:00.000Z\t2026-11-18T11:00:00.000Z",
    ]);
    results.openGroups({ result, view: number, open: true });
    assert.match(text(1, 2, "markdown")[2] ?? "", /^\| Portal \| `alex@contoso\.com` \| 4 \| 1 \| 3 /);
    assert.deepEqual(text(1, 3, "tsv"), ["Application", "Portal"]);
  });

  test("repeats fold into the latest of them, in the order of the view; copied, each line says how many, and whole records are all", async () => {
    const { results, result, view, rows } = filled(records);
    const sort = [{ path: "createdDateTime", direction: "desc" as const }];
    const { view: number, rows: positions, grouped } = await view({ fold: true, sort });
    assert.deepEqual([positions, grouped], [4, { groups: 4 }]);
    assert.deepEqual(
      rows(number).map((row) => ("group" in row ? [row.latest?.record, row.records] : row.record)),
      [3, 2, [0, 3], 4],
    );
    const text = (format: "tsv" | "ndjson") =>
      results.text({
        result,
        view: number,
        ranges: [{ from: 1, to: 3 }],
        columns: ["status/errorCode"],
        format,
        limitBytes: 10_000,
        groups: true,
      });
    assert.deepEqual(
      text("tsv")
        .split("\n")
        .map((line) => line.split("\t").slice(0, 3)),
      [
        ["Error code", "Times", "First"],
        ["0", "1", "2026-11-18T10:00:00.000Z"],
        ["50126", "3", "2026-11-18T07:00:00.000Z"],
      ],
    );
    assert.equal(text("ndjson").trim().split("\n").length, 4);
    results.openGroups({ result, view: number, group: 2, open: true });
    assert.deepEqual(
      rows(number).map((row) => ("group" in row ? row.open : [row.record, row.isRepeat])),
      [[3, undefined], [2, undefined], true, [0, true], [1, true], [5, true], [4, undefined]],
    ); // prettier-ignore
  });

  test("fifty thousand groups and one person with all rows are counted in steps: other calls pass meanwhile", async () => {
    const many = Array.from({ length: 50_000 }, (_, at) => signIn("alex@contoso.com", `App ${at}`, at % 2, "09:00:00"));
    const { results, result, view } = filled(many, { msAtOnce: 0 });
    const { view: number, grouped } = await view({ group: "appDisplayName", thenGroup: "userPrincipalName" });
    assert.deepEqual(grouped, { groups: 50_000, inside: 50_000 });
    let turns = 0;
    const settling = Promise.resolve(results.settle({ result, view: number, from: 0, count: 100 }));
    const counting = { goesOn: true };
    void settling.finally(() => (counting.goesOn = false));
    for (; counting.goesOn; turns++) await new Promise(setImmediate);
    const [head] = results.rows({ result, view: number, from: 0, count: 1, columns: [] });
    assert.ok(turns > 1 && head && "group" in head && head.inside === 1);
  });
});
