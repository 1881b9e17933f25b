import type { StoredColumn } from "../columns/storedColumn.ts";

/** A filter over the rows of a result, which may grow. */
export interface RowFilter {
  /** Clears the places of rows that do not match; place 0 is row `from`. Rows whose place is clear already are not looked at. */
  test(from: number, mask: Uint8Array): void;
}

export function both(filters: readonly RowFilter[]): RowFilter {
  return {
    test(from, mask) {
      for (const filter of filters) filter.test(from, mask);
    },
  };
}

export function either(left: RowFilter, right: RowFilter): RowFilter {
  return {
    test(from, mask) {
      const rest = mask.slice();
      left.test(from, mask);
      for (let index = 0; index < mask.length; index++) if (mask[index]) rest[index] = 0;
      right.test(from, rest);
      for (let index = 0; index < mask.length; index++) if (rest[index]) mask[index] = 1;
    },
  };
}

const unknown = 2;

/** Answers of a test for each value of a dictionary, found out once a value. */
export class DictionaryTest {
  readonly #column: StoredColumn;
  readonly #matches: (value: string | number | boolean | null) => boolean;
  #answers = new Uint8Array(0);
  #asked = 0;

  constructor(column: StoredColumn, matches: (value: string | number | boolean | null) => boolean) {
    this.#column = column;
    this.#matches = matches;
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
      this.#answers[this.#asked] = value === undefined ? unknown : Number(this.#matches(value));
    }
    return this.#answers;
  }
}
