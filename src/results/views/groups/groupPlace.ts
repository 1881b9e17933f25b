import type { Cell, GroupAnswers, GroupRow } from "../../rows.ts";

/** A head without what must be read of records. */
export type GroupHeadRow = Omit<GroupRow, "latest"> & { readonly latest?: number };

/** What is at a position: the head of a group, or a record, which may be one of the repeats in an open group of them. */
export type GroupPlace = GroupHeadRow | { readonly record: number; readonly isRepeat: boolean };

/** A group, or a record that stands by itself among lines of repeats, as it was when it was asked for. */
export interface GroupLine {
  /** Of the outer group first. */
  readonly values: readonly Cell[];
  readonly records: Uint32Array;
  readonly latest?: number;
  answers(): GroupAnswers;
}
