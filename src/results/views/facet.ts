import type { Cell, Facet, FacetQuestion } from "../rows.ts";
import { foldText } from "../../query/foldText.ts";
import type { Compare } from "../columns/compareCells.ts";
import { firstInOrder } from "./sortInSteps.ts";
import type { Work } from "../steps.ts";
import type { ValueCounts } from "./valueCounts.ts";
import { compareDifferent } from "../columns/comparePlaces.ts";

// Texts looked at between two pauses.
const valuesAtOnce = 4096;

/** Answers what is asked of the values of a field, once they are counted. */
export function* facetOf({ values, counts, rows }: ValueCounts, question: FacetQuestion, compare: Compare): Work<Facet> {
  const wanted = foldText(question.search);
  const found = new Uint32Array(counts.length);
  let distinct = 0;
  for (const [place, count] of counts.entries()) {
    if (place % valuesAtOnce === 0) yield;
    if (count > 0 && hasText(values[place], wanted)) found[distinct++] = place;
  }
  const byValue = compareDifferent(values, compare);
  const byCount = (a: number, b: number): number => (counts[b] ?? 0) - (counts[a] ?? 0) || byValue(a, b);
  const from = Math.max(0, Math.trunc(question.from) || 0);
  const end = from + Math.max(0, Math.trunc(question.count) || 0);
  const first = yield* firstInOrder(found.subarray(0, distinct), end, question.by === "count" ? byCount : byValue);
  return {
    path: question.path,
    values: Array.from(first.subarray(from), (place) => ({ value: values[place] ?? null, rows: counts[place] ?? 0 })),
    distinct,
    rows,
  };
}

/** A missing value has no text. */
const hasText = (value: Cell | undefined, wanted: string): boolean =>
  wanted === "" || (value !== null && value !== undefined && foldText(String(value)).includes(wanted));
