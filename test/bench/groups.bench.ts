import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { reportById } from "../../src/reports/index.ts";
import type { ViewOrder } from "../../src/results/api.ts";
import type { GroupRow } from "../../src/results/rows.ts";
import type { Measure, Table } from "./bench.ts";
import { besideDuckDb } from "./besideDuckDb.ts";
import { pagesAsked } from "./manySignIns.ts";
import { median } from "./median.ts";
import { taken, type Taken } from "./taken.ts";

/** Sign-ins, in thousands: fewer for a quick look. */
const pages = pagesAsked(300);
const turns = 5;
const now = new Date("2026-11-18T12:00:00Z");
const report = reportById("signIns");
const frameMs = 16;
/** Heads that are seen at once, with those around them. */
const heads = 100;

interface Case {
  readonly name: string;
  readonly order: Partial<ViewOrder>;
  /** What tells groups apart, as DuckDB has it. */
  readonly by: string;
}

/** Whom a sign-in is of, who is told from others in lines of repeats, too. */
const user = "coalesce(userPrincipalName, userId, servicePrincipalId, servicePrincipalName)";
const cases: readonly Case[] = [
  { name: "rows alone", order: {}, by: "" },
  { name: "groups by application", order: { group: "appDisplayName" }, by: "appDisplayName" },
  { name: "a group for each attempt", order: { group: "correlationId" }, by: "correlationId" },
  {
    name: "groups by country, in them by user",
    order: { group: "location/countryOrRegion", thenGroup: "userPrincipalName" },
    by: "country, userPrincipalName",
  },
  {
    name: "groups by user, in them by address",
    order: { group: "userPrincipalName", thenGroup: "ipAddress" },
    by: "userPrincipalName, ipAddress",
  },
  { name: "repeats folded", order: { fold: true }, by: `${user}, coalesce(appId, appDisplayName), errorCode` },
  {
    name: "repeats folded, by time",
    order: { fold: true, sort: [{ path: "createdDateTime", direction: "desc" }] },
    by: `${user}, coalesce(appId, appDisplayName), errorCode`,
  },
];

const texts = {
  userPrincipalName: "userPrincipalName",
  userId: "userId",
  servicePrincipalId: "servicePrincipalId",
  servicePrincipalName: "servicePrincipalName",
  appId: "appId",
  appDisplayName: "appDisplayName",
  ipAddress: "ipAddress",
  country: "location/countryOrRegion",
  correlationId: "correlationId",
} as const;

const codes = (outcome: "success" | "interrupt"): string => (report.outcomeValues[outcome] ?? []).join(", ");
const outcome = `CASE WHEN errorCode IS NULL THEN 'other' WHEN errorCode IN (${codes("success")}) THEN 'success'
  WHEN errorCode IN (${codes("interrupt")}) THEN 'interrupt' ELSE 'failure' END`;
const outcomes = ["success", "failure", "interrupt", "other"].map((name) => `count(*) FILTER (outcome = '${name}')::INT`).join(", ");

/** How many groups there are, and the largest of them with what their heads say. */
const grouped = (by: string) =>
  `WITH groups AS (SELECT ${by}, count(*)::INT AS records, ${outcomes}, count(DISTINCT ${user})::INT, epoch_ms(min(time)), epoch_ms(max(time))
    FROM signIns GROUP BY ALL)
  SELECT *, (SELECT count(*)::INT FROM groups) AS groups FROM groups ORDER BY records DESC LIMIT ${heads}`;

interface Item {
  readonly createdDateTime: string;
  readonly status?: { readonly errorCode?: number };
}

function append(to: DuckDBAppender, item: Item): void {
  to.appendVarchar(item.createdDateTime);
  const code = item.status?.errorCode;
  if (code === undefined) to.appendNull();
  else to.appendInteger(code);
  for (const path of Object.values(texts)) {
    const value = path
      .split("/")
      .reduce<unknown>((whole, name) => (whole as Readonly<Record<string, unknown>> | null | undefined)?.[name], item);
    // What says nothing tells nobody apart.
    if (typeof value === "string" && value !== "") to.appendVarchar(value);
    else to.appendNull();
  }
  to.endRow();
}

