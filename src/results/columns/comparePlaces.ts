import type { Cell } from "../rows.ts";
import { compareCells, compareFor, type Compare } from "./compareCells.ts";
import { momentOf } from "./instants.ts";

const compareInstants = compareFor("instant");

/** Compares the values in a list, given their places. What a value is compared by is found out once, not each time anew. */
export function comparePlaces(values: ArrayLike<Cell | undefined>, compare: Compare): (a: number, b: number) => number {
  const keyOf = compare === compareInstants ? (text: string) => momentOf(text)?.ms : (text: string) => text.toLowerCase();
  const keys: (string | number | null | undefined)[] = [];
  const keyAt = (place: number): string | number | null => {
    let key = keys[place];
    if (key === undefined) {
      const value = values[place];
      key = keys[place] = (typeof value === "string" ? keyOf(value) : undefined) ?? null;
    }
    return key;
  };
  return (a, b) => {
    const [left, right] = [keyAt(a), keyAt(b)];
    if (left !== null && right !== null && left !== right) return left < right ? -1 : 1;
    return compare(values[a] ?? null, values[b] ?? null);
  };
}

/** The same, and values that compare as equal, but differ, in the order of their texts. */
export function compareDifferent(values: ArrayLike<Cell | undefined>, compare: Compare): (a: number, b: number) => number {
  const byValue = comparePlaces(values, compare);
  return (a, b) => byValue(a, b) || compareCells(values[a] ?? null, values[b] ?? null);
}
