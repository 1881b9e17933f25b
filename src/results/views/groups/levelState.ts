import { withRoom } from "../../columns/encoding.ts";
import { looksAtOnce, type Work } from "../../steps.ts";
import { sortInSteps } from "../sortInSteps.ts";
import type { GroupLevel } from "./groupLevels.ts";
import { bySize } from "./groupOrder.ts";

/** One level of the groups as it stands. */
export class LevelState {
  readonly level: GroupLevel;
  /** Codes of the values met so far, in the order of the values. */
  byValue: Uint32Array = new Uint32Array(0);
  /** By code: 1 for those. */
  isPlaced = new Uint8Array(0);
  /** By code. */
  isOpen = new Uint8Array(0);
  sizes: Uint32Array = new Uint32Array(0);

  constructor(level: GroupLevel) {
    this.level = level;
  }

  /** How many of the rows have each code. */
  *count(rows: Uint32Array): Work<Uint32Array> {
    const { codes, count } = this.level.keys;
    const sizes = new Uint32Array(count);
    for (let index = 0; index < rows.length; index++) {
      if (index % looksAtOnce === 0) yield;
      const code = codes[rows[index] ?? 0] ?? 0;
      sizes[code] = (sizes[code] ?? 0) + 1;
    }
    return sizes;
  }

  counted(sizes: Uint32Array): void {
    this.sizes = sizes;
    this.isOpen = withRoom(this.isOpen, sizes.length);
  }

  /** Counts rows that have come to those that are counted. */
  countMore(rows: Uint32Array): void {
    const { codes, count } = this.level.keys;
    this.sizes = withRoom(this.sizes, count);
    for (let index = 0; index < rows.length; index++) {
      const code = codes[rows[index] ?? 0] ?? 0;
      this.sizes[code] = (this.sizes[code] ?? 0) + 1;
    }
    this.isOpen = withRoom(this.isOpen, this.sizes.length);
  }

  /** Codes that have rows: those with most rows first, equal ones in the order of their values. */
  *ordered(): Work<Uint32Array> {
    const { sizes, level } = this;
    this.isPlaced = withRoom(this.isPlaced, sizes.length);
    const added = new Uint32Array(sizes.length);
    let count = 0;
    for (let code = 0; code < sizes.length; code++) {
      if (sizes[code] && !this.isPlaced[code]) added[count++] = code;
      if (code % looksAtOnce === 0) yield;
    }
    if (count > 0) {
      const compare = (a: number, b: number): number => level.order(a, b) || a - b;
      yield* this.#place(yield* sortInSteps(added.subarray(0, count), compare), compare);
    }
    return yield* bySize(this.byValue, sizes);
  }

  /** Somebody else may have no time to wait for the steps, and place some of them meanwhile. */
  *#place(sorted: Uint32Array, compare: (a: number, b: number) => number): Work<void> {
    for (;;) {
      const before = this.byValue;
      const left = yield* this.#notPlaced(sorted);
      const all = before.length === 0 ? left : yield* merged(before, left, compare);
      if (before !== this.byValue) continue;
      this.byValue = all;
      for (let index = 0; index < left.length; index++) this.isPlaced[left[index] ?? 0] = 1;
      yield;
      return;
    }
  }

  *#notPlaced(codes: Uint32Array): Work<Uint32Array> {
    const left = new Uint32Array(codes.length);
    let count = 0;
    for (let index = 0; index < codes.length; index++) {
      if (index % looksAtOnce === 0) yield;
      const code = codes[index] ?? 0;
      if (!this.isPlaced[code]) left[count++] = code;
    }
    return left.subarray(0, count);
  }
}

const mergedAtOnce = 1024;

/** Two ordered lists as one; the second one is short as a rule. */
function* merged(first: Uint32Array, second: Uint32Array, compare: (a: number, b: number) => number): Work<Uint32Array<ArrayBuffer>> {
  const answer = new Uint32Array(first.length + second.length);
  let taken = 0;
  for (const [index, number] of second.entries()) {
    if (index % mergedAtOnce === 0) yield;
    let low = taken;
    for (let high = first.length; low < high;) {
      const middle = (low + high) >> 1;
      if (compare(first[middle] ?? 0, number) <= 0) low = middle + 1;
      else high = middle;
    }
    answer.set(first.subarray(taken, low), taken + index);
    answer[low + index] = number;
    taken = low;
  }
  answer.set(first.subarray(taken), taken + second.length);
  return answer;
}
