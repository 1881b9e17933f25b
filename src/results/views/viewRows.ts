import type { RowRange } from "../rows.ts";
import type { GroupPlace } from "./groups/groupPlace.ts";
import type { Groups } from "./groups/groups.ts";
import { joined } from "./joined.ts";
import type { OrderedRows } from "./orderedRows.ts";
import type { Work } from "../steps.ts";
import type { GrowingBasis } from "../filters/basis.ts";
import { wholes } from "../columns/encoding.ts";
import type { ViewFilter } from "../filters/viewFilter.ts";

const manyRows = 65_536;

/** The rows of a view: filtered, ordered, and parted into groups when it has any. */
export class ViewRows {
  readonly filter: ViewFilter | undefined;
  /** Set while more rows may be found among those that were looked at. */
  readonly basis: GrowingBasis | undefined;
  readonly paths: readonly string[];
  readonly #ordered: OrderedRows;
  readonly #groups: Groups | undefined;
  #hasMoved = false;

  /** `paths`: of the fields that the rows are grouped by. */
  constructor(ordered: OrderedRows, filter?: ViewFilter, paths: readonly string[] = [], groups?: Groups, basis?: GrowingBasis) {
    this.basis = basis;
    this.paths = paths;
    this.#ordered = ordered;
    this.filter = filter;
    this.#groups = groups;
  }

  /** Rows of the result that are in or have been looked at. */
  get seen(): number {
    return this.#ordered.seen;
  }

  /** All rows of the result, one by one. */
  get isPlain(): boolean {
    return !this.filter && !this.#groups;
  }

  /** Positions, heads of groups included. */
  get length(): number {
    return this.#groups?.length ?? this.#ordered.length;
  }

  /** Records, those of closed groups included. */
  get matching(): number {
    return this.#ordered.length;
  }

  /** How many groups there are, and how many inside them; undefined where rows are not grouped. */
  get groups(): Groups["counts"] | undefined {
    return this.#groups?.counts;
  }

  /** All that the groups read to know who belongs where. */
  get cells(): Groups["cells"] {
    return this.#groups?.cells ?? [];
  }

  /** Takes in the rows of the result up to `end`; true when rows that were there may have moved. After an error none is in. */
  extend(end: number): boolean {
    return this.#orNone(() => {
      const { added, moved } = this.#ordered.extend(end);
      if (!this.#groups || added.length === 0) return moved;
      this.#groups.take(added);
      this.#groups.change(added);
      return true;
    });
  }

  /** The filter looks anew at rows of which more is known now: `admit` takes in those that it lets through. After an error none is in. */
  look(from: number, to: number): void {
    this.#orNone(() => this.filter?.test(from, to));
  }

  /** Takes in those of the rows that the filter, which has looked at them anew, lets through only now; true when there are any. After an error none is in. */
  admit(from: number, to: number): boolean {
    return this.#orNone(() => {
      const added = this.#ordered.admit(from, to);
      if (added.length > 0 && this.#groups) {
        this.#groups.take(added);
        this.#groups.change(added);
      }
      return added.length > 0;
    });
  }

  /** Rows are gone, or others again: looks anew at those that were looked at, up to `end`. Where that fails none is in, and who takes them in next hears why. */
  restart(end: number): void {
    const seen = Math.min(this.seen, end);
    // Of what has been read since more may be found.
    this.#hasMoved ||= this.basis?.isWhole === false;
    this.#clear();
    try {
      this.extend(seen);
    } catch {
      // told to whoever looks
    }
  }

  /** True when rows that were there may have moved as they were looked at anew, and nobody was told so yet. */
  takeMoved(): boolean {
    const hasMoved = this.#hasMoved;
    this.#hasMoved = false;
    return hasMoved;
  }

  #orNone<Answer>(take: () => Answer): Answer {
    try {
      return take();
    } catch (error) {
      this.#hasMoved = true;
      this.#clear();
      throw error;
    }
  }

  /** The basis stays: what was read stays read, and rows are looked at anew in all that is read by then, never in less. */
  #clear(): void {
    this.#ordered.clear();
    this.#groups?.change();
  }

  /** Looks anew at rows that have become others; true when one of them was in or is now. */
  replace(rows: readonly number[]): boolean {
    if (!this.#ordered.replace(rows)) return false;
    if (this.#groups) {
      const inView = rows.filter((row) => row < this.seen && (this.filter?.passes(row) ?? true));
      this.#groups.take(Uint32Array.from(inView));
      this.#groups.change();
    }
    return true;
  }

  /** Opens or closes a group, or all of them. */
  open(group: number | undefined, open: boolean): void {
    if (this.#groups) this.#groups.open(group, open);
    else if (group !== undefined) throw new RangeError(`Group ${group} is not known`);
  }

  /** Heads of groups, and records by their numbers. */
  window(from: number, to: number): readonly GroupPlace[] {
    return this.#groups?.window(from, to) ?? Array.from(this.#ordered.slice(from, to), (record) => ({ record, isRepeat: false }));
  }

  /** Numbers of records by position; heads of groups have -1, closed lines of repeats their latest. */
  recordsIn(from: number, to: number): ArrayLike<number> {
    return this.#groups?.recordsIn(from, to) ?? this.#ordered.slice(from, to);
  }

  /** Records at positions; a closed group's head stands for none of its records, or for the `whole` group. Without ranges all records. */
  records(ranges?: readonly RowRange[], heads: "none" | "whole" = "none"): Uint32Array {
    if (!ranges) return this.#groups?.all() ?? this.#ordered.slice(0, this.#ordered.length);
    if (this.#groups) return this.#groups.records(ranges, heads);
    const parts = ranges.map(({ from, to }) => this.#ordered.slice(from, to));
    return joined(parts);
  }

  /** All records, ascending. */
  *ascending(): Work<Uint32Array> {
    if (!this.filter) return wholes(0, this.seen);
    // Rows may come in and go between the steps.
    const records = this.#ordered.unordered().slice();
    const isIn = new Uint8Array(this.seen);
    for (let index = 0; index < records.length; index++) {
      isIn[records[index] ?? 0] = 1;
      if (index % manyRows === manyRows - 1) yield;
    }
    for (let row = 0, count = 0; row < isIn.length; row++) {
      if (isIn[row]) records[count++] = row;
      if (row % manyRows === manyRows - 1) yield;
    }
    return records;
  }

  /** As the groups have it; `undefined` where there are none. */
  lines(ranges?: readonly RowRange[]): ReturnType<Groups["lines"]> {
    return this.#groups?.lines(ranges);
  }

  /** Repeats are folded into lines. */
  get isFolded(): boolean {
    return this.#groups?.folds === true;
  }

  /** Does now what the next look would have to wait for. */
  *settleInSteps(): Work<void> {
    yield* this.#ordered.settleInSteps();
    if (this.#groups) yield* this.#groups.settleInSteps();
  }

  /** The same for what stands at some positions. */
  *prepareInSteps(from: number, to: number): Work<void> {
    yield* this.settleInSteps();
    if (this.#groups) yield* this.#groups.prepareInSteps(from, to);
  }
}
