import { setImmediate } from "node:timers/promises";
import type { Cell, Row, RowRange } from "../protocol.ts";
import type { SortKey } from "../query/query.ts";
import { fieldOf, type Outcome, type Report } from "../reports/index.ts";
import type { Appended, Replacement, View } from "./api.ts";
import { cellOf, longestCell, memberAt } from "./cells.ts";
import { Columns } from "./columns.ts";
import { compareFor } from "./compareCells.ts";
import { formatJson } from "./formatJson.ts";
import { itemsOf } from "./itemsOf.ts";
import { localFilter } from "./localFilter.ts";
import { OrderedRows, type RowLevel } from "./orderedRows.ts";
import { Pages } from "./pages.ts";
import type { ResultsOptions } from "./results.ts";
import type { RowFilter } from "./rowFilter.ts";
import { rankCells } from "./sortRows.ts";
import { tsvLine } from "./tsv.ts";

// Rows looked at before other calls get their turn: two pages to read at most, when a filter needs whole records.
const rowsAtOnce = 2048;
const manyOutcomes = 10_000;

/** The text would be longer than the caller can take. */
export class TextTooLong extends Error {
  override readonly name = "TextTooLong";
  readonly limitBytes: number;
  constructor(limitBytes: number) {
    super(`The text would be longer than ${limitBytes.toLocaleString("en")} bytes`);
    this.limitBytes = limitBytes;
  }
}

/** All records of a run: columns over their fields, the pages as they came, and views. */
export class Result {
  readonly #report: Report;
  readonly #now: () => Date;
  readonly #msAtOnce: number;
  readonly #columns: Columns;
  readonly #pages = new Pages();
  readonly #views = new Map<number, OrderedRows>();
  /** Views that are being made. */
  readonly #made = new Set<OrderedRows>();
  readonly #outcomes = new Map<unknown, Outcome>();
  #nextView = 1;
  #released = false;

  constructor(report: Report, { now, dictionaryLimit = 16_384, msAtOnce = 20 }: Omit<ResultsOptions, "firstNumber">) {
    this.#report = report;
    this.#now = now;
    this.#msAtOnce = msAtOnce;
    this.#columns = new Columns(report, dictionaryLimit);
  }

