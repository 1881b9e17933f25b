import * as v from "valibot";
import type { Column } from "../../protocol/grid.ts";
import { columns } from "./messageParts.ts";

/** Columns as they were stored: by another version perhaps, or by anybody. Undefined: these are none. */
export function readColumns(stored: unknown): readonly Column[] | undefined {
  const { success, output } = v.safeParse(columns, stored);
  return success ? output : undefined;
}
