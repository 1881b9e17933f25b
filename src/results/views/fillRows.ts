import type { Work } from "../steps.ts";
import type { StoredRecords } from "../storedRecords.ts";
import type { ViewPlan } from "./planView.ts";
import type { ViewRows } from "./viewRows.ts";

// Rows looked at before other calls get their turn: two pages to read at most, when a filter needs whole records.
const rowsAtOnce = 2048;

type Stored = Pick<StoredRecords, "rest" | "records">;

/** Takes all records in that a view's filter lets in, and puts them in order. `patienceMs`: for so long what the columns do not hold is read. */
export function* fillRows({ rows, readsRest }: Pick<ViewPlan, "rows" | "readsRest">, stored: Stored, patienceMs = 0): Work<void> {
  const { basis } = rows;
  const { rest } = stored;
  if (basis) {
    if (readsRest)
      basis.isWhole = true; // another part of the filter waits anyway
    else yield* readFor(patienceMs, stored);
    basis.rows = rest.rows;
    basis.of(stored.records());
  }
  while (rows.seen < stored.records()) {
    if (readsRest || basis?.isWhole) yield* rest.extend(Math.min(rows.seen + rowsAtOnce, stored.records()));
    rows.extend(rows.isPlain ? stored.records() : Math.min(rows.seen + rowsAtOnce, stored.records()));
    yield;
  }
  yield* rows.settleInSteps();
}

/** Looks again at rows of which less had been read when the view was made. Answers with whether rows came in. */
export function* findMoreRows(rows: ViewRows, stored: Stored, patienceMs: number): Work<boolean> {
  const { basis } = rows;
  if (!basis?.of(stored.records())) return false;
  yield* readFor(patienceMs, stored);
  // Rows that are read meanwhile wait for the next time, else this might never end.
  const read = stored.rest.rows;
  let looked = basis.rows;
  while (looked < Math.min(read, rows.seen)) {
    const from = looked;
    looked = Math.min(from + rowsAtOnce, read, rows.seen);
    rows.look(from, looked);
    yield;
  }
  // All at once: positions change for who is looking only now.
  const isMore = rows.admit(basis.rows, looked);
  basis.rows = Math.max(basis.rows, looked);
  yield* rows.settleInSteps();
  return isMore;
}

/** Takes in what the columns do not hold, for so long at most. */
function* readFor(patienceMs: number, stored: Stored): Work<void> {
  const work = stored.rest.extend(stored.records());
  for (const end = performance.now() + patienceMs; performance.now() < end && !work.next().done;) yield;
}
