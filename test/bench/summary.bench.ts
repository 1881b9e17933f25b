import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { reportById } from "../../src/reports/index.ts";
import type { Counted, CountMeasure, Heatmap, Measure as Counting, Measured } from "../../src/results/measures.ts";
import type { Measure, Table } from "./bench.ts";
import { besideDuckDb } from "./besideDuckDb.ts";
import { pagesAsked } from "./manySignIns.ts";
import { median } from "./median.ts";
import { taken, type Taken } from "./taken.ts";

/** Sign-ins, in thousands: fewer for a quick look. */
const pages = pagesAsked(1000);
const mostTurns = 7;
/** No turn begins later: of very many rows on a busy machine there are fewer. */
const turnsMs = 180_000;
const now = new Date("2026-11-18T12:00:00Z");
const report = reportById("signIns");
const frameMs = 16;

const attempt = "correlationId";
const count: CountMeasure = { kind: "count", by: [], distinct: [], top: 10, order: "count", attempt };
const heatmap: Counting = { kind: "heatmap", zone: "Europe/Berlin", attempt };
const policies: Counting = {
  kind: "items",
  list: "appliedConditionalAccessPolicies",
  key: "id",
  name: "displayName",
  result: "result",
  results: ["failure", "reportOnlyFailure"],
  distinct: ["userId"],
  top: 10,
  attempt,
};
const newest: Counting = { ...count, by: ["appDisplayName"], distinct: ["userId"], order: "newest" };
/** What a summary of sign-ins counts in columns. */
const measures: readonly Counting[] = [
  { ...count, distinct: ["userId", "appDisplayName", "ipAddress", "location/countryOrRegion"] },
  { ...count, by: ["status/errorCode"], distinct: ["userId"], where: "status/errorCode ne 0" },
  { ...count, by: ["clientAppUsed"], distinct: ["userId"] },
  { ...count, by: ["authenticationRequirement"] },
  heatmap,
  newest,
];

const texts = ["userId", "appDisplayName", "ipAddress", "country", "clientAppUsed", "requirement"] as const;
const pathOf: Readonly<Record<(typeof texts)[number], string>> = {
  userId: "userId",
  appDisplayName: "appDisplayName",
  ipAddress: "ipAddress",
  country: "location/countryOrRegion",
  clientAppUsed: "clientAppUsed",
  requirement: "authenticationRequirement",
};

const codes = (outcome: "success" | "interrupt"): string => (report.outcomeValues[outcome] ?? []).join(", ");
const outcome = `CASE WHEN errorCode IS NULL THEN 'other' WHEN errorCode IN (${codes("success")}) THEN 'success'
  WHEN errorCode IN (${codes("interrupt")}) THEN 'interrupt' ELSE 'failure' END`;
const outcomes = ["success", "failure", "interrupt", "other"].map((name) => `count(*) FILTER (outcome = '${name}')::INT`).join(", ");
const part = `count(*)::INT AS events, sum(rows)::INT, ${outcomes}, epoch_ms(min(first)), epoch_ms(max(time))`;
const grouped = (by: string, order = "events DESC", where = "true", distinct = "") =>
  `SELECT ${by}, ${part} ${distinct} FROM attempts WHERE ${by} IS NOT NULL AND ${where} GROUP BY 1 ORDER BY ${order}, 1 LIMIT 10`;
const people = ", count(DISTINCT userId)::INT";

/** Several rows of one attempt count as the last of them. Of several ways to ask for it the quickest, for less than 2^20 rows. */
const attempts = `CREATE OR REPLACE TEMP TABLE attempts AS
  WITH lasts AS (SELECT max((epoch_ms(time) << 20) + place) & 1048575 AS last, count(*) AS rows, min(time) AS first FROM signIns GROUP BY correlationId)
  SELECT signIns.*, rows, first, ${outcome} AS outcome FROM lasts JOIN signIns ON signIns.place = last`;
/** The same numbers as those of `measures`, in their order. */
const queries = [
  `SELECT ${part}, count(DISTINCT userId)::INT, count(DISTINCT appDisplayName)::INT, count(DISTINCT ipAddress)::INT, count(DISTINCT country)::INT FROM attempts`,
  grouped("errorCode", "events DESC", "errorCode <> 0", people),
  grouped("clientAppUsed", "events DESC", "true", people),
  grouped("requirement"),
  `SELECT isodow(local)::INT - 1 AS day, hour(local)::INT AS hour, outcome, count(*)::INT FROM
    (SELECT timezone('Europe/Berlin', time::TIMESTAMPTZ) AS local, outcome FROM attempts) GROUP BY ALL`,
  grouped("appDisplayName", "min(first) DESC, events DESC", "true", people),
];

interface Item {
  readonly createdDateTime: string;
  readonly correlationId: string;
  readonly status?: { readonly errorCode?: number };
}

