import type { Column } from "../../protocol/grid.ts";
import { pinOffsets } from "./columns.ts";

/** Pinned columns take at most this share of the width. */
const pinnedShare = 0.6;

/** Where the columns stand, in CSS pixels. */
export interface ColumnLayout {
  readonly widths: readonly number[];
  /** From the left, where the first columns stay while the others scroll. */
  readonly pins: readonly number[];
  /** What those that stay take of the view. */
  readonly pinnedWidth: number;
}

/** `viewWidth`: of the part of the table that is in sight. */
export function columnLayout(columns: readonly Column[], widths: readonly number[], viewWidth: number): ColumnLayout {
  const pins = pinOffsets(columns, widths, viewWidth * pinnedShare);
  return { widths, pins, pinnedWidth: pins.reduce((sum, _, at) => sum + (widths[at] ?? 0), 0) };
}

/** How far to scroll sideways so that a column is in sight: no further than it takes, and to its beginning where it is wider than the view. */
export function scrollLeftFor({ widths, pins, pinnedWidth }: ColumnLayout, column: number, scrollLeft: number, viewWidth: number): number {
  if (column < pins.length) return scrollLeft;
  const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0) - pinnedWidth;
  const right = left + (widths[column] ?? 0);
  const room = viewWidth - pinnedWidth;
  if (left < scrollLeft) return left;
  return right > scrollLeft + room ? Math.min(left, right - room) : scrollLeft;
}
