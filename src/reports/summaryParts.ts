import type { Outcome } from "./report.ts";

/** A thing that is counted: `sign-in`, `sign-ins`. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** Different values at a path, and what they are: people, applications. */
export interface Subject extends Noun {
  /** Path of a field. */
  readonly path: string;
  /** Words before the number: "by", "to". */
  readonly before?: string;
  /** Which rows have one; missing: those with a value that is no empty text. */
  readonly where?: string;
}

/** Which events a part is about: those that meet both. */
export interface Events {
  /** An OData condition. */
  readonly where?: string;
  readonly outcome?: Outcome;
}

/** What texts are called: by how they begin, in any letter case and with any dash; the longest beginning that fits counts. */
export type Words = Readonly<Record<string, string>>;

/** What stands in a column of a table. */
export type TableColumn = { readonly label: string } & (
  | {
      readonly show: "value";
      /** Of `by`. */
      readonly paths: readonly string[];
      /** How what they have is said together, `{0}` for the first: "{0} → {1}". Missing: with commas. */
      readonly as?: string;
      /** In place of a missing value. */
      readonly none?: string;
      readonly words?: Words;
    }
  /** What an error code means, and the code. `said`: where records say it themselves, for codes that are not known. */
  | { readonly show: "reason"; readonly path: string; readonly said: string }
  /** Events, or those of an outcome only. */
  | { readonly show: "events"; readonly outcome?: Outcome }
  | { readonly show: "share" }
  /** Events with the same values that are not of the part's outcome: of the addresses that failures came from, what succeeded. */
  | { readonly show: "besides"; readonly outcome: Outcome }
  /** `kinds`: a path that tells what they are, its values in lower case: "34 people and 2 groups". */
  | {
      readonly show: "distinct";
      readonly path: string;
      readonly kinds?: { readonly path: string; readonly nouns: Readonly<Record<string, Noun>>; readonly other: Noun };
    }
  /** When the first or the last of them was. */
  | { readonly show: "first" | "last" }
  /** Different values at other paths: `most` of them by name, those with `least` events and more, and the others as a number. */
  | {
      readonly show: "list";
      readonly paths: readonly string[];
      readonly as?: string;
      readonly most: number;
      readonly least?: number;
    }
);

interface Section {
  /** Stable: keeps focus and scroll position. */
  readonly id: string;
  readonly title: string;
  /** Said below, a sentence each. */
  readonly notes?: readonly string[];
}

/** A path that a part cannot do without, and what is said when no record has it. */
interface Need {
  readonly path: string;
  readonly absent: string;
}

/** All events: how many, of whom, how they ended. */
export interface OverviewPart {
  readonly kind: "overview";
  readonly id: string;
  /** Behind those who acted. */
  readonly subjects: readonly Subject[];
}

/**
 * Events parted by values. In sentences numbers stand in braces: `{events}` with their noun, `{count}` without, `{percent}` and `{share}` of all events, the latter with how many
 * those are, and `{0}`, `{1}` for the subjects.
 */
export interface TablePart extends Section {
  readonly kind: "table";
  readonly events: Events;
  /** What they are called here. */
  readonly noun?: Noun;
  readonly by: readonly string[];
  /** Rows of the table. */
  readonly top: number;
  /** Those with most events, those met first most lately, or those with most failures. */
  readonly order: "count" | "newest" | "failures";
  readonly sentence: string;
  /** Said behind the sentence of those of the events that meet a condition too, if there are any. */
  readonly also?: readonly { readonly where: string; readonly sentence: string }[];
  readonly subjects: readonly Subject[];
  /** Said when no event is one of these. */
  readonly nothing: string;
  readonly needs: readonly Need[];
  readonly columns: readonly TableColumn[];
}

/** Shares of events, a bar each. */
export interface SharesPart extends Section, Need {
  readonly kind: "shares";
  readonly events: Events;
  readonly top: number;
  readonly nothing: string;
  readonly words?: Words;
  /** Values to look at: the word behind each of them, and a sentence about all, as of a table, with `{of}` for the events of the part and `{success}` for those of them that succeeded. */
  readonly marked: {
    readonly values: readonly string[];
    readonly word: string;
    readonly sentence: string;
    /** Said when no event has such a value. */
    readonly nothing: string;
    readonly subjects: readonly Subject[];
  };
}

/** Events by weekday and hour. */
export interface HeatmapPart extends Section {
  readonly kind: "heatmap";
}

/** What is met for the first time. */
export interface FirstSeenPart extends Section, Need {
  readonly kind: "firstSeen";
  /** Path of what it is called; `path` tells it apart. */
  readonly name: string;
  readonly noun: Noun;
  readonly top: number;
}

/** Items of a list by what they came to: policies by their results. */
export interface ItemsPart extends Section {
  readonly kind: "items";
  readonly events: Events;
  /** What they are called here. */
  readonly noun?: Noun;
  readonly list: string;
  readonly key: string;
  readonly name: string;
  /** What items without a key are called together. */
  readonly keyless: string;
  readonly result: string;
  /** Of each result that counts, what is said between the item's name and the number: "would have blocked". */
  readonly says: Readonly<Record<string, string>>;
  /** A path whose most frequent values are named. */
  readonly most: { readonly path: string; readonly count: number; readonly before: string; readonly beforeAll: string };
  readonly top: number;
  readonly absent: string;
  readonly nothing: string;
}

export type SummaryPart = OverviewPart | TablePart | SharesPart | HeatmapPart | FirstSeenPart | ItemsPart;

/** What a summary asks and says of a report. */
export interface ReportSummary {
  readonly noun: Noun;
  /** Path of what rows of one attempt have in common, and what is said where attempts are fewer than rows, with `{events}` and `{rows}`. */
  readonly attempt?: { readonly path: string; readonly note: string };
  /** What is said behind a share: "11 % failed". */
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly outcomeNotes?: Readonly<Partial<Record<Outcome, string>>>;
  /** Who acts: the path that always says something, and what it may name. `mixed`: what they are together. */
  readonly actor: { readonly path: string; readonly kinds: readonly Subject[]; readonly mixed: Noun };
  readonly parts: readonly SummaryPart[];
}
