import type { Rest } from "../columns/rest.ts";

/** Of how many rows words were looked for in lists and in members without a column: of the others only in the columns. */
export interface Basis {
  /** The first rows of the result. */
  readonly read: number;
  readonly of: number;
}

/** What a view stands on that does not wait until all is read. */
export class GrowingBasis {
  readonly #rest: Rest;
  #isAsked = false;
  /** From now on rows are looked through whole, whatever that takes. */
  isWhole = false;
  /** Of so many rows, the first ones, what was read counts. */
  rows = 0;

  constructor(rest: Rest) {
    this.#rest = rest;
  }

  /** A filter stands on it. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  ask(): Rest {
    this.#isAsked = true;
    return this.#rest;
  }

  /** Of a result of so many rows; `undefined`: all of it. */
  of(rows: number): Basis | undefined {
    this.isWhole ||= this.rows >= rows;
    return this.isWhole ? undefined : { read: this.rows, of: rows };
  }
}
