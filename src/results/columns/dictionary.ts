import type { Cell } from "../rows.ts";
import type { Compare } from "./compareCells.ts";
import { longText, wholes, withRoom, type Encoding, type Keys } from "./encoding.ts";

const missing = 0;
const oddCode = 1;

/** The codes of a page, before it is known how wide they are. */
let scratch = new Uint32Array(0);

/** Every different value once, and for each row its number. */
export class Dictionary implements Encoding {
  /** By code; the value of code 1 is odd. */
  readonly values: (Cell | undefined)[] = [null, undefined];
  odd = 0;
  readonly #compare: Compare;
  readonly #codeOf = new Map<unknown, number>();
  #codes: Uint8Array | Uint16Array | Uint32Array = new Uint8Array(0);
  #ranks = new Float64Array(0);
  #length = 0;
  #missing = 0;

  constructor(compare: Compare) {
    this.#compare = compare;
  }

  /** For each row the place of its value in `values`; rows behind the end have no value. */
  get codes(): Uint8Array | Uint16Array | Uint32Array {
    return this.#codes;
  }

  get rows(): number {
    return this.#length;
  }

  /** It has more than `limit` values, and of `share` rows with a value at least one has a value of its own. */
  isWasteful(limit: number, share: number): boolean {
    return this.values.length > limit && this.values.length * share > this.#length - this.#missing;
  }

  append(values: readonly unknown[]): void {
    scratch = withRoom(scratch, values.length);
    const codes = scratch.subarray(0, values.length);
    let last: unknown = null;
    let code = missing;
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (value !== last) {
        code = this.#code(value);
        last = value;
      }
      if (code === missing) this.#missing++;
      else if (code === oddCode) this.odd++;
      codes[index] = code;
    }
    this.#keep(codes);
  }

  replace(row: number, value: unknown): void {
    const [before, code] = [this.#codes[row] ?? missing, this.#code(value)];
    if (code === before) return;
    this.#missing += Number(code === missing) - Number(before === missing);
    this.odd += Number(code === oddCode) - Number(before === oddCode);
    this.#makeRoom(this.#length);
    this.#codes[row] = code;
  }

  truncate(rows: number): void {
    // Values stay known: nobody counts those that no row has.
    this.#length = Math.min(rows, this.#length);
    this.#codes.fill(missing, this.#length);
    this.#missing = this.#length;
    this.odd = 0;
    for (let row = 0; row < Math.min(this.#length, this.#codes.length); row++) {
      if (this.#codes[row] !== missing) this.#missing--;
      if (this.#codes[row] === oddCode) this.odd++;
    }
  }

  get(row: number): Cell | undefined {
    return this.values[this.#codes[row] ?? missing];
  }

  keys(rows: Uint32Array): Keys {
    const ranks = this.#rank();
    const codeOf = this.#codes;
    const keys = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index++) keys[index] = ranks[codeOf[rows[index] ?? 0] ?? 0] ?? 0;
    return { values: keys, exact: true };
  }

  /** By code, the place of the value in the order of all values. */
  #rank(): Float64Array {
    const { values } = this;
    if (this.#ranks.length === values.length) return this.#ranks;
    const codes = wholes(0, values.length).sort((a, b) => this.#compare(values[a] ?? null, values[b] ?? null));
    const ranks = new Float64Array(values.length);
    let rank = 0;
    for (let index = 1; index < codes.length; index++) {
      const [before = 0, code = 0] = codes.subarray(index - 1, index + 1);
      if (this.#compare(values[before] ?? null, values[code] ?? null) !== 0) rank++;
      ranks[code] = rank;
    }
    return (this.#ranks = ranks);
  }

  #keep(codes: Uint32Array): void {
    const length = this.#length + codes.length;
    // Many fields of a report are never used: as long as every value is missing, nothing is kept.
    if (this.#missing === length) {
      this.#length = length;
      return;
    }
    this.#makeRoom(length);
    this.#codes.set(codes, this.#length);
    this.#length = length;
  }

  /** For so many rows, and for codes of all values. */
  #makeRoom(length: number): void {
    const needed = this.values.length <= 0x100 ? Uint8Array : this.values.length <= 0x10000 ? Uint16Array : Uint32Array;
    if (needed.BYTES_PER_ELEMENT > this.#codes.BYTES_PER_ELEMENT) this.#codes = new needed(this.#codes);
    this.#codes = withRoom(this.#codes, length);
  }

  #code(value: unknown): number {
    if (value === null || value === undefined) return missing;
    if (typeof value === "object" || (typeof value === "string" && value.length > longText)) return oddCode;
    const known = this.#codeOf.get(value);
    if (known !== undefined) return known;
    this.#codeOf.set(value, this.values.length);
    return this.values.push(value as Cell) - 1;
  }
}
