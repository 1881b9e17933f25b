import type { CountedPart } from "../results/measures.ts";

/** A part, or several whose values mean the same: different values are then known to be so many at least. */
export interface MergedPart extends CountedPart {
  readonly isMerged?: true;
}

/** Parts with the same key as one, at the place of the first. */
export function merged(parts: readonly CountedPart[], key: (part: CountedPart) => string): readonly MergedPart[] {
  const byKey = new Map<string, MergedPart>();
  for (const part of parts) {
    const before = byKey.get(key(part));
    byKey.set(key(part), before ? both(before, part) : part);
  }
  return [...byKey.values()];
}

const picked = (pick: (...of: number[]) => number, one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : pick(one, other);

function both(one: CountedPart, other: CountedPart): MergedPart {
  const first = picked(Math.min, one.first, other.first);
  const last = picked(Math.max, one.last, other.last);
  return {
    values: one.values,
    events: one.events + other.events,
    rows: one.rows + other.rows,
    outcomes: {
      success: one.outcomes.success + other.outcomes.success,
      failure: one.outcomes.failure + other.outcomes.failure,
      interrupt: one.outcomes.interrupt + other.outcomes.interrupt,
      other: one.outcomes.other + other.outcomes.other,
    },
    distinct: one.distinct.map((count, index) => Math.max(count, other.distinct[index] ?? 0)),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    isMerged: true,
  };
}
