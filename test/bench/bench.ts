/** What a file of this folder named `*.bench.ts` exports as `bench`: it measures and answers with tables. */
export type Bench = () => Promise<Table | readonly Table[]>;

export interface Table {
  readonly title: string;
  readonly rows: readonly Measure[];
}

export interface Measure {
  readonly name: string;
  readonly value: number;
  /** Of both values: ms, KB, rows/s. */
  readonly unit: string;
  /** What the value is compared with: a figure to reach, another way of doing it. */
  readonly beside?: { readonly name: string; readonly value: number };
}
