import type { Cell } from "../rows.ts";
import { fieldOf, type Report } from "../../reports/index.ts";
import type { Told } from "../../reports/report.ts";
import { CellCodes, type CodeSource } from "./cellCodes.ts";
import type { CellReader } from "./cellReader.ts";
import { cellOf, longestCell } from "./cells.ts";
import type { Columns } from "./columns.ts";
import { FirstSaid } from "./firstSaid.ts";
import { ListItems } from "./listItems.ts";
import type { Rest } from "./rest.ts";
import { RestCells } from "./restCells.ts";
import { SpelledCodes } from "./spelledCodes.ts";

// Some ten megabytes for one field.
const manyValues = 100_000;

/** What is made here of a record is in no member of it. */
const madeOfRecords: CodeSource["rest"] = { prepare: () => undefined, at: () => undefined };

/** The values of a field, by the codes of rows. A row whose field is a list has several. */
export interface CodedField {
  readonly codes: CellCodes;
  readonly values: readonly (Cell | undefined)[];
  /** Of a list: places of its items in `values`. */
  readonly items: ((code: number) => readonly number[]) | undefined;
}

/** Codes for the values of fields that have no dictionary, or one with gaps. They are found out once and kept. */
export class FieldCodes {
  readonly #report: Report;
  readonly #columns: Columns;
  readonly #reader: CellReader;
  readonly #rest: Rest;
  readonly #cells = new Map<string, CodedField>();
  readonly #items = new Map<string, CodedField>();
  readonly #made = new Map<string, CodedField>();
  readonly #spelled = new WeakMap<CellCodes, SpelledCodes>();
  /** Kept with all that it reads. */
  #people: FirstSaid | undefined;

  constructor(report: Report, columns: Columns, reader: CellReader, rest: Rest) {
    this.#report = report;
    this.#columns = columns;
    this.#reader = reader;
    this.#rest = rest;
  }

  isList(path: string): boolean {
    return path.includes("[]") || fieldOf(this.#report, path)?.list === true;
  }

  /** By the cell. */
  cells(path: string): CodedField {
    return remembered(this.#cells, path, () => {
      const codes = new CellCodes({
        column: () => this.#columns.soFar(path),
        keyOf: (cell) => cell,
        rest: this.#restOf(path, (value) => cellOf(value, longestCell)),
        read: (rows) => this.#reader.cells(rows, [path], longestCell).map(([cell = null]) => cell),
      });
      return { codes, values: codes.values, items: undefined };
    });
  }

  /** By the cell, without regard to letter case where that makes no difference. */
  spelled(path: string): SpelledCodes {
    const { codes } = this.cells(path);
    const known = this.#spelled.get(codes) ?? new SpelledCodes(codes, fieldOf(this.#report, path));
    this.#spelled.set(codes, known);
    return known;
  }

  /** By the first that the record says of several kinds, each at several paths. */
  firstSaid(kinds: readonly Pick<Told, "paths">[]): FirstSaid {
    const saying = (path: string) => ({ cells: this.cells(this.#columns.canonical(path)).codes, field: fieldOf(this.#report, path) });
    return new FirstSaid(kinds.map(({ paths }) => paths.map(saying)));
  }

  /** Whom the records are of. */
  get people(): FirstSaid {
    return (this.#people ??= this.firstSaid(this.#report.people));
  }

  /** By the items of lists, and by the cell of all else. */
  values(path: string): CodedField {
    if (!this.isList(path)) return this.cells(path);
    return remembered(this.#items, path, () => {
      const items = new ListItems(path.includes("[]") && fieldOf(this.#report, path)?.list === true);
      const codes = new CellCodes({
        column: () => this.#columns.soFar(path),
        keyOf: (cell) => items.keyOfCell(cell),
        rest: this.#restOf(path, (value) => items.keyOf(value)),
        read: (rows) => {
          const keys = new Array<string>(rows.length);
          this.#reader.visit(rows, (index, record) => (keys[index] = items.keyOf(this.#reader.member(record, path))));
          return keys;
        },
      });
      return { codes, values: items.values, items: (code) => items.at(codes.values[code]) };
    });
  }

  /** By a text that is made of what stands at the path, which is a list. `name`: the same for the same text. */
  made(path: string, name: string, toText: (value: unknown) => string): CodedField {
    return remembered(this.#made, `${path} ${name}`, () => {
      const codes = new CellCodes({
        column: () => undefined,
        keyOf: (cell) => cell,
        rest: this.#restOf(path, toText),
        read: (rows) => {
          const texts = new Array<string>(rows.length);
          this.#reader.visit(rows, (index, record) => (texts[index] = toText(this.#reader.member(record, path))));
          return texts;
        },
      });
      return { codes, values: codes.values, items: undefined };
    });
  }

  #restOf(path: string, toCell: (value: unknown) => Cell): CodeSource["rest"] {
    return this.#columns.isDerived(path) ? madeOfRecords : new RestCells(path, this.#rest, toCell);
  }

  /** Rows that have become others. */
  forget(rows: readonly number[]): void {
    for (const known of [this.#cells, this.#items, this.#made]) for (const { codes } of known.values()) codes.forget(rows);
    this.#people?.forget(rows);
  }

  /** The rows from `end` on are gone: others will come in their place. */
  truncate(end: number): void {
    for (const known of [this.#cells, this.#items, this.#made]) for (const { codes } of known.values()) codes.truncate(end);
    this.#people?.truncate(end);
  }

  /** Drops the codes of fields with very many values; those used last stay, and those in `used`. */
  trim(used: ReadonlySet<CellCodes>): void {
    const kept = new Set([...used, ...(this.#people?.cells ?? [])]);
    for (const known of [this.#cells, this.#items, this.#made])
      for (const [path, { codes }] of [...known].slice(0, -1)) if (codes.values.length > manyValues && !kept.has(codes)) known.delete(path);
  }
}

/** What is asked for goes to the end. */
function remembered<Value>(known: Map<string, Value>, path: string, make: () => Value): Value {
  const value = known.get(path) ?? make();
  known.delete(path);
  known.set(path, value);
  return value;
}
