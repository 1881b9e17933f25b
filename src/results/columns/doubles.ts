import { countOdd, withRoom, type Keys, type Spread, type Word } from "./encoding.ts";

/** Eight bytes for each number. */
export class Doubles implements Spread {
  odd = 0;
  #values = new Float64Array(0);
  #length = 0;

  static holds(value: unknown): boolean {
    return typeof value === "number" && value !== -Infinity;
  }

  append(values: readonly unknown[]): void {
    this.#values = withRoom(this.#values, this.#length + values.length);
    for (const value of values) this.#write(this.#length++, value);
  }

  replace(row: number, value: unknown): void {
    if (this.#values[row] === -Infinity) this.odd--;
    this.#write(row, value);
  }

  truncate(rows: number): void {
    this.#length = Math.min(rows, this.#length);
    this.odd = countOdd(this, this.#length);
  }

  get(row: number): number | null | undefined {
    const value = this.#values[row];
    return value === -Infinity ? undefined : Number.isNaN(value) ? null : value;
  }

  keys(rows: Uint32Array): Keys {
    const values = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index++) {
      const value = this.#values[rows[index] ?? 0] ?? NaN;
      values[index] = Number.isNaN(value) ? -Infinity : value;
    }
    return { values, exact: true };
  }

  get bytes(): number {
    return this.#values.byteLength;
  }

  strike(word: Word, from: number, mask: Uint8Array): void {
    if (!/^[-+.e\d]+$/.test(word.text) && !word.isIn(Infinity)) return;
    for (let index = 0; index < mask.length; index++) {
      const value = this.#values[from + index] ?? NaN;
      if (mask[index] && value !== -Infinity && !Number.isNaN(value) && word.isIn(value)) mask[index] = 0;
    }
  }

  #write(row: number, value: unknown): void {
    const missing = value === null || value === undefined;
    const isOdd = !missing && !Doubles.holds(value);
    if (isOdd) this.odd++;
    this.#values[row] = missing ? NaN : isOdd ? -Infinity : (value as number);
  }
}
