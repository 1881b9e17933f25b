import type { FacetQuestion } from "../../protocol/grid.ts";

/** Values shown of a field, and how many more at a time. */
export const firstCount = 10;
export const pageCount = 50;

/** How the values of one field are shown. */
export interface ValuesView {
  readonly search: string;
  readonly by: FacetQuestion["by"];
  readonly count: number;
  /** The search box is there though there are few values. */
  readonly searching?: true;
}

export const firstView: ValuesView = { search: "", by: "count", count: firstCount };
