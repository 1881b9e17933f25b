import { derivedValue } from "../../reports/derived.ts";
import type { Field } from "../../reports/report.ts";
import { cellOf } from "./cells.ts";
import { StoredColumn } from "./storedColumn.ts";

/** The values of a field that is made here, over the first rows: all of them, once it has caught up. Of a list, the JSON text. */
export class DerivedColumn {
  readonly column: StoredColumn;
  readonly #field: Field;
  #rows = 0;

  /** `limit`: as of a `Column`. */
  constructor(field: Field, limit: number) {
    this.column = new StoredColumn(field, limit);
    this.#field = field;
  }

  /** Taken in. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes in the next rows. After an error nothing has changed. */
  extend(records: readonly unknown[]): void {
    try {
      this.column.append(records.map((record) => this.#cell(record)));
      this.#rows += records.length;
    } catch (error) {
      this.column.truncate(this.#rows);
      throw error;
    }
  }

  /** A row has become another record; one not taken in yet will be read as it is then. */
  replace(row: number, record: unknown): void {
    if (row < this.#rows) this.column.replace(row, this.#cell(record));
  }

  truncate(rows: number): void {
    this.#rows = Math.min(rows, this.#rows);
    this.column.truncate(rows);
  }

  #cell(record: unknown): unknown {
    return cellOf(derivedValue(this.#field, record));
  }
}
