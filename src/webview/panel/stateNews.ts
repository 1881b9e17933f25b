import type { GridState } from "../../protocol/grid.ts";
import { isWhole, shortcomings } from "../status/coverageText.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { foundParts, groupsText, rowsText } from "../status/statusText.ts";

const labelOf = ({ fields }: GridState, path: string): string => fields.find((field) => field.path === path)?.label ?? path;

/** What a screen reader is told of a new state; undefined when it says nothing new. `progress`: that more rows came is worth telling again. */
export function stateNews(before: GridState, state: GridState, progress: boolean): string | undefined {
  if (before.folded !== state.folded && state.group === undefined)
    return state.folded ? `Repeats folded: ${rowsText(state)}${groupsText(state)}` : "Each row on its own line";
  if (before.group !== state.group || before.thenGroup !== state.thenGroup) {
    if (state.group === undefined) return "No groups";
    const { groups = state.rows, inside } = state.grouped ?? {};
    const then = state.thenGroup === undefined ? "" : `, then ${labelOf(state, state.thenGroup)}`;
    return `Grouped by ${labelOf(state, state.group)}${then}: ${counted(groups, "group")}${inside === undefined ? "" : `, ${formatCount(inside)} inside`}`;
  }
  if (JSON.stringify(before.sort) !== JSON.stringify(state.sort)) {
    const keys = state.sort.map(({ path, direction }) => `${labelOf(state, path)}, ${direction === "asc" ? "ascending" : "descending"}`);
    return keys.length > 0 ? `Sorted by ${keys.join(", then ")}` : "Not sorted";
  }
  if (before.filter !== state.filter || before.filterProblem !== state.filterProblem)
    return state.filterProblem ?? foundParts(state).join(", ");
  // That some were found so far was told already.
  if (before.filterBasis && !state.filterBasis) return rowsText(state);
  const what = state.phase === "running" ? state.run.trouble?.what : undefined;
  if (what !== undefined && what !== before.run.trouble?.what) return what;
  const loaded = `${rowsText(state)} loaded`;
  if (before.phase === "running" && state.phase !== "running")
    return [loaded, ...(isWhole(state) ? ["complete"] : []), ...shortcomings(state)].join(", ");
  return state.phase === "running" && state.loaded > before.loaded && progress ? loaded : undefined;
}
