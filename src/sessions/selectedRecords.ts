import type { RowRange } from "../results/rows.ts";
import type { GridSession } from "./gridSession.ts";
import { shownRecord } from "./shownRecord.ts";

const rowsAtOnce = 200;
/** Heads of groups may be all that there is for long. */
const mostRows = 10_000;

export interface SelectedRecords {
  /** Their numbers, each once, in the order of the rows. */
  readonly records: readonly number[];
  /** Rows that were not looked at are selected, too. */
  readonly hasMore: boolean;
}

/** The first records of selected rows, `most` at most: heads of groups stand for none, and a line of repeats for its latest. */
export async function selectedRecords(
  session: Pick<GridSession, "rows">,
  ranges: readonly RowRange[],
  most: number,
): Promise<SelectedRecords> {
  const records = new Set<number>();
  let looked = 0;
  for (const { from, to } of ranges)
    for (let at = from; at < to; at += rowsAtOnce) {
      if (looked >= mostRows) return { records: [...records], hasMore: true };
      const count = Math.min(rowsAtOnce, to - at);
      const { rows } = await session.rows(at, count);
      looked += count;
      for (const row of rows) {
        const record = shownRecord(row)?.record;
        if (record === undefined || records.has(record)) continue;
        if (records.size >= most) return { records: [...records], hasMore: true };
        records.add(record);
      }
    }
  return { records: [...records], hasMore: false };
}
