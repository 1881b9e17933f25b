import type { GridState, SummaryAnswer } from "../protocol/grid.ts";
import type { Report } from "../reports/index.ts";
import type { Measure, Measured } from "../results/measures.ts";
import { formatCount } from "../records/counted.ts";
import type { Summary, SummaryContext } from "../summary/index.ts";
import type { MeasuredRows } from "./gridRows.ts";

/** The grid whose rows are summed up. */
export interface Summarized {
  readonly report: Report;
  state(): GridState;
  measure(measures: readonly Measure[], patienceMs?: number): Promise<MeasuredRows>;
}

/**
 * What the rows of a grid say. `patienceMs`: for how long to wait for lists to be read; missing: until all that the rows have is counted. Undefined: other rows
 * came in the place of these meanwhile, or there are none any longer.
 */
export async function summaryOf(
  grid: Summarized,
  now: Date,
  { patienceMs }: { readonly patienceMs?: number } = {},
): Promise<SummaryAnswer | undefined> {
  const { summaryMeasures, summaryFollowUps, composeSummary, nothingLast } = await import("../summary/index.ts");
  const { report } = grid;
  const state = grid.state();
  const context = { ...contextOf(state, now), ...(await describing(report)) };
  const { revision, loaded, measured: first } = await grid.measure(summaryMeasures(report, context), patienceMs);
  if (first.length === 0 || revision !== state.revision) return undefined;
  const then = summaryFollowUps(report, first, context);
  const followed = then.length === 0 ? undefined : await grid.measure(then, patienceMs);
  const isSame = followed?.revision === revision && followed.measured.length === then.length;
  if (followed && !isSame) return undefined;
  const measured = [...first, ...(followed?.measured ?? [])];
  const summary = nothingLast(composeSummary(report, measured, { ...context, loaded }));
  const isPartial = measured.some(({ basis }: Measured) => basis !== undefined);
  return { revision, summary: withFilterBasis(summary, state), ...(isPartial && { isPartial }) };
}

function contextOf({ run, phase, brush, filter, clauses, loaded, matching, zone }: GridState, now: Date): SummaryContext {
  const { from, to } = brush ?? run;
  const missing = run.coverage.filter(({ state }) => state === "partial" || state === "failed").length;
  return {
    zone,
    now,
    loaded,
    matching,
    ...(from !== undefined && to !== undefined && { range: { from, to } }),
    complete: phase === "complete" && missing === 0,
    missing,
    settling: run.coverage.some(({ state }) => state === "settling"),
    running: phase === "running",
    narrowed: filter !== "" || clauses.some(({ added }) => added),
  };
}

/** The list of the codes' meanings is read when records that have some are summed up. */
async function describing({ outcomeCodes }: Report): Promise<Pick<SummaryContext, "describe">> {
  if (!outcomeCodes) return {};
  const { describeErrorCode } = await import("../reports/errorCodes.ts");
  return {
    describe: (code) => {
      const known = describeErrorCode(code);
      return "explanation" in known ? known.explanation : undefined;
    },
  };
}

function withFilterBasis(summary: Summary, { filterBasis }: GridState): Summary {
  if (!filterBasis) return summary;
  const read = `${formatCount(filterBasis.read)} of ${formatCount(filterBasis.of)}`;
  return { ...summary, basis: [...summary.basis, `The filter has searched the lists of ${read} rows so far: more may match.`] };
}
