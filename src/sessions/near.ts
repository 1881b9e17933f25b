import type { Near, NearRecord, NearTie } from "../protocol/grid.ts";
import { printFilter, termsOf, withTerms, type Query } from "../query/index.ts";
import { ties, type Tie } from "../records/ties.ts";
import { reportById, type Report } from "../reports/index.ts";
import type { Row } from "../results/rows.ts";
import { answererOf } from "../sources/graph/plan.ts";
import type { Collection } from "./collection.ts";
import type { GridSession } from "./gridSession.ts";

/** The grid that shows the record. */
type Rows = Pick<GridSession, "report" | "record" | "collection" | "clock">;
type Loaded = Pick<Collection, "report" | "results" | "result" | "ran" | "loaded">;
type Held = Tie["holds"][number];

/** So long the store reads what has no column: then it says what it has, and is asked again. */
const patienceMs = 300;

/** The condition as the store takes it. */
const clausesOf = ({ terms }: Held) => terms.map((term) => ({ condition: printFilter(term) }));

/** A loaded record in a few words. */
function wordsOf({ record, outcome, cells }: Row, columns: readonly string[], report: Report): NearRecord {
  const { who, what } = report.line;
  const first = (paths: readonly string[]): string => paths.map((path) => String(cells[columns.indexOf(path)] ?? "")).find(Boolean) ?? "";
  return { record, outcome, time: first([report.timeField]), who: first(who), what: first(what) };
}

/** Those of the record's own grid, in the order of time: counted in the store, which answers with the two beside the record and no others. */
async function here(
  { report, results, result }: Loaded,
  held: Held,
  record: number,
): Promise<Omit<NearTie, "path" | "label" | "elsewhere">> {
  if (result === undefined) return { others: 0 };
  const sort = [{ path: report.timeField, direction: "asc" }] as const;
  const { view, matching, basis } = await results.view({ result, sort, filter: "", clauses: clausesOf(held), patienceMs });
  try {
    const soFar = basis && { isSoFar: true as const };
    const { position } = await results.find({ result, view, records: [record], start: 0, step: 1 });
    // Not read yet: it is one of those that are not counted.
    if (position === undefined) return { others: matching, ...soFar };
    const { who, what } = report.line;
    const columns = [report.timeField, ...who, ...what];
    const rows = await results.rows({ result, view, from: Math.max(0, position - 1), count: 3, columns });
    const records = rows.filter((row) => "record" in row);
    const at = records.findIndex((row) => row.record === record);
    const [previous, next] = at < 0 ? [] : [records[at - 1], records[at + 1]];
    return {
      others: matching - 1,
      order: {
        before: position,
        after: matching - 1 - position,
        ...(previous && { previous: wordsOf(previous, columns, report) }),
        ...(next && { next: wordsOf(next, columns, report) }),
      },
      ...soFar,
    };
  } finally {
    results.endView({ result, view }).catch(() => undefined);
  }
}

/** Of the collections of a report that which has most of them: several may hold the same records. A collection that goes meanwhile has none. */
async function mostOf<One extends Loaded>(held: Held, collections: readonly One[]) {
  let found: { readonly collection: One; readonly rows: number } | undefined;
  for (const collection of collections) {
    const { report, results, result, loaded } = collection;
    if (report.id !== held.report || result === undefined || loaded === 0) continue;
    const view = await results.view({ result, sort: [], filter: "", clauses: clausesOf(held), patienceMs }).catch(() => undefined);
    if (!view) continue;
    results.endView({ result, view: view.view }).catch(() => undefined);
    if (view.matching > (found?.rows ?? 0)) found = { collection, rows: view.matching };
  }
  return found;
}

const tiesOf = async (grid: Rows, record: number): Promise<Tie[]> =>
  ties(grid.report, JSON.parse(await grid.record(record)), { ...grid.clock, answererOf });

/**
 * What is loaded of the same operation and the same session as a record: of its own report in its grid, whatever the grid's filter says; of other reports in the
 * other grids of the connection. Nothing is sent. Throws when there is no such record.
 */
export async function near(grid: Rows, collections: readonly Loaded[], record: number): Promise<Near> {
  const { collection } = grid;
  const found: NearTie[] = [];
  for (const { path, label, holds } of await tiesOf(grid, record)) {
    const [own, ...others] = holds;
    if (!own || !collection) continue;
    const elsewhere: NearTie["elsewhere"][number][] = [];
    for (const held of others) {
      const rows = (await mostOf(held, collections))?.rows ?? 0;
      if (rows > 0) elsewhere.push({ report: held.report, noun: reportById(held.report).noun, rows });
    }
    found.push({ path, label, ...(await here(collection, own, record)), elsewhere });
  }
  return { ties: found };
}

/** What shows them all. */
export interface NearRows<One> {
  readonly title: string;
  readonly collection: One;
  readonly query: Query;
}

/** The loaded rows of a tie, given by its path, in the grid itself or of another report; undefined when there are none any longer. */
export async function nearRows<One extends Loaded>(
  grid: Rows & { readonly collection: One | undefined },
  collections: readonly One[],
  { record, path, report }: { readonly record: number; readonly path: string; readonly report: string },
): Promise<NearRows<One> | undefined> {
  const tie = (await tiesOf(grid, record)).find((one) => one.path === path);
  const held = tie?.holds.find((one) => one.report === report);
  if (!tie || !held) return undefined;
  const collection = held.report === grid.report.id ? grid.collection : (await mostOf(held, collections))?.collection;
  if (!collection) return undefined;
  const { ran } = collection;
  return {
    title: `Same ${tie.label.toLowerCase()} · ${tie.id}`,
    collection,
    query: withTerms(ran, [...termsOf(ran), ...held.terms]),
  };
}
