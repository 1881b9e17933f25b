import type { DerivedPlace } from "./derived.ts";

/** Parts that are not simply a path's value: `show` is the way in which they are made. `none`: the sentence in place of a list without items. */
export type ShownPart =
  /** Pairs of a name and a value, as the service sends them in lists: each a line with its name as label. */
  | { readonly show: "pairs"; readonly path: string; readonly none?: string }
  /** Items of a list as rows: members with their headers, in the order of the text at `orderBy`. */
  | {
      readonly show: "table";
      readonly path: string;
      readonly columns: Readonly<Record<string, string>>;
      readonly orderBy?: string;
      readonly none?: string;
    }
  /** Conditional Access policies that took effect, by what they came to; or those that were only tried out. */
  | { readonly show: "policies"; readonly path: string; readonly triedOut: boolean; readonly none?: string }
  /** Objects that an activity changed, with what was changed of each. */
  | { readonly show: "targets"; readonly path: string; readonly none: string }
  /** The first of them, a line each; they have their place elsewhere. */
  | { readonly show: "firstTargets"; readonly path: string }
  /** What is made here of the record, under the name of the field at `path`; unless an item of the list there has it for its name. */
  | { readonly show: "made"; readonly path: string; readonly places: readonly DerivedPlace[]; readonly unlessNamedIn: string }
  /** Properties with their old and new values side by side. */
  | { readonly show: "changes"; readonly path: string }
  /** What was done, one step after the other. */
  | { readonly show: "steps"; readonly path: string }
  /** Members of two objects side by side. */
  | { readonly show: "sides"; readonly title: string; readonly source: string; readonly target: string }
  /** Values that have their place elsewhere, at a glance. */
  | { readonly show: "again"; readonly paths: readonly string[] };

export interface SectionLayout {
  readonly title: string;
  /** In their order. A path is that of a value, or of an object, which stands for all its members that have no place of their own. */
  readonly of: readonly (string | ShownPart)[];
}

export interface TabLayout {
  readonly id: string;
  readonly label: string;
  readonly sections: readonly SectionLayout[];
  /** Why there is nothing, in a sentence. */
  readonly empty: string;
}

/** How the details show the records of a report. What a record has beyond it stands under "Other" in the first tab. */
export interface RecordLayout {
  readonly tabs: readonly TabLayout[];
  /** Paths of values such as "success" that are shown with an icon. */
  readonly judged: readonly string[];
  /** Paths of sentences of the service itself, whose web addresses may be opened: others may have been written by anybody. */
  readonly linked: readonly string[];
}
