import type { StoredRecords } from "../storedRecords.ts";
import type { GrowingBasis } from "./basis.ts";
import type { FilterSource } from "./localFilter.ts";

/**
 * What a filter over the records may read; `readsRest`: it asked for what the columns do not hold. `now`: for `now()` in it.
 * `isMadeSoFar`: only rows will be looked at for which the fields that are made here are made.
 */
export function filterSource(
  { report, columns, pages, rest }: Pick<StoredRecords, "report" | "columns" | "pages" | "rest">,
  now: Date,
  { basis, isMadeSoFar = false }: { readonly basis?: GrowingBasis | undefined; readonly isMadeSoFar?: boolean } = {},
): FilterSource & { readonly readsRest: boolean } {
  let readsRest = false;
  return {
    get rest() {
      readsRest = true;
      return rest;
    },
    get readsRest() {
      return readsRest;
    },
    ...(basis && { basis }),
    isMadeSoFar,
    report,
    columns,
    now,
    record: (row) => pages.record(row),
  };
}
