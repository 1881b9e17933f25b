import { entities } from "../records/entities.ts";
import { recordOf } from "../records/recordOf.ts";
import { mentionsOf } from "../records/mentions.ts";
import type { Outcome, ReportId } from "../reports/report.ts";
import type { Cell, Row } from "../results/rows.ts";
import type { Collection } from "./collection.ts";
import { ResultView } from "./resultView.ts";

/** A loaded record that names an id. */
export interface Mention {
  readonly report: ReportId;
  readonly id: string;
  readonly time: string;
  readonly outcome: Outcome;
  readonly who: string;
  readonly what: string;
}

export interface Mentions {
  /** The newest first, each record once. */
  readonly mentions: readonly Mention[];
  /** There are others beside them. */
  readonly more: boolean;
  /** Lists are not read to their ends yet: there may be others. */
  readonly isSoFar: boolean;
  /** Then: of so many records lists were read. */
  readonly read?: number;
  /** What one of them calls it, and when that was. */
  readonly named?: { readonly name: string; readonly time: string };
}

export interface MentionOptions {
  readonly most: number;
  /** How long to wait for lists to be read; missing: until they are. */
  readonly patienceMs?: number;
  /** Id of the record in which the name is not looked for; missing: no name is wanted. */
  readonly namedBeside?: string;
  /** Only which records there are is wanted: who and what are empty. */
  readonly idsOnly?: true;
}

/** Records that are read for a name. */
const mostRead = 5;

const textOf = (cell: Cell | undefined): string => (cell === null || cell === undefined ? "" : String(cell));

interface Found {
  readonly mentions: readonly (Mention & { readonly record: number })[];
  readonly matching: number;
  /** Of so many records lists were read; missing: of all. */
  readonly read?: number;
}

type Loaded = Pick<Collection, "report" | "results"> & { readonly result: number };

async function foundIn({ report, results, result }: Loaded, id: string, { most, patienceMs, idsOnly }: MentionOptions): Promise<Found> {
  const { who, what } = idsOnly ? { who: [], what: [] } : report.line;
  const columns = ["id", report.timeField, ...who, ...what];
  const { view, matching, basis } = await results.view({
    result,
    sort: [{ path: report.timeField, direction: "desc" }],
    filter: "",
    clauses: [{ condition: mentionsOf(id, report) }],
    ...(patienceMs !== undefined && { patienceMs }),
  });
  try {
    const rows = await results.rows({ result, view, from: 0, count: most, columns });
    const first = ({ cells }: Row, paths: readonly string[]): string =>
      paths.map((path) => textOf(cells[columns.indexOf(path)])).find((text) => text !== "") ?? "";
    const mentions = rows.flatMap((row) =>
      "record" in row
        ? [
            {
              report: report.id,
              record: row.record,
              id: textOf(row.cells[0]),
              time: textOf(row.cells[1]),
              outcome: row.outcome,
              who: first(row, who),
              what: first(row, what),
            },
          ]
        : [],
    );
    return { mentions, matching, ...(basis && { read: basis.read }) };
  } finally {
    results.endView({ result, view }).catch(() => undefined);
  }
}

async function nameIn(of: Loaded, { mentions }: Found, id: string, beside: string): Promise<Mentions["named"]> {
  for (const { record, id: own, time } of mentions.slice(0, mostRead)) {
    if (own === beside) continue;
    const json = recordOf(await new ResultView(of.results, of.result).record(record));
    const found = entities(of.report, json).find((entity) => entity.name !== undefined && entity.id.toLowerCase() === id.toLowerCase());
    if (found?.name !== undefined) return { name: found.name, time };
  }
  return undefined;
}

/** The loaded records of a connection that name an id, an address or a sign-in name, wherever a record of theirs may name one. */
export async function mentionsIn(
  collections: readonly Pick<Collection, "report" | "result" | "results">[],
  id: string,
  options: MentionOptions,
): Promise<Mentions> {
  const all = new Map<string, Mention>();
  let more = false;
  let read: number | undefined;
  let named: Mentions["named"];
  for (const { report, result, results } of collections) {
    if (result === undefined) continue;
    const loaded = { report, result, results };
    // A result that is gone meanwhile has no records any more.
    const found = await foundIn(loaded, id, options).catch(() => undefined);
    if (!found) continue;
    more ||= found.matching > found.mentions.length;
    if (found.read !== undefined) read = (read ?? 0) + found.read;
    for (const { record: _, ...mention } of found.mentions) all.set(`${mention.report} ${mention.id}`, mention);
    if (options.namedBeside !== undefined) named ??= await nameIn(loaded, found, id, options.namedBeside).catch(() => undefined);
  }
  const mentions = [...all.values()].toSorted((one, other) => (one.time < other.time ? 1 : one.time > other.time ? -1 : 0));
  return {
    mentions: mentions.slice(0, options.most),
    more: more || mentions.length > options.most,
    isSoFar: read !== undefined,
    ...(read !== undefined && { read }),
    ...(named && { named }),
  };
}
