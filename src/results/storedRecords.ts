import type { Report } from "../reports/index.ts";
import type { Appended } from "./api.ts";
import type { Replacement } from "./rows.ts";
import { CellReader } from "./columns/cellReader.ts";
import { Columns } from "./columns/columns.ts";
import { FieldCodes } from "./columns/fieldCodes.ts";
import { Rest } from "./columns/rest.ts";
import { RowOutcomes } from "./columns/rowOutcomes.ts";
import { RowTimes } from "./columns/rowTimes.ts";
import { PathNumbers } from "./measures/pathValues.ts";
import { itemsOf } from "./pages/itemsOf.ts";
import { Pages } from "./pages/pages.ts";
import { parseRecord } from "./pages/parseRecord.ts";
import type { Work } from "./steps.ts";

/** Whoever shows the rows while records come. */
export interface Showing {
  /** Records came, and some of those before are others now. */
  show(replaced: readonly number[]): Appended["views"];
  /** There are again only so many as before. */
  restart(records: number): void;
}

/** All records of a run as they are kept: the pages as they came, columns over their fields, and what is found out about fields. */
export class StoredRecords {
  readonly report: Report;
  readonly pages = new Pages();
  readonly columns: Columns;
  readonly rest: Rest;
  readonly cells: CellReader;
  readonly fields: FieldCodes;
  readonly outcomes: RowOutcomes;
  readonly times: RowTimes;
  readonly numbers: PathNumbers;
  #replacements = 0;

  constructor(report: Report, dictionaryLimit: number) {
    this.report = report;
    this.columns = new Columns(report, dictionaryLimit);
    // Record by record: to read a whole page would take too long for one step.
    this.rest = new Rest(this.columns, (row) => parseRecord(this.pages.text(row)), Math.min(256, dictionaryLimit));
    this.cells = new CellReader(this.columns, this.pages);
    this.fields = new FieldCodes(report, this.columns, this.cells, this.rest);
    this.outcomes = new RowOutcomes(report, this.columns, this.cells);
    this.times = new RowTimes(report.timeField, this.columns, this.cells);
    this.numbers = new PathNumbers({ report, columns: this.columns, fields: this.fields });
  }

  get timeField(): string {
    return this.report.timeField;
  }

  /** How many there are. */
  records(): number {
    return this.pages.records;
  }

  /** Changes when rows have become others. */
  version(): number {
    return this.#replacements;
  }

  /** Takes a page in, or, where a step of it fails, nothing of it. */
  append(
    body: ArrayBuffer,
    [start, end]: readonly [start: number, end: number],
    { skip, replace }: { readonly skip: readonly number[]; readonly replace: readonly Replacement[] },
    showing: Showing,
  ): Appended {
    const bytes = Buffer.from(body, start, end - start);
    const items = itemsOf(bytes);
    const left = new Set(skip);
    const positions = skip.length > 0 ? Uint32Array.from(items.keys()).filter((position) => !left.has(position)) : undefined;
    const records = positions ? Array.from(positions, (position) => items[position]) : items;
    const isNumber = (value: number, end: number) => Number.isInteger(value) && value >= 0 && value < end;
    for (const { position, record } of replace)
      if (!isNumber(position, items.length) || !isNumber(record, this.pages.records + records.length))
        throw new RangeError(`Record ${record} cannot be replaced by item ${position}`);
    const later = replace.map(({ position }) => items[position]);
    const before = this.pages.records;
    const replaced = replace.map(({ record }) => record);
    const takePageBack = this.pages.mark(replaced);
    try {
      this.pages.add(bytes, records.length, positions, replace);
      const unreadable = this.columns.append(records).length + this.columns.replace(replaced, later).length;
      if (replaced.length > 0) this.#forget(replaced);
      const views = showing.show(replaced);
      return { records: this.pages.records, ...(unreadable > 0 && { unreadable }), views };
    } catch (error) {
      takePageBack();
      this.#takeBack(before, replaced);
      showing.restart(before);
      throw error;
    }
  }

  /** What was found out about records that have become others. */
  #forget(replaced: readonly number[]): void {
    this.#replacements++;
    this.fields.forget(replaced);
    this.rest.forget(replaced);
  }

  /** Everything is again as it was with so many records, whichever step failed; the pages are so already. */
  #takeBack(records: number, replaced: readonly number[]): void {
    const older = replaced.filter((record) => record < records);
    this.columns.truncate(records);
    this.columns.replace(
      older,
      older.map((record) => this.pages.record(record)),
    );
    this.#forget(older);
    this.fields.truncate(records);
    this.rest.truncate(records);
  }

  /** Paths, and those of the fields made here that conditions may name: a word too many costs some time only. */
  made(conditions: readonly string[], paths: readonly string[]): string[] {
    const text = conditions.join("\n").toLowerCase();
    const inConditions = this.report.fields.filter(({ path, derived }) => derived && text.includes(path.toLowerCase()));
    return [...paths.filter((path) => this.columns.isDerived(path)), ...inConditions.map(({ path }) => path)];
  }

  /** Makes columns of what is made of records, for all rows. */
  derive(paths?: readonly string[]): Work<void> {
    return this.columns.derive((row) => this.#readable(row), paths);
  }

  /** Whatever the record is like, it costs no other. */
  #readable(row: number): unknown {
    try {
      return this.pages.record(row);
    } catch {
      return undefined;
    }
  }
}