  append(
    body: ArrayBuffer,
    { skip, replace = [] }: { readonly skip: readonly number[]; readonly replace?: readonly Replacement[] },
  ): Appended {
    const bytes = Buffer.from(body);
    const items = itemsOf(bytes);
    const left = new Set(skip);
    const positions = skip.length > 0 ? Uint32Array.from(items.keys()).filter((position) => !left.has(position)) : undefined;
    const records = positions ? Array.from(positions, (position) => items[position]) : items;
    const isNumber = (value: number, end: number) => Number.isInteger(value) && value >= 0 && value < end;
    for (const { position, record } of replace)
      if (!isNumber(position, items.length) || !isNumber(record, this.#pages.records + records.length))
        throw new RangeError(`Record ${record} cannot be replaced by item ${position}`);
    const replaced = replace.map(({ record }) => record);
    this.#columns.append(records);
    const later = replace.map(({ position }) => items[position]);
    if (later.length > 0) this.#columns.replace(replaced, later);
    this.#pages.add(bytes, records.length, positions, replace);
    for (const rows of this.#made) rows.replace(replaced);
    const views = Array.from(this.#views, ([view, rows]) => {
      const changed = rows.replace(replaced);
      const moved = rows.extend(this.#pages.records) || changed;
      return { view, rows: rows.length, moved };
    });
    return { records: this.#pages.records, views };
  }

  async view(order: { readonly sort: readonly SortKey[]; readonly filter: string; readonly replaces?: number }): Promise<View> {
    const pages = this.#pages;
    const { filter, problem } = localFilter(order.filter, {
      report: this.#report,
      columns: this.#columns,
      now: this.#now(),
      record: (row) => pages.record(row),
      pageOf: (row) => pages.pageOf(row),
      pageText: (row) => pages.pageText(row),
    });
    const rows = new OrderedRows(
      order.sort.map((key) => this.#level(key)),
      filter,
    );
    this.#made.add(rows);
    try {
      await this.#fill(rows, filter);
    } finally {
      this.#made.delete(rows);
    }
    rows.extend(this.#pages.records); // what came in the moment before this
    rows.settle();
    const view = this.#nextView++;
    if (order.replaces !== undefined) this.#views.delete(order.replaces);
    this.#views.set(view, rows);
    return { view, rows: rows.length, ...(problem !== undefined && { problem }) };
  }

  rows(window: { readonly view: number; readonly from: number; readonly count: number; readonly columns: readonly string[] }): Row[] {
    const records = this.#view(window.view).slice(window.from, window.from + window.count);
    const cells = this.#cells(records, window.columns, longestCell);
    return Array.from(records, (record, index) => ({ record, outcome: this.#outcome(record), cells: cells[index] ?? [] }));
  }

  record(record: number): string {
    return formatJson(this.#pages.text(record), "  ");
  }

  text(selection: {
    readonly view: number;
    readonly ranges: readonly RowRange[];
    readonly columns: readonly string[];
    readonly format: "tsv" | "json" | "ndjson";
    readonly limitBytes: number;
  }): string {
    const { columns, format, limitBytes } = selection;
    const view = this.#view(selection.view);
    const records = Uint32Array.from(selection.ranges.flatMap(({ from, to }) => [...view.slice(from, to)]));
    let bytes = 0;
    const counted = (line: string): string => {
      bytes += Buffer.byteLength(line) + 1;
      if (bytes > limitBytes) throw new TextTooLong(limitBytes);
      return line;
    };
    if (format === "tsv") {
      const header = tsvLine(columns.map((path) => fieldOf(this.#report, path)?.label ?? path));
      return [counted(header), ...this.#cells(records, columns).map((cells) => counted(tsvLine(cells)))].join("\n");
    }
    const lines = new Array<string>(records.length);
    this.#pages.visit(records, (index, record) => {
      const text = this.#pages.text(record);
      lines[index] = counted(format === "json" ? `  ${formatJson(text, "  ", "  ")}` : formatJson(text));
    });
    if (format === "ndjson") return lines.map((line) => `${line}\n`).join("");
    return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`;
  }

  /** Ends what is under way. */
  release(): void {
    this.#released = true;
    this.#views.clear();
  }

  #view(view: number): OrderedRows {
    const rows = this.#views.get(view);
    if (!rows) throw new RangeError(`View ${view} is not known`);
    return rows;
  }

  async #fill(rows: OrderedRows, filter: RowFilter | undefined): Promise<void> {
    let started = performance.now();
    while (rows.seen < this.#pages.records) {
      rows.extend(filter ? Math.min(rows.seen + rowsAtOnce, this.#pages.records) : this.#pages.records);
      if (performance.now() - started < this.#msAtOnce) continue;
      await setImmediate();
      if (this.#released) throw new Error("The result was released");
      started = performance.now();
    }
  }

  /** Cells of records, a list of the columns' cells for each. */
  #cells(records: Uint32Array, paths: readonly string[], limit = Infinity): Cell[][] {
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
    this.#pages.visit(
      onPages.map((index) => records[index] ?? 0),
      (place, record) => {
        const index = onPages[place] ?? 0;
        const whole = this.#pages.record(record);
        cells[index] = paths.map((path, column) => {
          const cell = columns[column]?.get(record);
          return cell === undefined ? cellOf(memberAt(whole, this.#columns.canonical(path)), limit) : cell;
        });
      },
    );
    return cells;
  }

  #outcome(record: number): Outcome {
    const path = this.#report.outcomePath;
    const value = this.#columns.scalarAt(path)?.get(record);
    if (value === undefined) return this.#report.outcome(memberAt(this.#pages.record(record), path));
    const known = this.#outcomes.get(value);
    if (known) return known;
    const outcome = this.#report.outcome(value);
    if (this.#outcomes.size < manyOutcomes) this.#outcomes.set(value, outcome);
    return outcome;
  }

  #level({ path, direction }: SortKey): RowLevel {
    const column = this.#columns.at(path);
    const compare = column?.compare ?? compareFor(fieldOf(this.#report, path)?.kind);
    const cells = (rows: Uint32Array): Cell[] => this.#cells(rows, [path], longestCell).map(([cell = null]) => cell);
    return {
      descending: direction === "desc",
      compare,
      cells,
      cell: (row) => column?.get(row) ?? null,
      get inMemory() {
        return column?.odd === 0;
      },
      keys: (rows) => (column?.odd === 0 ? column.keys(rows) : { values: rankCells(cells(rows), compare), exact: true }),
    };
  }
}
