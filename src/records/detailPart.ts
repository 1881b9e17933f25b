import type { Outcome } from "../reports/report.ts";
import type { Place } from "./place.ts";

/** What a record is compared with: of its changes the values before with those after them, or the last attempt before it that worked. */
export type Compared = "oldAndNew" | "lastGood";

/** How a value is set: `mono` for identifiers and addresses, `blank` for what says nothing (null, an empty text, list or object). */
export type EntryForm = "text" | "mono" | "number" | "boolean" | "instant" | "blank";

/** One value of the record with its label. */
export interface Entry extends Place {
  readonly kind: "entry";
  readonly label: string;
  /** What the field is; an empty text for a member that no field tells of. */
  readonly description: string;
  /** As the service sent it. */
  readonly value: unknown;
  /** As it is shown: whole, and as hostile as the tenant's people are. */
  readonly text: string;
  readonly form: EntryForm;
  /** Stands before the text as an icon. */
  readonly outcome?: Outcome;
  /** A further item of the list whose first one stands above. */
  readonly continues?: true;
  /** Web addresses in it may be opened. */
  readonly linked?: true;
  /** A query can ask for it. */
  readonly filterable?: true;
}

/** Items of a list as rows; a cell is missing where the item has no such member. */
export interface Table {
  readonly kind: "table";
  readonly key: string;
  readonly label: string;
  /** Without that of the heads. */
  readonly columns: readonly { readonly label: string; readonly description: string }[];
  /** Names of the rows, in a first column of their own. */
  readonly heads?: readonly string[];
  readonly rows: readonly (readonly (Entry | undefined)[])[];
  /** Columns stay when all of their cells are blank. */
  readonly fixed?: true;
}

/** Something with parts of its own below a line that folds them. */
export interface Item extends Place {
  readonly kind: "item";
  readonly title: string;
  /** Stands behind the title, dimmed. */
  readonly detail: string;
  readonly outcome?: Outcome;
  readonly value: unknown;
  /** Unless the person has folded it, or unfolded. */
  readonly open: boolean;
  readonly parts: readonly DetailPart[];
}

export type DetailPart =
  | Entry
  | Table
  | Item
  /** Heads the parts behind it. */
  | { readonly kind: "heading"; readonly text: string }
  /** A sentence in place of values. */
  | { readonly kind: "note"; readonly text: string }
  /** What the error code of a sign-in means, in the extension's own words. `tab`: the one that the hint leads to. */
  | {
      readonly kind: "explanation";
      readonly title: string;
      readonly text: string;
      readonly hint: string;
      readonly tab?: { readonly id: string; readonly label: string };
      readonly outcome: Outcome;
    }
  /** Opens a comparison in the diff editor. */
  | { readonly kind: "comparison"; readonly key: string; readonly label: string; readonly with: Compared }
  /** Stands for the items of the list `key` beyond the limit. */
  | { readonly kind: "more"; readonly key: string; readonly count: number };

export interface DetailSection {
  readonly title: string;
  readonly parts: readonly DetailPart[];
  /** Needs the whole width: tables of many columns, and items. */
  readonly wide: boolean;
}

export interface DetailTab {
  readonly id: string;
  readonly label: string;
  readonly sections: readonly DetailSection[];
  /** Set when the record has nothing to show there: the sentence that says why. */
  readonly empty?: string;
}
