import type { Cell } from "../rows.ts";
import { unknownCode } from "../columns/cellCodes.ts";
import type { Columns } from "../columns/columns.ts";
import type { FieldCodes } from "../columns/fieldCodes.ts";
import type { Work } from "../steps.ts";
import type { ViewRows } from "./viewRows.ts";

/** How many rows have each value. */
export interface ValueCounts {
  readonly values: readonly (Cell | undefined)[];
  /** By place in `values`. */
  readonly counts: Uint32Array;
  readonly rows: number;
}

export interface FieldSource {
  readonly columns: Columns;
  readonly fields: FieldCodes;
}

// A page to read at most, when values are on pages.
const rowsAtOnce = 1024;

/** Counts the values of a field over the rows of a view, picks of that field left aside. `path`: as the report writes it. */
export function* countValues(view: ViewRows, path: string, { columns, fields }: FieldSource): Work<ValueCounts> {
  const kept = view.filter?.kept(path) ?? everyState;
  const column = columns.at(path);
  const { dictionary } = column ?? {};
  if (dictionary && column?.odd === 0 && !fields.isList(path)) {
    const counts = countCodes(dictionary.codes, dictionary.values.length, view, kept);
    return { values: dictionary.values, counts, rows: sum(counts) };
  }
  const { codes, values, items } = fields.values(path);
  // Rows may come and change between the steps; the count itself is one of them.
  for (let rows = rowsWithoutCode(codes.codes, view, kept); rows.length > 0; rows = rowsWithoutCode(codes.codes, view, kept))
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      codes.take(rows.subarray(from, from + rowsAtOnce));
      yield;
    }
  const byCode = countCodes(codes.codes, codes.values.length, view, kept);
  const rows = sum(byCode);
  if (!items) return { values, counts: byCode, rows };
  const counts = new Uint32Array(values.length);
  for (const [code, count] of byCode.entries())
    if (count > 0) for (const place of items(code)) counts[place] = (counts[place] ?? 0) + count;
  return { values, counts, rows };
}

const everyState = new Uint8Array(256).fill(1);
const sum = (counts: Uint32Array): number => counts.reduce((total, count) => total + count, 0);

function countCodes(codes: Uint8Array | Uint16Array | Uint32Array, values: number, view: ViewRows, kept: Uint8Array): Uint32Array {
  const counts = new Uint32Array(values);
  // A dictionary of which every value is missing has no codes.
  const coded = Math.min(view.seen, codes.length);
  const states = view.filter?.states;
  if (!states) {
    for (let row = 0; row < coded; row++) {
      const code = codes[row] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    counts[0] = (counts[0] ?? 0) + view.seen - coded;
    return counts;
  }
  for (let row = 0; row < coded; row++) {
    const code = codes[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + (kept[states[row] ?? 0] ?? 0);
  }
  for (let row = coded; row < view.seen; row++) counts[0] = (counts[0] ?? 0) + (kept[states[row] ?? 0] ?? 0);
  return counts;
}

function rowsWithoutCode(codes: Uint32Array, view: ViewRows, kept: Uint8Array): Uint32Array {
  const states = view.filter?.states;
  const rows = new Uint32Array(view.seen);
  let count = 0;
  for (let row = 0; row < view.seen; row++)
    if ((codes[row] ?? unknownCode) === unknownCode && (!states || kept[states[row] ?? 0])) rows[count++] = row;
  return rows.subarray(0, count);
}