async function filled() {
  const { results, result, duck } = await besideDuckDb({
    pages,
    now,
    settings: "SET TimeZone = 'UTC'",
    columns: ["time VARCHAR", "errorCode INTEGER", ...Object.keys(texts).map((name) => `${name} VARCHAR`)],
    append,
  });
  await duck.run(`CREATE TABLE signIns AS SELECT * REPLACE (time::TIMESTAMP AS time), ${outcome} AS outcome FROM read; DROP TABLE read`);
  // What is in lists is read in quiet moments: that would take its time from what is measured.
  const { view } = await results.view({ result, sort: [], filter: "authenticationDetails/any(one: one/succeeded eq true)" });
  results.endView({ result, view });
  return {
    duck,
    /** Makes the view, and what is seen of it first. */
    look: async ({ order }: Case) => {
      const made = await results.view({ result, sort: [], filter: "", ...order });
      const window = { result, view: made.view, from: 0, count: heads };
      await results.settle(window);
      const rows = results.rows({ ...window, columns: ["appDisplayName"] });
      results.endView({ result, view: made.view });
      return { ...made, rows };
    },
  };
}

type Looked = Awaited<ReturnType<Awaited<ReturnType<typeof filled>>["look"]>>;

const groupsOf = async (duck: DuckDBConnection, by: string) => (await duck.runAndReadAll(grouped(by))).getRowsJS();

/** As many groups, and the largest as large. */
async function checkSame(duck: DuckDBConnection, one: Case, { grouped: counts, rows }: Looked): Promise<void> {
  const theirs = await groupsOf(duck, one.by);
  assert.equal(counts?.inside ?? counts?.groups, theirs[0]?.at(-1), one.name);
  if (one.order.thenGroup !== undefined || one.order.fold) return;
  const sizes = rows.map((row) => (row as GroupRow).records);
  const columns = one.by.split(",").length;
  assert.deepEqual(sizes, theirs.map((row) => row[columns]), one.name); // prettier-ignore
}

export async function bench(): Promise<Table> {
  const { duck, look } = await filled();
  const own = cases.map((): Taken[] => []);
  const theirs = cases.map((): Taken[] => []);
  for (let turn = 0; turn < turns; turn++)
    for (const [index, one] of cases.entries()) {
      own[index]?.push(await taken(() => look(one)));
      if (one.by === "") continue;
      theirs[index]?.push(await taken(() => groupsOf(duck, one.by)));
      if (turn === 0) await checkSame(duck, one, await look(one));
    }
  const middle = (all: readonly Taken[] = [], of: keyof Taken = "cpuMs") => median(all.map((one) => one[of]));
  const most = (all: readonly Taken[] = []) => Math.max(...all.map(({ longestMs }) => longestMs));
  return {
    title: `Groups of ${(pages * 1000).toLocaleString("en")} sign-ins and what ${heads} heads say, medians of ${turns} turns`,
    rows: cases.flatMap(({ name, by }, index): Measure[] => [
      {
        name,
        value: middle(own[index], "ms"),
        unit: "ms",
        ...(by && { beside: { name: "DuckDB on one thread", value: middle(theirs[index], "ms") } }),
      },
      {
        name: "  processor time",
        value: middle(own[index]),
        unit: "ms",
        ...(by && { beside: { name: "DuckDB", value: middle(theirs[index]) } }),
      },
      {
        name: "  longest step, processor time",
        value: middle(own[index], "longestMs"),
        unit: "ms",
        beside: { name: "a frame", value: frameMs },
      },
      { name: "  longest step of all turns", value: most(own[index]), unit: "ms" },
    ]),
  };
}
