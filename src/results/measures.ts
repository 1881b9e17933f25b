/** What is counted over the rows of a view for a summary, and the answers. Plain JSON. */
import type { Outcome } from "../reports/report.ts";
import type { Cell } from "./rows.ts";

/** How many events ended in each way. */
export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/**
 * What to count. Paths are those of fields, derived ones too, or lead into lists (`targetResources/[]/type`): a row whose list has several values counts
 * for each. Where a field takes no account of the letter case, its values are counted so, each written as it is met most in the events counted; of ways
 * that are met equally often, the first in the order of texts.
 */
export type Measure = CountMeasure | HeatmapMeasure | ItemsMeasure;

interface OfRows {
  /** An OData condition: only rows that meet it count. One that cannot be read is an error. */
  readonly where?: string;
  /**
   * Path of what rows of one attempt have in common (`correlationId`): they count as one, by the last of them (the later in the view's store when their
   * times are the same), and `where` is asked of that last one. A row without a time is before all others. Rows without it are attempts of their own, and so are those where it
   * is an empty text or the GUID of zeros. Missing: each row counts.
   */
  readonly attempt?: string;
}

/** Parts rows by the values of fields, none to all: without one there is one part, of all. */
export interface CountMeasure extends OfRows {
  readonly kind: "count";
  readonly by: readonly string[];
  /** How many different values parts have at these paths; missing values do not count. */
  readonly distinct: readonly string[];
  /** Parts answered with: those with most, or those whose first row is the latest. Equal ones come with most events first, then in the order of their values. */
  readonly top: number;
  readonly order: "count" | "newest";
}

/** Rows by weekday and hour of the time field, on the clock of a zone. */
export interface HeatmapMeasure extends OfRows {
  readonly kind: "heatmap";
  /** IANA name, or `utc`. */
  readonly zone: string;
}

/** Parts rows by items of a list: by what each item has at two members. */
export interface ItemsMeasure extends OfRows {
  readonly kind: "items";
  /** Path of the list: `appliedConditionalAccessPolicies`. */
  readonly list: string;
  /** Member that tells items apart, those without it are as one; and the one with their names: the name met last counts. */
  readonly key: string;
  readonly name: string;
  /** Member, and its values that count, in any letter case. */
  readonly result: string;
  readonly results: readonly string[];
  readonly distinct: readonly string[];
  /** Items answered with. */
  readonly top: number;
  /** A field whose most frequent values are given with each item, and how many of them. */
  readonly most?: { readonly path: string; readonly count: number };
}

export type Measured = Counted | Heatmap | Items;

/** Common to all answers. */
interface Basis {
  /** Events counted: rows, or attempts. */
  readonly events: number;
  /** Rows they stand for. */
  readonly rows: number;
  /**
   * Set while what is in lists, in members without a column, or in fields that are made here, is known of so many rows only, of those of the view: the other
   * numbers are of these rows, the first ones in the store, as if there were no others.
   */
  readonly basis?: { readonly read: number; readonly of: number };
}

export interface Counted extends Basis {
  readonly kind: "count";
  readonly parts: readonly CountedPart[];
  /** Different parts, those answered with and the others; rows that have a value at none of the paths make none, and what they lack of several is null. */
  readonly distinct: number;
  /** Events that have no value at any path of `by`: in no part. */
  readonly without: number;
  /**
   * By place in `by` and then in `distinct`: no row has a member of this name, not even an empty one. What is counted of it says nothing. It is told of all
   * rows that ever came to the result. Of what is in a list it is told by the list, which may have no such member in any of its items.
   */
  readonly absent: readonly boolean[];
}

export interface CountedPart {
  /** In the order of `by`. */
  readonly values: readonly Cell[];
  readonly events: number;
  readonly rows: number;
  readonly outcomes: OutcomeCounts;
  /** In the order of `distinct`. */
  readonly distinct: readonly number[];
  /** Times of the first and the last of the rows, those that an attempt's last one stands for among them, milliseconds since 1970; missing when none has a time. */
  readonly first?: number;
  readonly last?: number;
}

export interface Heatmap extends Basis {
  readonly kind: "heatmap";
  /** By weekday, Monday first, and hour: 7 times 24 cells, row by row. */
  readonly outcomes: Readonly<Record<Outcome, readonly number[]>>;
  /** Events without a time. */
  readonly without: number;
  readonly first?: number;
  readonly last?: number;
}

export interface Items extends Basis {
  readonly kind: "items";
  readonly items: readonly CountedItem[];
  /** Different pairs of item and result. */
  readonly distinct: number;
  /** No row has the list. */
  readonly absent: boolean;
}

export interface CountedItem {
  readonly key: Cell;
  readonly name: Cell;
  /** As the records write it. */
  readonly result: string;
  readonly events: number;
  readonly rows: number;
  readonly distinct: readonly number[];
  readonly most: readonly { readonly value: Cell; readonly events: number }[];
}
