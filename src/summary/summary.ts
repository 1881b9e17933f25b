/** A summary as people read it, pane and document alike. Plain JSON; texts are text, never markup. */
import type { Outcome } from "../reports/report.ts";

export interface Summary {
  /** "Sign-ins". */
  readonly title: string;
  /** Of what: the stretch and how complete it is, a sentence each: "17–23 Nov, complete.", "Of 9,237 rows loaded; 2 stretches are missing: all numbers may still grow." */
  readonly basis: readonly string[];
  readonly sections: readonly SummarySection[];
}

export interface SummarySection {
  /** Stable while the report's summary has it: keeps focus and scroll position. */
  readonly id: string;
  /** Missing for the first one. */
  readonly title?: string;
  readonly sentences: readonly (readonly Phrase[])[];
  /** All rows were looked at, and none is what it is about: that is all that it says. */
  readonly isNothing?: true;
  readonly bars?: readonly SummaryBar[];
  readonly table?: SummaryTable;
  readonly heatmap?: SummaryHeatmap;
  /** What was not checked and why, of how many rows it speaks, or a caution; a sentence each. */
  readonly notes?: readonly string[];
}

/** Words, or words that lead to rows. */
export type Phrase = string | LinkedPhrase;

export interface LinkedPhrase {
  readonly text: string;
  readonly rows: RowsWanted;
}

/** What of the rows is shown for a number. */
export type RowsWanted =
  /** An OData condition, joined to the query by `and`. `goesOn`: it asks a field for one value, from which one can go to all that is of the same. */
  | { readonly kind: "condition"; readonly condition: string; readonly goesOn?: true }
  | { readonly kind: "outcome"; readonly outcome: Outcome };

export interface SummaryBar {
  readonly label: string;
  /** 0 to 1, of all. */
  readonly share: number;
  /** "85 %, 7,850". */
  readonly value: string;
  readonly outcome?: Outcome;
  readonly rows?: RowsWanted;
}

export interface SummaryTable {
  readonly columns: readonly { readonly label: string; readonly isNumber?: true }[];
  readonly rows: readonly (readonly Phrase[])[];
  /** Rows that are not in it. */
  readonly more: number;
}

export interface SummaryHeatmap {
  /** IANA name, or `utc`. */
  readonly zone: string;
  /** Monday first, 7 rows of 24. */
  readonly cells: readonly (readonly HeatmapCell[])[];
}

export interface HeatmapCell {
  readonly events: number;
  readonly failures: number;
  readonly rows?: RowsWanted;
}
