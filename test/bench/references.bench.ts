import type { DuckDBAppender } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { reportById } from "../../src/reports/index.ts";
import type { ResultsApi } from "../../src/results/api.ts";
import type { Remote } from "../../src/rpc.ts";
import { mentionsIn } from "../../src/sessions/mentions.ts";
import type { Measure, Table } from "./bench.ts";
import { besideDuckDb } from "./besideDuckDb.ts";
import { pagesAsked } from "./manySignIns.ts";
import { median } from "./median.ts";
import { taken, type Taken } from "./taken.ts";

/** Sign-ins, in thousands: fewer for a quick look. */
const pages = pagesAsked(1000);
const turns = 7;
const most = 1_000;
const now = new Date("2026-11-18T12:00:00Z");
const report = reportById("signIns");

/** Where a sign-in names something: members of its own, and those in lists. */
const paths = report.entities.flatMap((place) => ("path" in place ? [place.path] : []));
const singles = paths.filter((path) => !path.includes("[]"));
const lists = paths.filter((path) => path.includes("[]"));
const column = (path: string): string => `"${path}"`;

type Json = Readonly<Record<string, unknown>>;

function valuesAt(value: unknown, steps: readonly string[]): unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (step === "[]") return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return typeof value === "object" && value !== null ? valuesAt((value as Json)[step], rest) : [];
}
const textsAt = (item: Json, path: string): string[] => valuesAt(item, path.split("/")).filter((value) => typeof value === "string");

function append(to: DuckDBAppender, item: Json): void {
  to.appendVarchar(String(item["createdDateTime"]));
  for (const path of singles) {
    const [text] = textsAt(item, path);
    if (text === undefined) to.appendNull();
    else to.appendVarchar(text);
  }
  // One text with a mark between its items, which becomes a list.
  for (const path of lists) to.appendVarchar(textsAt(item, path).join("\n"));
  to.endRow();
}

/** The store in this thread, called as from another. */
function nearby(results: ResultsApi): Remote<ResultsApi> {
  const calls = results as unknown as Record<string, (argument: unknown) => unknown>;
  return new Proxy(Object.create(null) as object, {
    get: (_target, method) => async (argument: unknown) => calls[String(method)]?.(argument),
  }) as Remote<ResultsApi>;
}

async function filled() {
  const ids = { "a correlation id": "", "a user": "", "an application": "", "a policy": "" };
  const { results, result, duck } = await besideDuckDb<Json>({
    pages,
    now,
    columns: ["time VARCHAR", ...[...singles, ...lists].map((path) => `${column(path)} VARCHAR`)],
    append(to, item) {
      append(to, item);
      if (ids["a user"] !== "") return;
      const [[user], [policy]] = ["userId", "appliedConditionalAccessPolicies/[]/id"].map((path) => textsAt(item, path)) as [
        string[],
        string[],
      ];
      if (user === undefined || policy === undefined) return;
      const [[correlation], [application]] = ["correlationId", "appId"].map((path) => textsAt(item, path)) as [string[], string[]];
      Object.assign(ids, { "a correlation id": correlation, "a user": user, "an application": application, "a policy": policy });
    },
  });
  const split = lists.map((path) => `string_split(${column(path)}, chr(10)) AS ${column(path)}`).join(", ");
  await duck.run(`CREATE TABLE signIns AS SELECT * REPLACE (time::TIMESTAMP AS time, ${split}) FROM read; DROP TABLE read`);
  return { ids, duck, loaded: { report, result, results: nearby(results) } };
}

const inColumns = (id: string): string => singles.map((path) => `${column(path)} = '${id}'`).join(" OR ");
const inLists = (id: string): string => lists.map((path) => `list_contains(${column(path)}, '${id}')`).join(" OR ");

export async function bench(): Promise<Table> {
  const { ids, duck, loaded } = await filled();
  const count = async (where: string): Promise<number> =>
    Number((await duck.runAndReadAll(`SELECT count(*)::INT FROM signIns WHERE ${where}`)).getRowsJS()[0]?.[0]);
  const rows: Measure[] = [];
  const middle = (all: readonly Taken[], of: keyof Taken) => median(all.map((one) => one[of]));
  const compare = async (name: string, own: () => Promise<unknown>, theirs: () => Promise<unknown>): Promise<void> => {
    const [ours, others]: [Taken[], Taken[]] = [[], []];
    for (let turn = 0; turn < turns; turn++) {
      ours.push(await taken(own));
      others.push(await taken(theirs));
    }
    rows.push(
      { name, value: middle(ours, "ms"), unit: "ms", beside: { name: "DuckDB's filter", value: middle(others, "ms") } },
      {
        name: "  processor time",
        value: middle(ours, "cpuMs"),
        unit: "ms",
        beside: { name: "DuckDB's filter", value: middle(others, "cpuMs") },
      },
    );
  };
  for (const [name, id] of Object.entries(ids))
    await compare(
      `${name}, from the columns, while lists are being read`,
      () => mentionsIn([loaded], id, { most, patienceMs: 0 }),
      () => count(inColumns(id)),
    );
  const first = await taken(() => mentionsIn([loaded], ids["a policy"], { most }));
  rows.push({ name: "a policy, all lists read for it, once", value: first.ms, unit: "ms" });
  for (const [name, id] of Object.entries(ids)) {
    const where = `${inColumns(id)} OR ${inLists(id)}`;
    await compare(
      `${name}, lists too`,
      () => mentionsIn([loaded], id, { most }),
      () => count(where),
    );
    const found = await mentionsIn([loaded], id, { most });
    assert.equal(found.mentions.length, Math.min(most, await count(where)), name);
  }
  return {
    title: `References of an id in ${(pages * 1000).toLocaleString("en")} sign-ins (1.0 x to reach), medians of ${turns} turns`,
    rows,
  };
}
