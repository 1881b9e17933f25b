import { type Outcome, type Report } from "../../reports/index.ts";
import type { CellReader } from "./cellReader.ts";
import type { Columns } from "./columns.ts";

const manyOutcomes = 10_000;

/** How the events of rows ended. */
export class RowOutcomes {
  readonly #report: Report;
  readonly #columns: Columns;
  readonly #cells: CellReader;
  readonly #known = new Map<unknown, Outcome>();

  constructor(report: Report, columns: Columns, cells: CellReader) {
    this.#report = report;
    this.#columns = columns;
    this.#cells = cells;
  }

  /** Some of them must be read from pages. */
  get isSlow(): boolean {
    return this.#columns.scalarAt(this.#report.outcomePath)?.odd !== 0;
  }

  at(row: number): Outcome {
    const path = this.#report.outcomePath;
    const value = this.#columns.scalarAt(path)?.get(row);
    if (value === undefined) return this.#report.outcome(this.#cells.member(row, path));
    const known = this.#known.get(value);
    if (known) return known;
    const outcome = this.#report.outcome(value);
    if (this.#known.size < manyOutcomes) this.#known.set(value, outcome);
    return outcome;
  }

  /** Writes the places of the outcomes in a list. */
  read(rows: Uint32Array, places: Uint8Array, list: readonly Outcome[]): void {
    const dictionary = this.#columns.scalarAt(this.#report.outcomePath)?.dictionary;
    if (!dictionary) {
      for (const [index, row] of rows.entries()) places[index] = list.indexOf(this.at(row));
      return;
    }
    const byCode = dictionary.values.map((value) => (value === undefined ? odd : list.indexOf(this.#report.outcome(value))));
    const { codes } = dictionary;
    for (let index = 0; index < rows.length; index++) places[index] = byCode[codes[rows[index] ?? 0] ?? 0] ?? odd;
    if (this.isSlow) for (const [index, row] of rows.entries()) if (places[index] === odd) places[index] = list.indexOf(this.at(row));
  }
}

const odd = 255;
