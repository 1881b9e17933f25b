import type { RowRange } from "../../rows.ts";
import { looksAtOnce, type Work } from "../../steps.ts";
import { recordsOf, type GroupOrder } from "./groupOrder.ts";

/** Groups that can be seen, and the positions where they begin. */
export interface Blocks {
  readonly groups: Uint32Array;
  readonly heads: Uint32Array;
}

interface Looks {
  /** By the group's number. */
  readonly isOpen: (group: number) => boolean;
  /** A row without repeats has no head. */
  readonly isAlone: (size: number) => boolean;
}

/** What can be seen. */
export function* placeGroups(order: GroupOrder, { isOpen: isOpenAt, isAlone }: Looks): Work<Blocks> {
  const { outer, inside, starts } = order;
  const groups = new Uint32Array(order.codes.length);
  const heads = new Uint32Array(order.codes.length + 1);
  // Of an open group: a row without repeats is its own head.
  const rowsUnder = (size: number): number => (isAlone(size) ? 0 : size);
  let [count, position] = [0, 0];
  for (let group = 0; group < outer; group++) {
    const [first, end] = inside ? [inside[group] ?? 0, inside[group + 1] ?? 0] : [0, 0];
    const isOpen = isOpenAt(group);
    groups[count] = group;
    heads[count++] = position++;
    if (isOpen && !inside) position += rowsUnder((starts[group + 1] ?? 0) - (starts[group] ?? 0));
    if (isOpen)
      for (let at = first; at < end; at++) {
        groups[count] = at;
        heads[count++] = position++;
        if (isOpenAt(at)) position += (starts[at - outer + 1] ?? 0) - (starts[at - outer] ?? 0);
        if (at % looksAtOnce === 0) yield;
      }
    if (group % looksAtOnce === 0) yield;
  }
  heads[count] = position;
  return { groups: groups.subarray(0, count), heads: heads.subarray(0, count + 1) };
}

/** Groups that have positions in a range, each with the first and the end of its own records there; the head is at -1. */
export function* blocksIn(
  { groups, heads }: Blocks,
  { from, to }: RowRange,
  order: GroupOrder,
  isAlone: Looks["isAlone"],
): Generator<readonly [group: number, start: number, end: number]> {
  const start = Math.max(0, Math.trunc(from) || 0);
  const end = Math.min(heads.at(-1) ?? 0, Math.trunc(to) || 0);
  if (start >= end) return;
  let block = 0;
  for (let high = groups.length - 1; block < high;) {
    const middle = (block + high + 1) >> 1;
    if ((heads[middle] ?? 0) <= start) block = middle;
    else high = middle - 1;
  }
  for (; block < groups.length; block++) {
    const group = groups[block] ?? 0;
    const head = heads[block] ?? 0;
    if (head >= end) return;
    // Its only position is its only record.
    if (isAlone(recordsOf(order, group).length)) yield [group, 0, 1];
    else yield [group, Math.max(start - head - 1, -1), Math.min(end, heads[block + 1] ?? 0) - head - 1];
  }
}
