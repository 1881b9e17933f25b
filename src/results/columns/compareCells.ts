import type { Cell } from "../rows.ts";
import type { FieldKind } from "../../reports/report.ts";
import { momentOf } from "./instants.ts";

/** Negative, zero or positive, as `Array.sort` wants it. */
export type Compare = (a: Cell, b: Cell) => number;

const order = <Value extends string | number>(a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0);

/** A missing value comes first, then booleans, numbers, texts. */
const group = (cell: Cell): number => (cell === null ? 0 : typeof cell === "boolean" ? 1 : typeof cell === "number" ? 2 : 3);

/** The order of cells: texts without regard to case and, when that does not part them, by their UTF-16 units. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === b) return 0;
  if (typeof a === "string" && typeof b === "string") return order(a.toLowerCase(), b.toLowerCase()) || order(a, b);
  return group(a) - group(b) || order(Number(a), Number(b));
}

/** Instants by time, in front of texts that are none. */
function compareInstants(a: Cell, b: Cell): number {
  if (a === b || typeof a !== "string" || typeof b !== "string") return compareCells(a, b);
  const [left, right] = [momentOf(a), momentOf(b)];
  if (left && right) return order(left.ms, right.ms) || order(left.ticks, right.ticks);
  return left ? -1 : right ? 1 : compareCells(a, b);
}

export const compareFor = (kind: FieldKind | undefined): Compare => (kind === "instant" ? compareInstants : compareCells);
