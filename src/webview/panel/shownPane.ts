import type { GridMemory } from "../../protocol/grid.ts";

export type SidePane = "details" | "summary";

/** Of two that are open the one in front is shown. */
export function shownPane({ details, summary }: Pick<GridMemory, "details" | "summary">): SidePane | undefined {
  if (summary?.open && !(summary.behind && details.open)) return "summary";
  return details.open ? "details" : undefined;
}
