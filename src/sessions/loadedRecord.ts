import type { ReportId } from "../reports/report.ts";
import type { Collection } from "./collection.ts";
import { ResultView } from "./resultView.ts";

const textLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An id is read in any case; which record it is, only its own letters tell. */
const mostOfOneId = 10;

function idOf(text: string): unknown {
  const record: unknown = JSON.parse(text);
  return typeof record === "object" && record !== null && "id" in record ? record.id : undefined;
}

export interface LoadedRecord {
  /** JSON, as it came. */
  readonly text: string;
  /** As the collection that has it counts. */
  readonly record: number;
}

/** The record of that id, in the first of the collections that has it; `undefined`: none has, or has lost its rows. */
export async function loadedRecord(
  collections: readonly Pick<Collection, "report" | "result" | "results">[],
  report: ReportId,
  id: string,
): Promise<LoadedRecord | undefined> {
  for (const { report: of, result, results } of collections) {
    if (of.id !== report || result === undefined) continue;
    const order = { sort: [], filter: "", clauses: [{ condition: `${of.keyField} eq ${textLiteral(id)}` }] };
    try {
      const named = await new ResultView(results, result).withAnother(order, async (view) => {
        const rows = await results.rows({ result, view, from: 0, count: mostOfOneId, columns: [] });
        const records = rows.flatMap((row) => ("record" in row ? [row.record] : []));
        return Promise.all(records.map(async (record) => ({ record, text: await results.record({ result, record }) })));
      });
      const found = named.find(({ text }) => idOf(text) === id);
      if (found !== undefined) return found;
    } catch {
      // The result was freed, or its worker has died: the service has the record still.
    }
  }
  return undefined;
}
