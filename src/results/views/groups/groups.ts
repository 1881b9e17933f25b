import type { CellCodes } from "../../columns/cellCodes.ts";
import type { Cell, GroupAnswers, GroupRow, RowRange } from "../../rows.ts";
import { atOnce, type Work } from "../../steps.ts";
import { joined } from "../joined.ts";
import type { OrderedRows } from "../orderedRows.ts";
import { answersOf, type AnswerSource } from "./groupAnswers.ts";
import { blocksIn, placeGroups, type Blocks } from "./groupBlocks.ts";
import type { GroupLevels } from "./groupLevels.ts";
import { recordsOf, type GroupOrder } from "./groupOrder.ts";
import type { GroupHeadRow, GroupLine, GroupPlace } from "./groupPlace.ts";
import { LevelState } from "./levelState.ts";
import { orderGroups } from "./orderGroups.ts";

/** So many groups have their answers kept. */
const keptAnswers = 20_000;

/** The rows of a view parted by the values of a field: largest group first. Or by those of two, one inside the other; or repeats folded into lines. */
export class Groups {
  readonly #levels: GroupLevels;
  readonly #source: AnswerSource;
  readonly #rows: OrderedRows;
  readonly #outer: LevelState;
  readonly #inner: LevelState | undefined;
  #isCounted = false;
  #order: GroupOrder | undefined;
  /** What can be seen, in its order: groups, and the positions where they begin; behind the last one the number of positions. */
  #blocks: Blocks | undefined;
  /** How often groups were opened or closed. */
  #openings = 0;
  readonly #answers = new Map<number, GroupAnswers>();
  #changes = 0;

  constructor(rows: OrderedRows, levels: GroupLevels, source: AnswerSource) {
    this.#rows = rows;
    this.#levels = levels;
    this.#source = source;
    this.#outer = new LevelState(levels.outer);
    this.#inner = levels.inner && new LevelState(levels.inner);
  }

  /** All that is read to know who belongs where. */
  get cells(): readonly CellCodes[] {
    return this.#levels.cells;
  }

