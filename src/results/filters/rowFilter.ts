import type { StoredColumn } from "../columns/storedColumn.ts";

/** A filter over the rows of a result, which may grow. */
export interface RowFilter {
  /** Clears the places of rows that do not match, which are 1 until then; place 0 is row `from`. Rows whose place is clear already are not looked at. */
  test(from: number, mask: Uint8Array): void;
  /** False: no row matches, as many as there are by now. Missing: some may. */
  canMatch?(): boolean;
}

export function both(filters: readonly RowFilter[]): RowFilter {
  return {
    test(from, mask) {
      for (const filter of filters) filter.test(from, mask);
    },
  };
}

const letThrough = 2;

/** Rows that one of several filters lets through, however many were joined two by two. */
class AnyOf implements RowFilter {
  readonly filters: readonly RowFilter[];

  constructor(filters: readonly RowFilter[]) {
    this.filters = filters;
  }

  test(from: number, mask: Uint8Array): void {
    const filters = this.filters.filter((filter) => filter.canMatch?.() ?? true);
    const last = filters.pop();
    if (!last) {
      mask.fill(0);
      return;
    }
    /** Rows that are looked at; of those that a filter has let through, `letThrough`. */
    const rest = filters.length > 0 ? mask.slice() : mask;
    let hasLetThrough = false;
    for (const filter of filters) {
      filter.test(from, mask);
      // Of an id most columns have none: without a look at each row.
      if (!hasLetThrough && !mask.includes(1)) {
        mask.set(rest);
        continue;
      }
      hasLetThrough = true;
      for (let index = 0; index < mask.length; index++) {
        const before = rest[index];
        // Those that one has let through are looked at no more.
        if (mask[index]) rest[index] = letThrough;
        mask[index] = Number(!mask[index] && before !== 0 && before !== letThrough);
      }
    }
    last.test(from, mask);
    if (rest !== mask) for (let index = 0; index < mask.length; index++) if (rest[index] === letThrough) mask[index] = 1;
  }

  canMatch(): boolean {
    return this.filters.some((filter) => filter.canMatch?.() ?? true);
  }
}

const partsOf = (filter: RowFilter): readonly RowFilter[] => (filter instanceof AnyOf ? filter.filters : [filter]);

export const either = (left: RowFilter, right: RowFilter): RowFilter => new AnyOf([...partsOf(left), ...partsOf(right)]);

const unknown = 2;

/** Answers of a test for each value of a dictionary, found out once a value. */
export class DictionaryTest {
  readonly #column: StoredColumn;
  readonly #matches: (value: string | number | boolean | null) => boolean;
  #answers = new Uint8Array(0);
  #asked = 0;
  /** Values that match. */
  #matching = 0;

  constructor(column: StoredColumn, matches: (value: string | number | boolean | null) => boolean) {
    this.#column = column;
    this.#matches = matches;
  }

  /** False: no row has a value that matches, nor one that is odd. */
  canMatch(): boolean {
    return this.answers() === undefined || this.#matching > 0 || this.#column.odd > 0;
  }

  /** By code; 2 for values that are odd. `undefined` when the column has no dictionary, or no longer. */
  answers(): Uint8Array | undefined {
    const values = this.#column.dictionary?.values;
    if (!values) return undefined;
    if (this.#answers.length < values.length) {
      const larger = new Uint8Array(Math.max(values.length, 2 * this.#answers.length));
      larger.set(this.#answers);
      this.#answers = larger;
    }
    for (; this.#asked < values.length; this.#asked++) {
      const value = values[this.#asked];
      const answer = value === undefined ? unknown : Number(this.#matches(value));
      if (answer === 1) this.#matching++;
      this.#answers[this.#asked] = answer;
    }
    return this.#answers;
  }
}
