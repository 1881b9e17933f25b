/** A code for each row: rows with the same one belong together. Found out for the rows that somebody asks for. */
export interface RowKeys {
  /** By row; what stands there for rows that were not taken says nothing. */
  readonly codes: Uint32Array;
  /** Codes given so far: all are less. */
  readonly count: number;
  /** Finds out the codes of rows, those that have become others too. */
  take(rows: Uint32Array): void;
}
