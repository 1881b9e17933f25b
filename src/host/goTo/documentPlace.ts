/** A place of the record's text, or a key of `Place`. */
export type DocumentPlace = { readonly offset: number } | { readonly key: string };
