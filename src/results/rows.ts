/** The words of the store: what it answers of the rows of a view. Plain JSON. */
import type { Outcome } from "../reports/report.ts";

/** A cell: what the record has at the column's path. Lists and objects come as JSON text; a missing member as null. */
export type Cell = string | number | boolean | null;

export interface Row {
  /** Number of the record in the result: stable while the result lives, whatever the view's order. */
  readonly record: number;
  readonly outcome: Outcome;
  /** One cell per column of the state, in its order. */
  readonly cells: readonly Cell[];
  /** It came when all were thought to be there: so long after its event, in ms. */
  readonly lateMs?: number;
  /** It follows the line into which it and its repeats are folded. */
  readonly isRepeat?: true;
}

/** What is counted over the records of a group. */
export interface GroupAnswers {
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Different ones who act, by kind, as the report lists the kinds; records that name nobody do not count. */
  readonly people: readonly number[];
  /** Times of the first and the last of the records, milliseconds since 1970; missing when none has a time. */
  readonly first?: number;
  readonly last?: number;
}

/** Heads the rows of one group in a grouped view. */
export interface GroupRow {
  /** Number of the group in the view: the outer ones first, which have the positions of their numbers while all are closed, then those inside them. */
  readonly group: number;
  /** What the group's records have at the path grouped by: of spellings that conditions take for equal, the one met most. Of a line of repeats null. */
  readonly value: Cell;
  /** Records in the group, shown or not. */
  readonly records: number;
  /** Its records, or the groups in it, follow. */
  readonly open: boolean;
  /** Its place among the groups beside it, from 1, and how many those are. */
  readonly at: number;
  readonly of: number;
  readonly answers: GroupAnswers;
  /** How many groups are in it, where there are groups of two levels. */
  readonly inside?: number;
  /** The group that it is in. */
  readonly within?: { readonly group: number; readonly value: Cell };
  /** The latest of the repeats folded into this line. */
  readonly latest?: Row;
}

export type GridRow = Row | GroupRow;

/** How many groups a view has: outer ones, and those inside them where there are two levels; or how many lines, once repeats are folded. */
export interface GroupCounts {
  readonly groups: number;
  readonly inside?: number;
}

/** Positions in the view, `to` exclusive. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Asks for the values of one field over the rows of the view. */
export interface FacetQuestion {
  readonly path: string;
  /** Only values with this text in them, without regard to case. */
  readonly search: string;
  readonly by: "count" | "value";
  readonly from: number;
  readonly count: number;
}

export interface FacetValue {
  readonly value: Cell;
  /** Rows that have it. A row whose list has several values counts for each. */
  readonly rows: number;
  /** The query asks for it, or leaves it out. */
  readonly pick?: "include" | "exclude";
}

export interface Facet {
  readonly path: string;
  readonly values: readonly FacetValue[];
  /** Different values, as far as the search lets them through. */
  readonly distinct: number;
  /** Rows counted: those of the view, and those that only picks of this very field leave out. */
  readonly rows: number;
}

/** Rows of the view along the time, a narrowed range left aside. */
export interface Histogram {
  /** Of each outcome, the rows between one edge and the next. */
  readonly outcomes: Readonly<Record<Outcome, readonly number[]>>;
  /** Rows before the first edge, after the last, or without a time. */
  readonly outside: number;
  /** The same rows by the values of a field, where that was asked for. */
  readonly by?: HistogramParts;
}

/** Rows between edges, parted by what they have in a field: each counts once, a list as a whole. */
export interface HistogramParts {
  /** Path of the field. */
  readonly path: string;
  /** The values that most of the rows have, those of most rows first, and of each the rows between one edge and the next. */
  readonly values: readonly HistogramPart[];
  /** Rows with any other value, and how many other values those are. */
  readonly others: readonly number[];
  readonly otherValues: number;
}

export interface HistogramPart {
  readonly value: Cell;
  readonly rows: readonly number[];
  /** The query asks for it, or leaves it out. */
  readonly pick?: "include" | "exclude";
}

export interface SelectionSummary {
  readonly records: number;
  /** Different values at the path; missing ones do not count. */
  readonly distinct: number;
  /** Times of the first and the last of them, ISO 8601. */
  readonly first?: string;
  readonly last?: string;
}

/** A later version of a record that is already there. */
export interface Replacement {
  /** In the page's `value`. */
  readonly position: number;
  /** Number of the record in the result: pages are added in the order in which they were yielded, their records in theirs. */
  readonly record: number;
}

/** Which of the rows looked for is met first. */
export interface Found {
  /** Rows of the view that are looked for; those of closed groups are none, and a closed line of repeats is its latest. */
  readonly count: number;
  /** Its place among them, from 0, and its position in the view; missing when there is none. */
  readonly index?: number;
  readonly position?: number;
  /** What is wrong with the condition, in words. */
  readonly problem?: string;
}

/** What rows are looked for: by words, or a condition, as in the filter, or by their records' numbers. `start`: a position of the view, which is met first itself. */
export interface FindQuestion {
  readonly words?: string;
  readonly records?: readonly number[];
  readonly start: number;
  readonly step: 1 | -1;
}
