import type { Expression } from "../expression.ts";
import type { Range, SortKey } from "../query.ts";

/** What the clauses read so far say. */
export interface Draft {
  range?: Range;
  types?: readonly string[];
  where?: Expression;
  columns?: readonly string[];
  sort?: readonly SortKey[];
  take?: number;
}
