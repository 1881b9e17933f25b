import type { GridField, GridState, Histogram } from "../../protocol/grid.ts";
import { cellText } from "../../records/valueText.ts";
import { barsOf, seriesOf, stack, type Bar, type Series } from "./histogramBars.ts";
import { seriesClass } from "./histogramLegend.ts";
import { standingOut, type Mark } from "./standingOut.ts";

/** What the bars show. */
export interface Picture {
  readonly edges: readonly number[];
  readonly bars: readonly Bar[];
  /** Set: what the bars are parted into, by the values of that field. */
  readonly series?: readonly Series[];
  readonly field?: GridField;
  /** The bars that stand out, by their places. */
  readonly marks: ReadonlyMap<number, Mark>;
}

/** Before the first answer. */
export const nothingCounted: Picture = { edges: [], bars: [], marks: new Map() };

/** Of the counts between the edges they were asked for. */
export function pictureOf(
  edges: readonly number[],
  answer: Histogram,
  { fields, zone, run }: Pick<GridState, "fields" | "zone" | "run">,
): Picture {
  const field = answer.by && fields.find(({ path }) => path === answer.by?.path);
  const series = answer.by && seriesOf(answer.by, (cell) => cellText(cell, field, zone, new Date()));
  const bars = barsOf(edges, answer);
  const marks = standingOut(bars, { coverage: run.coverage, zone });
  return { edges, bars, marks, ...(series && field && { series, field }) };
}

/** Of a bar what its colours stand for, from the ground up: a class, and how many rows. */
export function partsOf(
  { series }: Pick<Picture, "series">,
  { outcomes, parts }: Bar,
): readonly { readonly name: string; readonly rows: number }[] {
  if (!series || !parts) return stack.map((outcome) => ({ name: outcome, rows: outcomes[outcome] }));
  return series.map(({ part }, at) => ({ name: seriesClass(part ? at : undefined), rows: parts[at] ?? 0 }));
}
