import type { Column, GridField, GridState } from "../../protocol/grid.ts";
import { pinnedCount } from "./columns.ts";
import { cellText } from "../../records/valueText.ts";
import type { HeadField, HeadLayout } from "./groupHead.ts";
import { pinStyle, type CellLayout } from "./rowElement.ts";

/** What rows look like: their cells, and the heads of groups where there are any. */
export interface RowLayout {
  readonly cells: readonly CellLayout[];
  readonly head: HeadLayout | undefined;
}

/** The same for states and columns whose rows look the same. */
export const rowLayoutKey = ({ zone, report, fields, group, thenGroup, people }: GridState, columns: readonly Column[]): string =>
  JSON.stringify([
    columns.map(({ path, pinned }) => [path, pinned]),
    zone,
    report.outcomePath,
    fields.length,
    group,
    thenGroup,
    people?.length,
  ]);

/** How the heads of groups look; undefined where there are none. */
export function headLayout(
  { group, thenGroup, zone, people = [] }: Pick<GridState, "group" | "thenGroup" | "zone" | "people">,
  columns: readonly Column[],
  fields: ReadonlyMap<string, GridField>,
  now: Date,
): HeadLayout | undefined {
  if (group === undefined) return undefined;
  const headField = (path: string): HeadField => {
    const field = fields.get(path);
    return { label: field?.label ?? path, text: (cell) => cellText(cell, field, zone, now) };
  };
  return { fields: [group, ...(thenGroup === undefined ? [] : [thenGroup])].map(headField), columns: columns.length, people, zone, now };
}

/** `fields`: by path. `now` decides which instants need no year. */
export function rowLayout(
  state: Pick<GridState, "group" | "thenGroup" | "zone" | "people" | "report">,
  columns: readonly Column[],
  fields: ReadonlyMap<string, GridField>,
  now: Date,
): RowLayout {
  const { outcomePath } = state.report;
  const inColumns = columns.some(({ path }) => path === outcomePath);
  const pinned = pinnedCount(columns);
  const cells = columns.map(({ path }, at): CellLayout => {
    const field = fields.get(path);
    const kind =
      path === outcomePath ? "" : field?.mono || field?.kind === "integer" || field?.kind === "double" ? "mono" : (field?.kind ?? "");
    return {
      className: at === pinned - 1 ? `${kind} last-pinned` : kind,
      ...(at < pinned && { pin: pinStyle(at, pinned) }),
      outcome: path === outcomePath ? "word" : !inColumns && at === 0 ? "icon" : undefined,
      text: (cell) => cellText(cell, field, state.zone, now),
    };
  });
  return { cells, head: headLayout(state, columns, fields, now) };
}
