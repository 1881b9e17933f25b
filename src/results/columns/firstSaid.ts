import { textKey } from "../../query/letterCase.ts";
import type { Field } from "../../reports/report.ts";
import { partOf, type CellCodes } from "./cellCodes.ts";
import { withRoom } from "./encoding.ts";
import type { RowKeys } from "./rowKeys.ts";
import type { Cell } from "../rows.ts";

/** The code of rows that say nothing. */
export const nothingSaid = 1;

const noObject = "00000000-0000-0000-0000-000000000000";

export interface SayingField {
  readonly cells: CellCodes;
  readonly field: Field | undefined;
}

interface Reading extends SayingField {
  /** Which of the kinds. */
  readonly kind: number;
  /** By code of a cell; 0: not yet known. */
  translated: Uint32Array;
}

/**
 * A code for what the first of several fields says that says anything: blank texts and the id of no object say nothing. Fields are of kinds, the fields of
 * one kind name the same thing: a value at one of them is the same as at another.
 */
export class FirstSaid implements RowKeys {
  readonly #readings: Reading[];
  /** By `partOf` a key. */
  readonly #known: (Map<string, number> | undefined)[] = [];
  #codes = new Uint32Array(0);
  /** By code. */
  #kinds = new Uint8Array(0);
  #count = nothingSaid + 1;

  constructor(kinds: readonly (readonly SayingField[])[]) {
    this.#readings = kinds.flatMap((fields, kind) => fields.map((one) => ({ ...one, kind, translated: new Uint32Array(0) })));
  }

  get codes(): Uint32Array {
    return this.#codes;
  }

  get count(): number {
    return this.#count;
  }

  /** All that is read. */
  get cells(): readonly CellCodes[] {
    return this.#readings.map(({ cells }) => cells);
  }

  /** Of a code that says something. */
  kindOf(code: number): number {
    return this.#kinds[code] ?? 0;
  }

  /** The same for rows whose codes are not known yet: those of a row that has become another one have to be forgotten. */
  takeNew(rows: Uint32Array): void {
    const codes = this.#codes;
    const fresh = rows.filter((row) => (codes[row] ?? 0) === 0);
    if (fresh.length > 0) this.take(fresh);
  }

  forget(rows: readonly number[]): void {
    for (const row of rows) if (row < this.#codes.length) this.#codes[row] = 0;
  }

  /** The rows from `end` on are gone. */
  truncate(end: number): void {
    this.#codes.fill(0, end);
  }

  take(rows: Uint32Array): void {
    this.#codes = withRoom(this.#codes, rows.reduce((most, row) => Math.max(most, row + 1), 0)); // prettier-ignore
    let left = rows;
    for (const reading of this.#readings) {
      if (left.length === 0) break;
      left = this.#read(reading, left);
    }
    for (const row of left) this.#codes[row] = nothingSaid;
  }

  /** Answers with the rows in which this field says nothing. */
  #read(reading: Reading, rows: Uint32Array): Uint32Array {
    const { cells } = reading;
    cells.take(rows);
    reading.translated = withRoom(reading.translated, cells.values.length);
    const { translated } = reading;
    const { codes } = cells;
    const silent = new Uint32Array(rows.length);
    let count = 0;
    for (const row of rows) {
      const cell = codes[row] ?? 0;
      const code = translated[cell] || (translated[cell] = this.#code(cells.values[cell] ?? null, reading));
      if (code === nothingSaid) silent[count++] = row;
      else this.#codes[row] = code;
    }
    return silent.subarray(0, count);
  }

  #code(cell: Cell, { field, kind }: Reading): number {
    if (cell === null || (typeof cell === "string" && (cell.trim() === "" || cell === noObject))) return nothingSaid;
    // A number is another value than the text of it.
    const key = `${kind} ${typeof cell} ${typeof cell === "string" ? textKey(cell, field) : String(cell)}`;
    const codes = (this.#known[partOf(key)] ??= new Map());
    const known = codes.get(key);
    if (known !== undefined) return known;
    const code = this.#count++;
    codes.set(key, code);
    this.#kinds = withRoom(this.#kinds, this.#count);
    this.#kinds[code] = kind;
    return code;
  }
}
