import { DuckDBInstance, type DuckDBAppender } from "@duckdb/node-api";
import { createResults } from "../../src/results/results.ts";
import { manySignIns } from "./manySignIns.ts";

export interface Beside<Item> {
  /** In thousands. */
  readonly pages: number;
  readonly now: Date;
  /** Statements of DuckDB before its table is made. */
  readonly settings?: string;
  /** Columns of its table `read`, as they are declared. */
  readonly columns: readonly string[];
  /** Writes one sign-in as a row of that table. */
  readonly append: (to: DuckDBAppender, item: Item, place: number) => void;
}

/** The same sign-ins in the store of results, and in DuckDB in one thread as the store has one. */
export async function besideDuckDb<Item>({ pages, now, settings = "", columns, append }: Beside<Item>) {
  const results = createResults({ now: () => now });
  const result = results.create({ report: "signIns" });
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const duck = await instance.connect();
  await duck.run(`SET threads TO 1; ${settings}`);
  await duck.run(`CREATE TABLE read (${columns.join(", ")})`);
  const appender = await duck.createAppender("read");
  let place = 0;
  for await (const body of manySignIns(pages, now)) {
    const { value } = JSON.parse(Buffer.from(body).toString()) as { readonly value: readonly Item[] };
    for (const item of value) append(appender, item, place++);
    results.append({ result, body, skip: [] });
  }
  appender.closeSync();
  return { results, result, duck };
}
