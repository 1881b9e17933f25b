import type { Cell } from "../rows.ts";
import { wholes, withRoom } from "../columns/encoding.ts";
import { sortRows, sortRowsInSteps, type SortLevel } from "./sortRows.ts";
import type { Work } from "../steps.ts";
import type { ViewFilter } from "../filters/viewFilter.ts";

/** A level that also compares single rows. */
export interface RowLevel extends SortLevel {
  /** No cell has to be read from a page. */
  readonly inMemory: boolean;
  cell(row: number): Cell;
}

/** An order and a filter over the rows of a result. Without either it holds nothing. */
export class OrderedRows {
  readonly #levels: readonly RowLevel[];
  readonly #filter: ViewFilter | undefined;
  #order: Uint32Array | undefined;
  /** Rows of the result that are in or have been looked at. */
  #seen = 0;
  #length = 0;
  #isSorted = true;
  #replacements = 0;

  constructor(levels: readonly RowLevel[], filter: ViewFilter | undefined) {
    this.#levels = levels;
    this.#filter = filter;
    if (levels.length > 0 || filter) this.#order = new Uint32Array(0);
  }

  get seen(): number {
    return this.#seen;
  }

  get length(): number {
    return this.#length;
  }

  /** Takes in the rows up to `end`. `moved`: rows that were there may have moved. */
  extend(end: number): { readonly added: Uint32Array; readonly moved: boolean } {
    const added = this.#filter?.test(this.#seen, end) ?? wholes(this.#seen, end);
    this.#seen = end;
    const before = this.#length;
    this.#length += added.length;
    if (!this.#order || added.length === 0) return { added, moved: false };
    this.#order = withRoom(this.#order, this.#length);
    if (this.#levels.length === 0 || !this.#canMerge(added.length, before)) {
      this.#order.set(added, before);
      this.#isSorted &&= this.#levels.length === 0;
    } else this.#merge(added, before);
    return { added, moved: this.#levels.length > 0 && before > 0 };
  }

  /** Takes in those of the rows that were looked at which the filter has let through since, and answers with them. */
  admit(from: number, to: number): Uint32Array {
    const [filter, order, end] = [this.#filter, this.#order, Math.min(to, this.#seen)];
    if (!filter || !order || from >= end) return new Uint32Array(0);
    const isIn = new Uint8Array(end);
    for (let index = 0; index < this.#length; index++) isIn[order[index] ?? end] = 1;
    const added = wholes(from, end).filter((row) => isIn[row] === 0 && filter.passes(row));
    if (added.length === 0) return added;
    this.#replacements++;
    this.#order = withRoom(order, this.#length + added.length);
    this.#order.set(added, this.#length);
    this.#length += added.length;
    this.#isSorted = false;
    return added;
  }

  /** Forgets all rows. */
  clear(): void {
    this.#replacements++;
    this.#seen = 0;
    this.#length = 0;
    this.#isSorted = true;
    if (this.#order) this.#order = new Uint32Array(0);
  }

  /** Looks anew at rows that have become others; true when one of them was in or is now. */
  replace(rows: readonly number[]): boolean {
    const replaced = new Set(rows.filter((row) => row < this.#seen));
    if (!this.#order || replaced.size === 0) return replaced.size > 0;
    this.#replacements++;
    const filter = this.#filter;
    const kept = this.#order.subarray(0, this.#length).filter((row) => !replaced.has(row));
    const matching = Uint32Array.from(replaced)
      .filter((row) => !filter || filter.test(row, row + 1).length > 0)
      .sort();
    if (kept.length === this.#length && matching.length === 0) return false;
    this.#length = kept.length + matching.length;
    this.#order = withRoom(kept, this.#length);
    if (this.#canMerge(matching.length, kept.length)) this.#merge(matching, kept.length);
    else {
      this.#order.set(matching, kept.length);
      this.#isSorted = false;
    }
    return true;
  }

  /** A few rows are put in their places; many, or rows on pages, are sorted with all others when somebody looks. */
  #canMerge(added: number, before: number): boolean {
    return this.#isSorted && before > 0 && added * 8 <= before && this.#levels.every(({ inMemory }) => inMemory);
  }

  /** Records at the positions from `from` up to `to`, as far as there are any. */
  slice(from: number, to: number): Uint32Array {
    const start = Math.min(Math.max(0, Math.trunc(from) || 0), this.#length);
    const end = Math.min(Math.max(start, Math.trunc(to) || 0), this.#length);
    if (!this.#order) return wholes(start, end);
    this.#settle();
    return this.#order.slice(start, end);
  }

  /** All records, in whatever order is at hand. */
  unordered(): Uint32Array {
    return this.#order?.subarray(0, this.#length) ?? wholes(0, this.#length);
  }

  /** Does now what the next look would have to wait for. */
  *settleInSteps(): Work<void> {
    while (this.#order && !this.#isSorted) {
      const replacements = this.#replacements;
      const [length, sorted] = [this.#length, yield* sortRowsInSteps(this.#toSort(), this.#levels)];
      if (replacements !== this.#replacements || length !== this.#length) continue;
      this.#order.set(sorted);
      this.#isSorted = true;
    }
  }

  #settle(): void {
    if (!this.#order || this.#isSorted) return;
    this.#order.set(sortRows(this.#toSort(), this.#levels));
    this.#isSorted = true;
  }

  /** Equal rows are to stay in the order in which they came. */
  #toSort(): Uint32Array {
    return this.#filter && this.#order ? this.#order.slice(0, this.#length).sort() : wholes(0, this.#length);
  }

  /** Each goes behind the last that is not greater; of equal ones, the one that came later is. `added`: as they came. */
  #merge(added: Uint32Array, before: number): void {
    const order = this.#order;
    if (!order) return;
    const sorted = sortRows(added, this.#levels);
    let end = before;
    for (let index = sorted.length - 1; index >= 0; index--) {
      const row = sorted[index] ?? 0;
      let low = 0;
      for (let high = end; low < high;) {
        const middle = (low + high) >> 1;
        if (this.#compare(order[middle] ?? 0, row) <= 0) low = middle + 1;
        else high = middle;
      }
      order.copyWithin(low + index + 1, low, end);
      order[low + index] = row;
      end = low;
    }
  }

  #compare(a: number, b: number): number {
    for (const { descending, compare, cell } of this.#levels) {
      const order = compare(cell(a), cell(b));
      if (order !== 0) return descending ? -order : order;
    }
    return a - b;
  }
}
