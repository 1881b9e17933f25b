import { withRoom } from "./encoding.ts";
import type { RowKeys } from "./rowKeys.ts";

// One table for a million pairs would keep everybody waiting each time it has to grow.
const tables = 256;

/** A code for each different pair of the codes that two others give a row. */
export class PairCodes<First extends RowKeys = RowKeys, Second extends RowKeys = RowKeys> implements RowKeys {
  readonly first: First;
  readonly second: Second;
  #codes = new Uint32Array(0);
  #count = 1;
  /** By code. */
  #firsts = new Uint32Array(0);
  #seconds = new Uint32Array(0);
  /** Codes by the hash of their pair, 0 where there is none. */
  readonly #slots = Array.from({ length: tables }, () => new Uint32Array(8));
  readonly #used = new Uint32Array(tables);

  constructor(first: First, second: Second) {
    this.first = first;
    this.second = second;
  }

  get codes(): Uint32Array {
    return this.#codes;
  }

  get count(): number {
    return this.#count;
  }

  firstOf(code: number): number {
    return this.#firsts[code] ?? 0;
  }

  secondOf(code: number): number {
    return this.#seconds[code] ?? 0;
  }

  take(rows: Uint32Array): void {
    this.first.take(rows);
    this.second.take(rows);
    const [{ codes: firsts }, { codes: seconds }] = [this.first, this.second];
    this.#codes = withRoom(this.#codes, rows.reduce((most, row) => Math.max(most, row + 1), 0)); // prettier-ignore
    for (const row of rows) this.#codes[row] = this.#code(firsts[row] ?? 0, seconds[row] ?? 0);
  }

  #code(first: number, second: number): number {
    const hash = hashOf(first, second);
    const table = hash & (tables - 1);
    let slots = this.#slots[table] ?? new Uint32Array(8);
    let at = (hash >>> 8) & (slots.length - 1);
    for (let code = slots[at] ?? 0; code !== 0; code = slots[at] ?? 0) {
      if (this.#firsts[code] === first && this.#seconds[code] === second) return code;
      at = (at + 1) & (slots.length - 1);
    }
    const code = this.#count++;
    this.#firsts = withRoom(this.#firsts, this.#count);
    this.#seconds = withRoom(this.#seconds, this.#count);
    this.#firsts[code] = first;
    this.#seconds[code] = second;
    slots[at] = code;
    const used = (this.#used[table] ?? 0) + 1;
    this.#used[table] = used;
    if (2 * used > slots.length) {
      slots = this.#larger(slots);
      this.#slots[table] = slots;
    }
    return code;
  }

  #larger(slots: Uint32Array): Uint32Array<ArrayBuffer> {
    const larger = new Uint32Array(2 * slots.length);
    for (const code of slots) {
      if (code === 0) continue;
      let at = (hashOf(this.#firsts[code] ?? 0, this.#seconds[code] ?? 0) >>> 8) & (larger.length - 1);
      while (larger[at] !== 0) at = (at + 1) & (larger.length - 1);
      larger[at] = code;
    }
    return larger;
  }
}

/** Spreads pairs of small numbers over 32 bits. */
function hashOf(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
