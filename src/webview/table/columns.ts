import type { Column, GridField } from "../../protocol/grid.ts";
import type { SortKey } from "../../query/query.ts";

export const narrowest = 40;
const usual = 160;

/** Icon, word and a code of five digits. */
const outcomeWidth = 130;

export const widthOf = (column: Column, field: GridField | undefined, outcome = false): number =>
  Math.max(narrowest, column.width ?? Math.max(outcome ? outcomeWidth : 0, field?.width ?? usual));

/** How many columns are pinned: they stand first. */
export const pinnedCount = (columns: readonly Column[]): number => columns.filter(({ pinned }) => pinned).length;

/** Puts the column at `from` before the one that is now at `before`; `before` may be one past the last. Pinned columns stay among themselves, and so do the others. */
export function moveColumn(columns: readonly Column[], from: number, before: number): readonly Column[] {
  const moved = columns[from];
  if (!moved || before < 0 || before > columns.length) return columns;
  const border = pinnedCount(columns);
  const to = moved.pinned ? Math.min(before, border) : Math.max(before, border);
  if (to === from || to === from + 1) return columns;
  const rest = columns.toSpliced(from, 1);
  return rest.toSpliced(to > from ? to - 1 : to, 0, moved);
}

/** Pins a column as the last of the pinned ones, or makes it the first of the others. */
export function togglePin(columns: readonly Column[], path: string): readonly Column[] {
  const column = columns.find((one) => one.path === path);
  if (!column) return columns;
  const { pinned, ...unpinned } = column;
  const rest = columns.filter((one) => one !== column);
  return rest.toSpliced(pinnedCount(rest), 0, pinned ? unpinned : { ...unpinned, pinned: true });
}

/** Where pinned columns stay, in CSS pixels from the left: as many of them as leave `room` pixels, so that the others can still be read. */
export function pinOffsets(columns: readonly Column[], widths: readonly number[], room: number): readonly number[] {
  const offsets: number[] = [];
  let left = 0;
  for (const [at, { pinned }] of columns.entries()) {
    const right = left + (widths[at] ?? 0);
    if (!pinned || right > room) break;
    offsets.push(left);
    left = right;
  }
  return offsets;
}

export const resizeColumn = (columns: readonly Column[], index: number, width: number): readonly Column[] =>
  columns.map((column, at) => (at === index ? { ...column, width: Math.max(narrowest, Math.round(width)) } : column));

/** Shows a field as the last column, or hides it; the last one stays. */
export function toggleColumn(columns: readonly Column[], path: string): readonly Column[] {
  const rest = columns.filter((column) => column.path !== path);
  if (rest.length === columns.length) return [...columns, { path }];
  return rest.length > 0 ? rest : columns;
}

/**
 * The order after a click on a header: first the direction that is wanted most (newest first for instants), then the other, then none.
 * `add` keeps the other keys.
 */
export function nextSort(sort: readonly SortKey[], path: string, kind: GridField["kind"] | undefined, add: boolean): readonly SortKey[] {
  const first = kind === "instant" ? "desc" : "asc";
  const at = sort.findIndex((key) => key.path === path);
  const present = sort[at];
  const next: SortKey | undefined = !present
    ? { path, direction: first }
    : present.direction === first
      ? { path, direction: first === "asc" ? "desc" : "asc" }
      : undefined;
  if (!add) return next ? [next] : [];
  if (!present) return next ? [...sort, next] : sort;
  return next ? sort.with(at, next) : sort.toSpliced(at, 1);
}