  /** Positions: heads, and rows of open groups. */
  get length(): number {
    this.#count();
    let length = 0;
    const { sizes, isOpen } = this.#outer;
    for (let code = 0; code < sizes.length; code++) {
      const size = sizes[code] ?? 0;
      if (size === 0) continue;
      length += 1 + (this.#inner || !isOpen[code] || this.#isAlone(size) ? 0 : size);
    }
    const inner = this.#inner;
    if (!inner) return length;
    for (let code = 0; code < inner.sizes.length; code++) {
      const size = inner.sizes[code] ?? 0;
      if (size > 0 && isOpen[inner.level.parentOf(code)]) length += 1 + (inner.isOpen[code] ? size : 0);
    }
    return length;
  }

  /** Outer groups, and those inside them. */
  get counts(): { readonly groups: number; readonly inside?: number } {
    this.#count();
    return { groups: filled(this.#outer.sizes), ...(this.#inner && { inside: filled(this.#inner.sizes) }) };
  }

  /** Takes in rows, those that have become others too. `change` is to follow. */
  take(rows: Uint32Array): void {
    (this.#levels.inner ?? this.#levels.outer).keys.take(rows);
  }

  /** The rows have become others; `added`: these have come, all others are as they were. */
  change(added?: Uint32Array): void {
    this.#changes++;
    if (added && this.#isCounted) for (const level of [this.#outer, this.#inner]) level?.countMore(added);
    else this.#isCounted = false;
    this.#order = undefined;
    this.#blocks = undefined;
    this.#answers.clear();
  }

  /** Opens or closes a group, or all of them. */
  open(group: number | undefined, open: boolean): void {
    this.#openings++;
    const order = this.#settled();
    const [outer, inner] = [this.#outer, this.#inner];
    if (group === undefined)
      for (let at = 0; at < order.codes.length; at++)
        ((at < order.outer ? outer : inner) ?? outer).isOpen[order.codes[at] ?? 0] = Number(open);
    else {
      const code = order.codes[group];
      if (code === undefined) throw new RangeError(`Group ${group} is not known`);
      ((group < order.outer ? outer : inner) ?? outer).isOpen[code] = Number(open);
    }
    this.#blocks = undefined;
  }

  /** Heads of groups and records. */
  window(from: number, to: number): GroupPlace[] {
    const order = this.#settled();
    const places: GroupPlace[] = [];
    const isRepeat = this.#levels.folds;
    for (const [group, start, end] of this.#groupsIn({ from, to })) {
      if (start < 0) places.push(this.#headOf(order, group));
      const records = recordsOf(order, group);
      const isAlone = this.#isAlone(records.length);
      for (let at = Math.max(0, start); at < end; at++) places.push({ record: records[at] ?? 0, isRepeat: isRepeat && !isAlone });
    }
    return places;
  }

  /** Does what `window` would have to wait for. */
  *prepareInSteps(from: number, to: number): Work<void> {
    yield* this.settleInSteps();
    yield* this.#placeInSteps();
    for (const [group, start] of [...this.#groupsIn({ from, to })]) {
      if (start >= 0 || this.#answers.has(group)) continue;
      const changes = this.#changes;
      const answers = yield* answersOf(recordsOf(this.#settled(), group), this.#source);
      // What was asked for has moved: whoever asks again, asks for something else.
      if (changes !== this.#changes) return;
      this.#keep(group, answers);
      yield;
      if (changes !== this.#changes) return;
    }
  }

  /** Records by positions; heads have -1, but a closed line of repeats its latest, which it shows. */
  recordsIn(from: number, to: number): Float64Array {
    const order = this.#settled();
    const records = new Float64Array(Math.max(0, to - from)).fill(-1);
    let at = 0;
    for (const [group, start, end] of this.#groupsIn({ from, to })) {
      if (start < 0) records[at++] = (this.#isOpen(order, group) ? undefined : order.latest?.[group]) ?? -1;
      const first = Math.max(0, start);
      records.set(recordsOf(order, group).subarray(first, Math.max(first, end)), at);
      at += Math.max(0, end - first);
    }
    return records.subarray(0, at);
  }

  /** Records at positions; a closed group's head stands for none, or for its `whole` group. */
  records(ranges: readonly RowRange[], heads: "none" | "whole"): Uint32Array {
    const order = this.#settled();
    const parts: Uint32Array[] = [];
    for (const range of ranges)
      for (const [group, start, end] of this.#groupsIn(range)) {
        const records = recordsOf(order, group);
        if (start < 0 && heads === "whole" && !this.#isOpen(order, group)) parts.push(records);
        const first = Math.max(0, start);
        if (end > first) parts.push(records.subarray(first, end));
      }
    return joined(parts);
  }

  get folds(): boolean {
    return this.#levels.folds;
  }

  /**
   * The innermost groups, or the lines of repeats. `ranges`: those whose heads are there, of groups with others in them too; `undefined` when there are none,
   * or records beside heads of groups. Of repeats in an open line each is a line.
   */
  lines(ranges?: readonly RowRange[]): readonly GroupLine[] | undefined {
    const order = this.#settled();
    const { folds } = this.#levels;
    const lines: GroupLine[] = [];
    if (!ranges) {
      for (let group = order.inside ? order.outer : 0; group < order.codes.length; group++) lines.push(this.#lineOf(order, group));
      return lines;
    }
    for (const range of ranges)
      for (const [group, start, end] of this.#groupsIn(range)) {
        if (start < 0 && !(folds && this.#isOpen(order, group))) lines.push(this.#lineOf(order, group));
        if (end <= 0) continue;
        if (!folds) return undefined;
        const records = recordsOf(order, group);
        for (let at = Math.max(0, start); at < end; at++) lines.push(this.#line([], records.subarray(at, at + 1), records[at]));
      }
    return lines.length > 0 ? lines : undefined;
  }

  #lineOf(order: GroupOrder, group: number): GroupLine {
    const { within, value } = this.#namesOf(order, group);
    return this.#line(within ? [within.value, value] : [value], recordsOf(order, group), order.latest?.[group]);
  }

  #line(values: readonly Cell[], records: Uint32Array, latest: number | undefined): GroupLine {
    return { values, records, ...(latest !== undefined && { latest }), answers: () => atOnce(answersOf(records, this.#source)) };
  }

  /** All records, group by group. */
  all(): Uint32Array {
    return this.#settled().records;
  }

  /** Does now what the next look would have to wait for. */
  *settleInSteps(): Work<void> {
    while (!this.#order) {
      yield* this.#rows.settleInSteps();
      const changes = this.#changes;
      yield* this.#countInSteps();
      if (changes !== this.#changes) continue;
      const { folds } = this.#levels;
      const { times } = this.#source;
      const order = yield* orderGroups({ outer: this.#outer, inner: this.#inner, folds, times }, this.#rows.slice(0, this.#rows.length));
      if (changes === this.#changes) this.#order = order;
    }
  }

  #count(): void {
    if (!this.#isCounted) atOnce(this.#countInSteps());
  }

  *#countInSteps(): Work<void> {
    while (!this.#isCounted) {
      const changes = this.#changes;
      const rows = this.#rows.unordered();
      const [outer, inner] = [yield* this.#outer.count(rows), this.#inner && (yield* this.#inner.count(rows))];
      // Somebody else may have counted them at once, or they have become others.
      if (changes !== this.#changes || this.#isCounted) continue;
      this.#outer.counted(outer);
      if (inner) this.#inner?.counted(inner);
      this.#isCounted = true;
    }
  }

  #settled(): GroupOrder {
    if (!this.#order) atOnce(this.settleInSteps());
    if (!this.#order) throw new Error("Groups are not in order");
    return this.#order;
  }

  /** A row without repeats has no head. */
  readonly #isAlone = (size: number): boolean => this.#levels.folds && size === 1;

  #isOpen({ codes, outer }: GroupOrder, group: number): boolean {
    return ((group < outer ? this.#outer : this.#inner) ?? this.#outer).isOpen[codes[group] ?? 0] === 1;
  }

  /** Finds out what can be seen, once more when it has become something else meanwhile. */
  *#placeInSteps(): Work<void> {
    while (!this.#blocks) {
      const [order, openings] = [this.#order, this.#openings];
      if (!order) return;
      const isOpen = (group: number): boolean => this.#isOpen(order, group);
      const blocks = yield* placeGroups(order, { isOpen, isAlone: this.#isAlone });
      if (order === this.#order && openings === this.#openings) this.#blocks = blocks;
    }
  }

  /** Groups that have positions in a range, each with the first and the end of its own records there; the head is at -1. */
  #groupsIn(range: RowRange): ReturnType<typeof blocksIn> {
    const order = this.#settled();
    if (!this.#blocks) atOnce(this.#placeInSteps());
    if (!this.#blocks) throw new Error("Groups have no places");
    return blocksIn(this.#blocks, range, order, this.#isAlone);
  }

  #namesOf({ codes, outer, parents }: GroupOrder, group: number): Pick<GroupRow, "value" | "within"> {
    const { outer: outerLevel, inner } = this.#levels;
    if (group < outer || !inner) return { value: outerLevel.valueOf(codes[group] ?? 0) };
    const parent = parents?.[group - outer] ?? 0;
    return { value: inner.valueOf(codes[group] ?? 0), within: { group: parent, value: outerLevel.valueOf(codes[parent] ?? 0) } };
  }

  #headOf(order: GroupOrder, group: number): GroupHeadRow {
    const { outer, inside, latest } = order;
    const { value, within } = this.#namesOf(order, group);
    const [first, end] = within ? [inside?.[within.group] ?? 0, inside?.[within.group + 1] ?? 0] : [0, outer];
    return {
      group,
      value,
      records: recordsOf(order, group).length,
      open: this.#isOpen(order, group),
      at: group - first + 1,
      of: end - first,
      answers: this.#answersOf(order, group),
      ...(inside && !within && { inside: (inside[group + 1] ?? 0) - (inside[group] ?? 0) }),
      ...(within && { within }),
      ...(latest && { latest: latest[group] ?? 0 }),
    };
  }

  #answersOf(order: GroupOrder, group: number): GroupAnswers {
    const known = this.#answers.get(group);
    if (known) return known;
    const answers = atOnce(answersOf(recordsOf(order, group), this.#source));
    this.#keep(group, answers);
    return answers;
  }

  #keep(group: number, answers: GroupAnswers): void {
    if (this.#answers.size >= keptAnswers) this.#answers.clear();
    this.#answers.set(group, answers);
  }
}

function filled(sizes: Uint32Array): number {
  let count = 0;
  for (let code = 0; code < sizes.length; code++) if (sizes[code]) count++;
  return count;
}
