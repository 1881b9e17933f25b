import type { Expression } from "../expression.ts";
import type { Range, SignInType, SortKey } from "../query.ts";

/** What the clauses read so far say. */
export interface Draft {
  range?: Range;
  types?: readonly SignInType[];
  where?: Expression;
  columns?: readonly string[];
  sort?: readonly SortKey[];
  take?: number;
}
