import type { Cell } from "../rows.ts";
import { cellOf } from "./cells.ts";
import type { Columns } from "./columns.ts";
import type { Pages } from "../pages/pages.ts";

/** Cells of records: from the columns, and from the pages what the columns do not hold. */
export class CellReader {
  readonly #columns: Columns;
  readonly #pages: Pages;

  constructor(columns: Columns, pages: Pages) {
    this.#columns = columns;
    this.#pages = pages;
  }

  /** A list of the columns' cells for each record. `limit`: longest JSON text of a list or an object. */
  cells(records: Uint32Array, paths: readonly string[], limit = Infinity): Cell[][] {
    const columns = paths.map((path) => this.#columns.at(path));
    const onPages: number[] = [];
    const cells = Array.from(records, (record, index) => {
      let needsPage = false;
      const row = columns.map((column) => {
        const cell = column?.get(record);
        needsPage ||= cell === undefined;
        return cell ?? null;
      });
      if (needsPage) onPages.push(index);
      return row;
    });
    this.visit(
      onPages.map((index) => records[index] ?? 0),
      (place, record, whole) => {
        const index = onPages[place] ?? 0;
        cells[index] = paths.map((path, column) => {
          const cell = columns[column]?.get(record);
          return cell === undefined ? cellOf(this.#columns.valueOf(whole, path), limit) : cell;
        });
      },
    );
    return cells;
  }

  /** Calls with each of the records as a whole, page by page; `index` is the record's place in `records`. */
  visit(records: ArrayLike<number>, call: (index: number, record: number, whole: unknown) => void): void {
    this.#pages.visit(records, (index, record) => call(index, record, this.#pages.record(record)));
  }

  /** What a record has at a path, from its page. */
  member(record: number, path: string): unknown {
    return this.#columns.valueOf(this.#pages.record(record), path);
  }
}
