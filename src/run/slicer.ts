import type { Stretch } from "./coverage.ts";
import type { Density } from "./density.ts";

/** A slice as the slicer sees it: what is left of it. */
export interface Open extends Stretch {
  readonly isBusy: boolean;
  /** Not to be asked before, in ms since 1970. */
  readonly readyAt: number;
  /** It has failed more than once: others should not wait for it. */
  readonly isStruggling: boolean;
  readonly density: Pick<Density, "isBlank" | "rows" | "after">;
  readonly pageSize: number;
}

export interface Situation {
  readonly now: number;
  /** Slices that must be under way so that the budget, not latency, is the bound. */
  readonly sideBySide: number;
  /** Pages that are still wanted, newest first, beyond those under way; Infinity for all. */
  readonly pagesWanted: number;
}

export type Choice<Slice extends Open> =
  | { readonly kind: "ask"; readonly slice: Slice }
  /** Ask what is before `at` as a slice of its own. */
  | { readonly kind: "cut"; readonly slice: Slice; readonly at: number }
  | { readonly kind: "wait"; readonly until: number };

/** A slice that is ready within this time is as good as under way: about what one request of the budget takes. */
const soonMs = 2000;
/** Of a range of which nothing is known, a part smaller than this is not cut. */
const leastBlindMs = 10 * 60_000;
/** Who wants few pages wants the newest: older parts are not asked for before it is known where those end. */
const leastBlindPages = 20;
const mostExtra = 4;

/**
 * What to ask next: the newest slice that can go on; else, when too few are under way, the largest one is cut by the rows expected, in whole pages,
 * so that the slices end together and few requests bring half a page.
 */
export function choose<Slice extends Open>(slices: readonly Slice[], situation: Situation): Choice<Slice> {
  const { now, sideBySide, pagesWanted } = situation;
  const until = slices.reduce((least, { isBusy, readyAt }) => (isBusy || readyAt <= now ? least : Math.min(least, readyAt)), Infinity);
  if (pagesWanted <= 0) return { kind: "wait", until };
  const ready = slices.filter(({ isBusy, readyAt }) => !isBusy && readyAt <= now);
  const newest = ready.reduce<Slice | undefined>((best, slice) => (best === undefined || slice.to > best.to ? slice : best), undefined);
  if (newest) return { kind: "ask", slice: newest };
  const underWay = slices.filter(({ isBusy, readyAt, isStruggling }) => (isBusy || readyAt - now <= soonMs) && !isStruggling).length;
  const missing = sideBySide - underWay;
  const cut = missing > 0 && slices.length < sideBySide + mostExtra ? largestCut(slices, missing, situation) : undefined;
  return cut ? { kind: "cut", ...cut } : { kind: "wait", until };
}

function largestCut<Slice extends Open>(
  slices: readonly Slice[],
  missing: number,
  { pagesWanted }: Situation,
): { slice: Slice; at: number } | undefined {
  let best: { slice: Slice; at: number; size: number } | undefined;
  for (const slice of slices) {
    const { from, to, density, pageSize } = slice;
    if (density.isBlank) {
      const at = Math.round(to - (to - from) / (missing + 1));
      const size = (to - from) / leastBlindMs;
      if (pagesWanted >= leastBlindPages && size >= 1 && at > from && at < to && size > (best?.size ?? 0)) best = { slice, at, size };
      continue;
    }
    const size = density.rows(slice) / pageSize;
    if (size <= 1.01 || size <= (best?.size ?? 0)) continue;
    const pages = Math.ceil(size - 0.01);
    const above = Math.max(1, Math.round(Math.min(pages, pagesWanted) / (missing + 1)));
    // The slack of the last page is shared out over all; with much below, some is taken from there, lest the guess is a row short of a page.
    const at = density.after(slice, Math.min((above - 0.05) / size, above / pages));
    if (at > from && at < to) best = { slice, at, size };
  }
  return best;
}
