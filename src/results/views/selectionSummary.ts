import type { SelectionSummary } from "../rows.ts";
import { unknownCode } from "../columns/cellCodes.ts";
import type { RowTimes } from "../columns/rowTimes.ts";
import type { Work } from "../steps.ts";
import type { FieldSource } from "./valueCounts.ts";

export interface SelectionSource extends FieldSource {
  readonly times: RowTimes;
}

/** Of records: how many values they have at a path (as the report writes it), and when the first and the last of them happened. */
export function* selectionSummaryOf(records: Uint32Array, path: string, source: SelectionSource): Work<SelectionSummary> {
  const distinct = yield* distinctAt(records, path, source);
  let [first, last] = [Infinity, -Infinity];
  for (let from = 0; from < records.length;) {
    const rows = records.subarray(from, from + (source.times.isSlow ? 1024 : 65_536));
    const times = new Float64Array(rows.length);
    source.times.read(rows, times);
    for (let index = 0; index < times.length; index++) {
      const time = times[index] ?? NaN;
      if (time < first) first = time;
      if (time > last) last = time;
    }
    from += rows.length;
    yield;
  }
  if (first > last) return { records: records.length, distinct };
  return { records: records.length, distinct, first: new Date(first).toISOString(), last: new Date(last).toISOString() };
}

function* distinctAt(records: Uint32Array, path: string, { columns, fields }: FieldSource): Work<number> {
  const column = columns.at(path);
  const { dictionary } = column ?? {};
  if (dictionary && column?.odd === 0 && !fields.isList(path))
    return differentIn(codesIn(records, dictionary.codes, dictionary.values.length), dictionary.values);
  const { codes, values, items } = fields.values(path);
  const unknown = () => records.filter((row) => (codes.codes[row] ?? unknownCode) === unknownCode);
  for (let rows = unknown(); rows.length > 0; rows = unknown())
    for (let from = 0; from < rows.length; from += 1024) {
      codes.take(rows.subarray(from, from + 1024));
      yield;
    }
  const seen = codesIn(records, codes.codes, codes.values.length);
  if (!items) return differentIn(seen, values);
  const seenItems = new Uint8Array(values.length);
  for (const [code, isSeen] of seen.entries()) if (isSeen) for (const place of items(code)) seenItems[place] = 1;
  return differentIn(seenItems, values);
}

/** By code: 1 when some record has it. */
function codesIn(records: Uint32Array, codes: Uint8Array | Uint16Array | Uint32Array, count: number): Uint8Array {
  const seen = new Uint8Array(count);
  for (let index = 0; index < records.length; index++) seen[codes[records[index] ?? 0] ?? 0] = 1;
  return seen;
}

function differentIn(seen: Uint8Array, values: readonly unknown[]): number {
  let different = 0;
  for (const [place, isSeen] of seen.entries()) if (isSeen && values[place] !== null && values[place] !== undefined) different++;
  return different;
}
