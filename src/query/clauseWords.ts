export const clauseWords = ["last", "from", "types", "where", "columns", "sort", "take"] as const;
export type ClauseWord = (typeof clauseWords)[number];
