/** What records name by an id. */
export const entityKinds = [
  "user",
  "application",
  "servicePrincipal",
  "device",
  "address",
  "group",
  "role",
  "policy",
  "session",
  "correlation",
  "request",
] as const;
export type EntityKind = (typeof entityKinds)[number];

/** An id that has a member of its own; the members named stand beside it, in the same object. */
export interface MemberPlace {
  /** Path of a text, as fields have theirs; one that ends with `/[]` of the texts in a list. */
  readonly path: string;
  /** What it identifies. Where another member says so, by its words in lower case and without spaces; one with any other word is no entity. */
  readonly kind: EntityKind | { readonly by: string; readonly words: Readonly<Record<string, EntityKind>> };
  /** Members that may have a name for it, the best first. */
  readonly names?: readonly string[];
}

/** Ids in a list of pairs: of a word, and of texts which are ids when it is one of those named. */
export interface PairsPlace {
  /** Path of the list. */
  readonly pairs: string;
  /** Member of a pair that has its word. */
  readonly word: string;
  /** Members of a pair that have its texts, as they are or as JSON: a text or a list of them. */
  readonly texts: readonly string[];
  /** By the word, in lower case and without spaces. */
  readonly ids: Readonly<Record<string, PairedId>>;
}

export interface PairedId {
  readonly kind: EntityKind;
  /** Word of the pair in the same list that has a name for it, written as in `ids`. */
  readonly name?: string;
}

/** Ids deep in JSON that is a text of a pair: only GUIDs, as words such as "All" stand among them. */
export interface JsonPlace extends Pick<PairsPlace, "pairs" | "word" | "texts"> {
  /** Where in the JSON, by the word as in `ids`. */
  readonly json: Readonly<Record<string, readonly MemberPlace[]>>;
}

export type EntityPlace = MemberPlace | PairsPlace | JsonPlace;
