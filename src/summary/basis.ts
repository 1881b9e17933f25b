import { counted, formatCount } from "../records/counted.ts";
import { formatStretch } from "../records/formatInstant.ts";
import { zoneLabel } from "../query/index.ts";
import type { Totals } from "./partKind.ts";
import type { SummaryWorld } from "./context.ts";

/** Of what a summary speaks, a sentence each. */
export function basisOf({ inView }: Totals, { context }: SummaryWorld): readonly string[] {
  const { range, zone, now, complete, missing, running, settling, loaded, narrowed } = context;
  const stretch = range && formatStretch(range.from, range.to, zone, now);
  const isWhole = complete && missing === 0 && !running;
  const first = stretch === undefined ? [] : [`${stretch} (${zoneLabel(zone)})${isWhole ? ", complete" : ""}.`];
  const of = narrowed
    ? `Of ${formatCount(inView)} among ${counted(loaded, "row")} loaded: those that the query and the filter leave.`
    : `Of ${counted(inView, "row")} loaded.`;
  const grows = running
    ? ["Rows are still coming: all numbers may grow."]
    : missing > 0
      ? [`${counted(missing, "stretch is", "stretches are")} missing: all numbers may grow.`]
      : isWhole
        ? []
        : ["Not all rows are loaded: all numbers may grow."];
  return [...first, of, ...grows, ...(settling ? ["The newest rows may change: late events are still expected."] : [])];
}
