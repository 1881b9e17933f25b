import type { GridState } from "../../protocol/grid.ts";
import { counted } from "../../records/counted.ts";
import { countGaps, isWhole, settlingText } from "../status/coverageText.ts";

/** What the counts over the rows lack. */
export interface Growing {
  /** Beside counts: `may still grow`. */
  readonly brief: string;
  /** `Counts may still grow: the service has more.` */
  readonly sentence: string;
  /** Only rows of the newest minutes may still come: the rest is as it stays. */
  readonly isNewestOnly?: true;
}

type Counted = Pick<GridState, "run" | "phase" | "loaded" | "filterBasis">;

/** Which of the counts over the rows may still grow, and why; undefined when they are as they stay, or nothing is counted. */
export function growing(state: Counted): Growing | undefined {
  if (state.loaded === 0 || state.phase === "idle") return undefined;
  const why = missing(state);
  if (why !== undefined) return { brief: "may still grow", sentence: `Counts may still grow: ${why}.` };
  const settling = settlingText(state.run);
  return settling === undefined
    ? undefined
    : { brief: "newest may still grow", sentence: `Counts of the newest rows may still grow: ${settling}.`, isNewestOnly: true };
}

function missing(state: Counted): string | undefined {
  const { phase, filterBasis } = state;
  if (phase === "running") return "rows are still coming";
  if (phase === "paused") return "the service has more";
  if (phase === "failed") return "an error stopped the run";
  const gaps = countGaps(state);
  if (gaps > 0) return `the rows of ${counted(gaps, "gap")} are missing`;
  if (filterBasis) return "lists are still being searched";
  return isWhole(state) || phase === "complete" ? undefined : "not all of the range is loaded";
}

/** Which numbers are meant, for the line below the rows: `Counts in the facets and the histogram, of groups and of selected rows`. */
export const growingEverywhere = ({ sentence }: Growing): string =>
  sentence.replace(/^Counts/, "Counts in the facets and the histogram, of groups and of selected rows");
