import type { GroupRow, RowRange } from "../rows.ts";
import { argsortInSteps } from "./argsort.ts";
import type { CellCodes } from "../columns/cellCodes.ts";
import type { Compare } from "../columns/compareCells.ts";
import { withRoom } from "../columns/encoding.ts";
import type { OrderedRows } from "./orderedRows.ts";
import { sortInSteps } from "./sortInSteps.ts";
import { atOnce, type Work } from "../steps.ts";
import { compareDifferent } from "../columns/comparePlaces.ts";

/** The rows of a view parted by the values of a field: largest group first. A group's number is its place in that order. */
export class Groups {
  readonly codes: CellCodes;
  readonly #order: (a: number, b: number) => number;
  readonly #rows: OrderedRows;
  /** Codes of the values met so far, in the order of the values. */
  #byValue = new Uint32Array(0);
  /** By code: 1 for those. */
  #isPlaced = new Uint8Array(0);
  /** By code. */
  #isOpen = new Uint8Array(0);
  #sizes = new Uint32Array(0);
  /** By group: its code, and the position of its head; behind the last one the number of positions. */
  #groups = new Uint32Array(0);
  #heads = new Uint32Array(1);
  /** Records of the open groups, one group behind the other, and by group where they begin. */
  #open: { readonly records: Uint32Array; readonly starts: Uint32Array } | undefined;
  #isCounted = false;
  #changes = 0;

  constructor(rows: OrderedRows, codes: CellCodes, compare: Compare) {
    this.#rows = rows;
    this.codes = codes;
    this.#order = compareDifferent(codes.values, compare);
  }

  /** Positions: heads, and rows of open groups. */
  get length(): number {
    this.#settle();
    return this.#heads.at(-1) ?? 0;
  }

  /** The rows have become others. */
  change(): void {
    this.#changes++;
    this.#isCounted = false;
    this.#open = undefined;
  }

