import type { RowRange } from "../../protocol/grid.ts";

/** Selected positions of a view. `ranges` ascend and do not touch; `anchor` is where an extension starts. */
export interface Selection {
  readonly anchor: number;
  readonly ranges: readonly RowRange[];
}

export const nothingSelected: Selection = { anchor: 0, ranges: [] };

export const selectOne = (row: number): Selection => ({ anchor: row, ranges: [{ from: row, to: row + 1 }] });

export const selectAll = (rows: number, anchor: number): Selection => ({ anchor, ranges: rows > 0 ? [{ from: 0, to: rows }] : [] });

/** All from the anchor to `row`. */
export const extendTo = ({ anchor }: Selection, row: number): Selection => ({
  anchor,
  ranges: [{ from: Math.min(anchor, row), to: Math.max(anchor, row) + 1 }],
});

export const isSelected = ({ ranges }: Selection, row: number): boolean => ranges.some(({ from, to }) => row >= from && row < to);

export const selectedCount = ({ ranges }: Selection): number => ranges.reduce((sum, { from, to }) => sum + to - from, 0);

/** Adds `row`, or takes it away when it is selected. */
export function toggle(selection: Selection, row: number): Selection {
  if (isSelected(selection, row)) {
    const ranges = selection.ranges.flatMap((range) =>
      row < range.from || row >= range.to
        ? [range]
        : [
            { from: range.from, to: row },
            { from: row + 1, to: range.to },
          ].filter(({ from, to }) => from < to),
    );
    return { anchor: row, ranges };
  }
  const ranges: RowRange[] = [];
  for (const range of [...selection.ranges, { from: row, to: row + 1 }].sort((a, b) => a.from - b.from)) {
    const last = ranges.at(-1);
    if (last?.to === range.from) ranges.splice(-1, 1, { from: last.from, to: range.to });
    else ranges.push(range);
  }
  return { anchor: row, ranges };
}

/** What remains when a view has only `rows` rows. */
export const within = ({ anchor, ranges }: Selection, rows: number): Selection => ({
  anchor: Math.max(0, Math.min(anchor, rows - 1)),
  ranges: ranges.flatMap(({ from, to }) => (from < rows ? [{ from, to: Math.min(to, rows) }] : [])),
});
