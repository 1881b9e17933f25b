import type { Cell } from "../rows.ts";
import type { StoredColumn } from "./storedColumn.ts";
import type { Dictionary } from "./dictionary.ts";
import { withRoom } from "./encoding.ts";
import type { RestCells } from "./restCells.ts";

export interface CodeSource {
  /** As far as it is there: it may come later than who asks for it first. */
  column(): StoredColumn | undefined;
  /** What stands for a cell of the column; `undefined`: the record's page must tell. */
  keyOf(cell: Cell): Cell | undefined;
  /** What stands for cells that no column has, as far as they are known without the pages. */
  readonly rest: Pick<RestCells, "prepare" | "at">;
  /** The same for records whose column does not tell. */
  read(rows: Uint32Array): Cell[];
}

/** Stands for the value of a row that nobody has asked for yet. */
export const unknownCode = 0;

/** A number for each different cell at a path, whatever way its column is kept, or without any. Found out for the rows that somebody asks for. */
export class CellCodes {
  /** By code. */
  readonly values: (Cell | undefined)[] = [undefined];
  readonly #source: CodeSource;
  /** By `partOf` a key. */
  readonly #known: (Map<Cell, number> | undefined)[] = [];
  #codes = new Uint32Array(0);
  /** Of the values of a dictionary, by their code in it. */
  #translated = new Uint32Array(0);
  #dictionary: Dictionary | undefined;

  constructor(source: CodeSource) {
    this.#source = source;
  }

  /** By row. */
  get codes(): Uint32Array {
    return this.#codes;
  }

  /** Finds out the codes of rows. */
  take(rows: Uint32Array): void {
    const { keyOf, rest, read } = this.#source;
    const column = this.#source.column();
    rest.prepare();
    this.#codes = withRoom(this.#codes, rows.reduce((most, row) => Math.max(most, row + 1), 0)); // prettier-ignore
    const dictionary = column?.dictionary;
    const translated = this.#translation(dictionary);
    const onPages: number[] = [];
    for (const row of rows) {
      if (this.#codes[row] !== unknownCode) continue;
      const inDictionary = dictionary?.codes[row] ?? 0;
      let code = dictionary ? (translated[inDictionary] ?? unknownCode) : unknownCode;
      if (code === unknownCode) {
        const cell = column?.get(row);
        const key = cell === undefined ? rest.at(row) : keyOf(cell);
        if (key === undefined) {
          onPages.push(row);
          continue;
        }
        code = this.codeOf(key);
        if (cell !== undefined && dictionary) translated[inDictionary] = code;
      }
      this.#codes[row] = code;
    }
    if (onPages.length === 0) return;
    const cells = read(Uint32Array.from(onPages));
    for (const [index, row] of onPages.entries()) this.#codes[row] = this.codeOf(cells[index] ?? null);
  }

  /** Rows that have become others. */
  forget(rows: readonly number[]): void {
    for (const row of rows) if (row < this.#codes.length) this.#codes[row] = unknownCode;
  }

  /** The rows from `end` on are gone: others will come in their place. */
  truncate(end: number): void {
    this.#codes.fill(unknownCode, end);
  }

  #translation(dictionary: Dictionary | undefined): Uint32Array {
    if (this.#dictionary !== dictionary) this.#translated = new Uint32Array(0);
    this.#dictionary = dictionary;
    return (this.#translated = withRoom(this.#translated, dictionary?.values.length ?? 0));
  }

  /** Of a value, which no row need have. */
  codeOf(key: Cell): number {
    const codes = (this.#known[partOf(key)] ??= new Map());
    const known = codes.get(key);
    if (known !== undefined) return known;
    codes.set(key, this.values.length);
    return this.values.push(key) - 1;
  }
}

/** One map for a million keys would keep everybody waiting each time it has to grow. */
export function partOf(key: Cell): number {
  if (typeof key !== "string") return Number(key) & 255;
  const { length } = key;
  return (length + 31 * key.charCodeAt(length - 1) + 17 * key.charCodeAt(length >> 1) + 7 * key.charCodeAt(length - 4)) & 255;
}
