import type { CellReader } from "./cellReader.ts";
import type { StoredColumn } from "./storedColumn.ts";
import type { Columns } from "./columns.ts";
import { momentOf } from "./instants.ts";

const odd = -Infinity;

/** When the events of rows happened: milliseconds since 1970, NaN for those that do not say. */
export class RowTimes {
  readonly #path: string;
  readonly #column: StoredColumn | undefined;
  readonly #cells: CellReader;
  /** By code of a dictionary. */
  #byCode: { readonly values: readonly unknown[]; readonly times: number[] } | undefined;

  constructor(path: string, columns: Columns, cells: CellReader) {
    this.#path = path;
    this.#column = columns.scalarAt(path);
    this.#cells = cells;
  }

  /** Some of them must be read from pages. */
  get isSlow(): boolean {
    return this.#column?.odd !== 0;
  }

  read(rows: Uint32Array, times: Float64Array): void {
    const { dictionary, instants } = this.#column ?? {};
    if (dictionary) {
      const [{ codes }, byCode] = [dictionary, this.#timesOf(dictionary.values)];
      for (let index = 0; index < rows.length; index++) times[index] = byCode[codes[rows[index] ?? 0] ?? 0] ?? NaN;
    } else if (instants) {
      const all = instants.times;
      for (let index = 0; index < rows.length; index++) times[index] = all[rows[index] ?? 0] ?? NaN;
    } else times.fill(odd);
    if (!this.isSlow && (dictionary ?? instants)) return;
    for (let index = 0; index < rows.length; index++)
      if (times[index] === odd) times[index] = timeOf(this.#cells.member(rows[index] ?? 0, this.#path));
  }

  /** Units of 100 ns beyond the milliseconds of a row's time. */
  ticksAt(row: number): number {
    const instants = this.#column?.instants;
    if (instants && instants.times[row] !== odd) return (instants.ticks[row] ?? 0) >> 3;
    const value = this.#column?.get(row) ?? this.#cells.member(row, this.#path);
    return typeof value === "string" ? (momentOf(value)?.ticks ?? 0) : 0;
  }

  #timesOf(values: readonly unknown[]): readonly number[] {
    if (this.#byCode?.values !== values) this.#byCode = { values, times: [] };
    const { times } = this.#byCode;
    while (times.length < values.length) {
      const value = values[times.length];
      times.push(value === undefined ? odd : timeOf(value));
    }
    return times;
  }
}

const timeOf = (value: unknown): number => (typeof value === "string" ? (momentOf(value)?.ms ?? NaN) : NaN);
