/** Milliseconds since 1970, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * - `complete`: all records are there
 * - `settling`: asked to the end, but so soon after the events that late ones are still expected, or late ones have come
 * - `partial`: not asked yet, or not to the end; what came of it is there
 * - `failed`: the service kept failing
 */
export type CoverageState = "complete" | "settling" | "partial" | "failed";

/** Disjoint stretches, oldest first; those that touch are one. */
export type Stretches = readonly Stretch[];

/** All that is in `stretches` or in `more`. */
export function union(stretches: Stretches, more: Stretch): Stretches {
  if (more.from >= more.to) return stretches;
  let { from, to } = more;
  const apart = stretches.filter((stretch) => {
    if (stretch.to < from || stretch.from > to) return true;
    from = Math.min(from, stretch.from);
    to = Math.max(to, stretch.to);
    return false;
  });
  return [...apart, { from, to }].sort((a, b) => a.from - b.from);
}

/** What is in `stretches` and not in `less`. */
export function subtract(stretches: Stretches, less: Stretches): Stretches {
  return less.reduce<Stretches>(
    (left, hole) =>
      left.flatMap(({ from, to }) =>
        hole.to <= from || hole.from >= to
          ? [{ from, to }]
          : [
              { from, to: hole.from },
              { from: hole.to, to },
            ].filter((part) => part.from < part.to),
      ),
    stretches,
  );
}

export const intersect = (stretches: Stretches, others: Stretches): Stretches => subtract(stretches, subtract(stretches, others));

/** How far back from `top` (exclusive) the stretches reach without a gap; `top` when they do not contain what is just before it. */
export const reach = (stretches: Stretches, top: number): number => stretches.find(({ from, to }) => from < top && to >= top)?.from ?? top;

/** What has been claimed of a range: `settling` is never what is in `complete` too. */
export interface Claims {
  readonly complete: Stretches;
  readonly settling: Stretches;
}
export const noClaims: Claims = { complete: [], settling: [] };

/** Adds a stretch that was asked to its end at `askedAt`: what is younger than `settleMs` is settling. */
export function claim({ complete, settling }: Claims, { from, to }: Stretch, askedAt: number, settleMs: number): Claims {
  const settled = Math.min(to, Math.max(from, askedAt - settleMs));
  const whole = union(complete, { from, to: settled });
  return { complete: whole, settling: subtract(union(settling, { from: settled, to }), whole) };
}

/** Of a stretch nothing is claimed any more. */
export const withdraw = ({ complete, settling }: Claims, stretch: Stretch): Claims => ({
  complete: subtract(complete, [stretch]),
  settling: subtract(settling, [stretch]),
});

/** What is complete in a stretch is settling again: a record came late, and others may. */
export const reopen = ({ complete, settling }: Claims, stretch: Stretch): Claims => ({
  complete: subtract(complete, [stretch]),
  settling: intersect(complete, [stretch]).reduce(union, settling),
});

export const isWithin = (stretches: Stretches, moment: number): boolean => stretches.some(({ from, to }) => from <= moment && moment < to);

/** All that was asked to its end. */
export const claimed = ({ complete, settling }: Claims): Stretches => settling.reduce(union, complete);

/** What a question says of its own stretch; missing: that is all of the range. */
export interface CoverQuestion extends Claims {
  readonly failed: Stretches;
  readonly own?: Stretch;
}

/** The range in stretches of one state each, newest first: the worst of what several questions say of it. What none asks for is partial. */
export function cover(range: Stretch, questions: readonly CoverQuestion[]): readonly (Stretch & { readonly state: CoverageState })[] {
  if (range.from >= range.to) return [];
  const everything: Stretches = [range];
  const ranks: readonly CoverageState[] = ["complete", "settling", "partial", "failed"];
  const cuts = new Set([range.from, range.to]);
  for (const { complete, settling, failed, own = range } of questions)
    for (const part of [...complete, ...settling, ...failed, own])
      for (const { from, to } of intersect(everything, [part])) cuts.add(from).add(to);
  const edges = [...cuts].sort((a, b) => b - a);
  const stateAt = (time: number): CoverageState => {
    const asked = questions.filter(({ own = range }) => isWithin([own], time));
    const worst = asked.map(({ complete, settling, failed }) =>
      isWithin(complete, time) ? 0 : isWithin(settling, time) ? 1 : isWithin(failed, time) ? 3 : 2,
    );
    return ranks[Math.max(asked.length === 0 && questions.length > 0 ? 2 : 0, ...worst)] as CoverageState;
  };
  const parts: { from: number; to: number; state: CoverageState }[] = [];
  for (const [at, to] of edges.entries()) {
    const from = edges[at + 1];
    if (from === undefined || from >= to) continue;
    const state = stateAt(from);
    const last = parts.at(-1);
    if (last?.state === state) last.from = from;
    else parts.push({ from, to, state });
  }
  return parts;
}