  /** Opens or closes a group, or all of them. */
  open(group: number | undefined, open: boolean): void {
    this.#settle();
    if (group === undefined) for (const code of this.#groups) this.#isOpen[code] = Number(open);
    else {
      const code = this.#groups[group];
      if (code === undefined) throw new RangeError(`Group ${group} is not known`);
      this.#isOpen[code] = Number(open);
    }
    this.#open = undefined;
    this.#place();
  }

  /** Heads of groups and records. */
  window(from: number, to: number): (GroupRow | number)[] {
    const answer: (GroupRow | number)[] = [];
    for (const [group, start, end] of this.#groupsIn({ from, to })) {
      if (start < 0) answer.push(this.#headOf(group));
      if (end > 0) answer.push(...this.#recordsOf(group, Math.max(0, start), end));
    }
    return answer;
  }

  /** Records at positions; a closed group's head stands for none, or for `whole` groups. */
  records(ranges: readonly RowRange[], heads: "none" | "whole"): Uint32Array {
    const parts: Uint32Array[] = [];
    const isWhole = new Uint8Array(this.codes.values.length);
    let whole = 0;
    for (const range of ranges)
      for (const [group, start, end] of this.#groupsIn(range)) {
        const code = this.#groups[group] ?? 0;
        if (start < 0 && !this.#isOpen[code] && heads === "whole") {
          isWhole[code] = 1;
          whole++;
        }
        if (end > 0) parts.push(this.#recordsOf(group, Math.max(0, start), end));
      }
    if (whole > 0) parts.push(this.#rows.unordered().filter((row) => isWhole[this.codes.codes[row] ?? 0]));
    const answer = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
    let length = 0;
    for (const part of parts) {
      answer.set(part, length);
      length += part.length;
    }
    return answer;
  }

  /** All records, group by group. */
  all(): Uint32Array {
    this.#settle();
    return this.#parted(new Uint8Array(this.#isOpen.length).fill(1)).records;
  }

  /** Does now what the next look would have to wait for. */
  *settleInSteps(): Work<void> {
    while (!this.#isCounted) {
      const changes = this.#changes;
      yield* this.#count();
      this.#isCounted = changes === this.#changes;
    }
  }

  *#count(): Work<void> {
    const { codes, values } = this.codes;
    const sizes = new Uint32Array(values.length);
    const rows = this.#rows.unordered();
    for (let index = 0; index < rows.length; index++) {
      const code = codes[rows[index] ?? 0] ?? 0;
      sizes[code] = (sizes[code] ?? 0) + 1;
    }
    this.#isOpen = withRoom(this.#isOpen, values.length);
    this.#isPlaced = withRoom(this.#isPlaced, values.length);
    const added = new Uint32Array(values.length);
    let count = 0;
    for (let code = 0; code < sizes.length; code++) if (sizes[code] && !this.#isPlaced[code]) added[count++] = code;
    yield;
    if (count > 0) {
      const sorted = yield* sortInSteps(added.subarray(0, count), this.#order);
      this.#byValue = merged(this.#byValue, sorted, this.#order);
      for (const code of sorted) this.#isPlaced[code] = 1;
      yield;
    }
    this.#sizes = sizes;
    this.#groups = yield* bySize(this.#byValue, sizes);
    yield;
    this.#place();
  }

  #settle(): void {
    atOnce(this.settleInSteps());
  }

  #place(): void {
    this.#heads = new Uint32Array(this.#groups.length + 1);
    let position = 0;
    for (let group = 0; group < this.#groups.length; group++) {
      this.#heads[group] = position;
      const code = this.#groups[group] ?? 0;
      position += 1 + (this.#isOpen[code] ? (this.#sizes[code] ?? 0) : 0);
    }
    this.#heads[this.#groups.length] = position;
  }

  /** Groups that have positions in a range, each with the first and the end of its records there; the head is at -1. */
  *#groupsIn({ from, to }: RowRange): Generator<readonly [group: number, start: number, end: number]> {
    const start = Math.max(0, Math.trunc(from) || 0);
    const end = Math.min(this.length, Math.trunc(to) || 0);
    if (start >= end) return;
    let group = 0;
    for (let high = this.#groups.length - 1; group < high;) {
      const middle = (group + high + 1) >> 1;
      if ((this.#heads[middle] ?? 0) <= start) group = middle;
      else high = middle - 1;
    }
    for (; group < this.#groups.length; group++) {
      const first = (this.#heads[group] ?? 0) + 1;
      if (first > end) return;
      yield [group, Math.max(start - first, -1), Math.min(end, this.#heads[group + 1] ?? 0) - first];
    }
  }

  #headOf(group: number): GroupRow {
    const code = this.#groups[group] ?? 0;
    return { group, value: this.codes.values[code] ?? null, records: this.#sizes[code] ?? 0, open: this.#isOpen[code] === 1 };
  }

  #recordsOf(group: number, start: number, end: number): Uint32Array {
    this.#open ??= this.#parted(this.#isOpen);
    const first = this.#open.starts[group] ?? 0;
    return this.#open.records.subarray(first + start, first + end);
  }

  /** Records of some of the groups, one group behind the other. */
  #parted(wanted: Uint8Array): { readonly records: Uint32Array; readonly starts: Uint32Array } {
    const starts = new Uint32Array(this.#groups.length);
    const next = new Uint32Array(this.codes.values.length);
    let length = 0;
    for (let group = 0; group < starts.length; group++) {
      const code = this.#groups[group] ?? 0;
      next[code] = starts[group] = length;
      if (wanted[code]) length += this.#sizes[code] ?? 0;
    }
    const records = new Uint32Array(length);
    const { codes } = this.codes;
    for (const row of this.#rows.slice(0, this.#rows.length)) {
      const code = codes[row] ?? 0;
      if (!wanted[code]) continue;
      const place = next[code] ?? 0;
      records[place] = row;
      next[code] = place + 1;
    }
    return { records, starts };
  }
}

/** Codes that have rows: those with most rows first, equal ones as they were. */
function* bySize(codes: Uint32Array, sizes: Uint32Array): Work<Uint32Array<ArrayBuffer>> {
  const filled = new Uint32Array(codes.length);
  const keys = new Float64Array(codes.length);
  let count = 0;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    if (!sizes[code]) continue;
    keys[count] = -(sizes[code] ?? 0);
    filled[count++] = code;
  }
  const places = yield* argsortInSteps(keys.subarray(0, count));
  const sorted = new Uint32Array(count);
  for (let index = 0; index < count; index++) sorted[index] = filled[places[index] ?? 0] ?? 0;
  return sorted;
}

/** Two ordered lists as one; the second one is short, or the first one empty. */
function merged(first: Uint32Array<ArrayBuffer>, second: Uint32Array, compare: (a: number, b: number) => number): Uint32Array<ArrayBuffer> {
  const answer = new Uint32Array(first.length + second.length);
  let taken = 0;
  for (const [index, number] of second.entries()) {
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
