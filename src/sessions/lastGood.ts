import type { Connection } from "../auth/connection.ts";
import type { Zone } from "../query/index.ts";
import type { LastGoodQuestion } from "../records/lastGood.ts";
import { recordOf } from "../records/recordOf.ts";
import { reportById, type ActivityRecord, type Report } from "../reports/index.ts";
import { memberNamed } from "../reports/valueAt.ts";
import type { Collection } from "./collection.ts";
import type { CollectionWorld } from "./collectionWorld.ts";
import { firstPage } from "./firstPage.ts";
import { ResultView } from "./resultView.ts";

/** Records of one user with one application that are looked through for one of the wanted log. */
const mostRead = 50;

export interface LoadedGood {
  /** The record's JSON text, as it came. */
  readonly text: string;
  /** Nothing that is not loaded can have come between. */
  readonly isLast: boolean;
}

type Loaded = Pick<Collection, "report" | "result" | "results" | "asked" | "coverage">;

const timeOf = (record: ActivityRecord, path: string): number => {
  const time = memberNamed(record, path);
  return typeof time === "string" ? Date.parse(time) : Number.NaN;
};

/** It stands in one of the logs; one that names none may. */
function isOfTypes(record: ActivityRecord, { types: known }: Report, types: readonly string[]): boolean {
  const named = known && memberNamed(record, known.path);
  const own = (Array.isArray(named) ? named : []).flatMap((one) => (typeof one === "string" ? [one.toLowerCase()] : []));
  return types.length === 0 || own.length === 0 || types.some((type) => own.includes(type.toLowerCase()));
}

async function newestIn({ report, result, results }: Loaded, { condition, before, types }: LastGoodQuestion) {
  if (result === undefined) return undefined;
  const { timeField } = report;
  const clause = `(${condition}) and ${timeField} lt ${new Date(before).toISOString()}`;
  const order = { sort: [{ path: timeField, direction: "desc" as const }], filter: "", clauses: [{ condition: clause }] };
  return new ResultView(results, result).withAnother(order, async (view) => {
    const rows = await results.rows({ result, view, from: 0, count: mostRead, columns: [] });
    for (const row of rows) {
      if (!("record" in row)) continue;
      const text = await results.record({ result, record: row.record });
      const record = recordOf(text);
      if (!record) continue;
      // A condition that cannot be judged lets through.
      const at = timeOf(record, timeField);
      if (at < before && isOfTypes(record, report, types)) return { text, at };
    }
    return undefined;
  });
}

/** All records between two times are loaded, whatever they are of. */
function hasAllBetween({ asked, coverage }: Loaded, { query: { report }, types }: LastGoodQuestion, from: number, to: number): boolean {
  const has = asked.types ?? reportById(report).types?.usual ?? [];
  if (asked.report !== report || asked.where || asked.take !== undefined || !types.every((type) => has.includes(type))) return false;
  let reached = from;
  for (const { from: start, to: end } of coverage
    .filter(({ state }) => state === "complete")
    .toSorted((one, other) => Number(one.from) - Number(other.from)))
    if (Number(start) <= reached) reached = Math.max(reached, Number(end));
  return reached >= to;
}

/** The newest of the loaded records that answers the question; undefined where none does. */
export async function loadedLastGood(collections: readonly Loaded[], question: LastGoodQuestion): Promise<LoadedGood | undefined> {
  let newest: { readonly text: string; readonly at: number } | undefined;
  const own = collections.filter(({ report }) => report.id === question.query.report);
  for (const collection of own) {
    // A result that was freed meanwhile has none any more.
    const found = await newestIn(collection, question).catch(() => undefined);
    if (found && (newest === undefined || found.at > newest.at)) newest = found;
  }
  if (!newest) return undefined;
  const { text, at } = newest;
  return { text, isLast: own.some((collection) => hasAllBetween(collection, question, at, question.before)) };
}

export interface AskedGood {
  /** The record's JSON text, as it came; missing: none was found. */
  readonly text?: string;
  /** The service has no more of what was asked than was looked at. */
  readonly isAll: boolean;
}

/** The same of the service, in one request for its first page; again only where that helps. */
export async function askedLastGood(
  world: CollectionWorld,
  connection: Connection,
  { query, before }: LastGoodQuestion,
  { zone, signal }: { readonly zone: Zone; readonly signal: AbortSignal },
): Promise<AskedGood> {
  const { timeField } = reportById(query.report);
  const { records, isAll, textOf } = await firstPage(world, connection, { query, zone, signal });
  const [newest] = records
    .map((record) => ({ record, at: timeOf(record, timeField) }))
    .filter(({ at }) => at < before)
    .toSorted((one, other) => other.at - one.at);
  return newest ? { text: textOf(newest.record), isAll } : { isAll };
}