function append(to: DuckDBAppender, item: Item, place: number): void {
  const text = (path: string) =>
    path.split("/").reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[name], item);
  to.appendInteger(place);
  to.appendVarchar(item.createdDateTime);
  to.appendVarchar(item.correlationId);
  const code = item.status?.errorCode;
  if (code === undefined) to.appendNull();
  else to.appendInteger(code);
  for (const name of texts) {
    const value = text(pathOf[name]);
    if (typeof value === "string") to.appendVarchar(value);
    else to.appendNull();
  }
  to.endRow();
}

async function filled() {
  const { results, result, duck } = await besideDuckDb({
    pages,
    now,
    settings: "SET TimeZone = 'UTC'; SET memory_limit = '2GB'",
    columns: ["place INTEGER", "time VARCHAR", "correlationId VARCHAR", "errorCode INTEGER", ...texts.map((name) => `${name} VARCHAR`)],
    append,
  });
  // In the types in which it is quickest.
  await duck.run(
    `CREATE TABLE signIns AS SELECT * REPLACE (time::TIMESTAMP AS time, correlationId::UUID AS correlationId) FROM read; DROP TABLE read`,
  );
  const { view } = await results.view({ result, sort: [], filter: "" });
  return { duck, measure: async (some: readonly Counting[]) => results.measure({ result, view, measures: some }) };
}

type Rows = readonly (readonly unknown[])[];

async function asked(duck: DuckDBConnection): Promise<Rows[]> {
  await duck.run(attempts);
  const answers: Rows[] = [];
  for (const query of queries) answers.push((await duck.runAndReadAll(query)).getRowsJS());
  return answers;
}

/** The numbers of a count as the query has them. */
const rowsOf = ({ parts }: Counted): Rows =>
  parts.map(({ values, events, rows, outcomes, first, last, distinct }) => [
    ...values, events, rows, outcomes.success, outcomes.failure, outcomes.interrupt, outcomes.other, first, last, ...distinct,
  ]); // prettier-ignore

function checkSame(own: readonly Measured[], theirs: readonly Rows[]): void {
  for (const [index, answer] of own.entries()) {
    const rows = (theirs[index] ?? []).map((row) => row.map((value) => (typeof value === "bigint" ? Number(value) : value)));
    if (answer.kind === "count") assert.deepEqual(rowsOf(answer), rows, `measure ${index}`);
    if (answer.kind !== "heatmap") continue;
    const outcomes: Record<keyof Heatmap["outcomes"], number[]> = { success: [], failure: [], interrupt: [], other: [] };
    for (const counts of Object.values(outcomes)) counts.push(...new Array<number>(168).fill(0));
    for (const [day, hour, name, events] of rows as [number, number, keyof Heatmap["outcomes"], number][])
      outcomes[name][24 * day + hour] = events;
    assert.deepEqual(answer.outcomes, outcomes);
  }
}

export async function bench(): Promise<Table> {
  const { duck, measure } = await filled();
  // What is in lists is read before anything is measured, as that takes its time from the rest.
  await measure([policies]);
  checkSame(await measure(measures), await asked(duck));
  const own: Taken[] = [];
  const theirs: Taken[] = [];
  const single = [heatmap, newest, policies].map((): Taken[] => []);
  const until = performance.now() + turnsMs;
  let turns = 0;
  while (turns === 0 || (turns < mostTurns && performance.now() < until)) {
    turns++;
    own.push(await taken(() => measure(measures)));
    theirs.push(await taken(() => asked(duck)));
    for (const [index, one] of [heatmap, newest, policies].entries()) single[index]?.push(await taken(() => measure([one])));
  }
  const middle = (all: readonly Taken[] = [], of: keyof Taken = "ms") => median(all.map((one) => one[of]));
  const row = (name: string, value: number, beside?: Measure["beside"]): Measure => ({
    name,
    value,
    unit: "ms",
    ...(beside && { beside }),
  });
  const frame = { name: "a frame", value: frameMs };
  const names = ["heatmap", "newest applications", "policies, their lists read"];
  return {
    title: `Summary of ${(pages * 1000).toLocaleString("en")} sign-ins from columns, by attempts, medians of ${turns} ${turns === 1 ? "turn" : "turns"}`,
    rows: [
      row("all in columns", middle(own), { name: "DuckDB on one thread", value: middle(theirs) }),
      row("all in columns, processor time", middle(own, "cpuMs"), { name: "DuckDB", value: middle(theirs, "cpuMs") }),
      row("longest step of all, processor time", middle(own, "longestMs"), frame),
      ...names.flatMap((name, index) => [
        row(name, middle(single[index])),
        row(`longest step of ${name}, processor time`, middle(single[index], "longestMs"), frame),
      ]),
    ],
  };
}
