import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import * as aq from "arquero";
import { stringify } from "csv-stringify/sync";
import type { Field } from "../../src/reports/index.ts";

/** Sign-ins kept in another way, and what is asked of the result store done there. Each look answers with the rows in order, or how many there are. */
export interface OtherStore {
  readonly name: string;
  /** Takes a page as it came over the wire. */
  append(text: string): void;
  /** After the last page. */
  settle?(): void;
  /** `status/errorCode` is not 0 and `appDisplayName` has "portal" in it. */
  filter(): unknown;
  sort(path: string): unknown;
  facets(paths: readonly string[]): unknown;
  /** The text of a CSV file. */
  readonly csv?: (paths: readonly string[]) => unknown;
  readonly bytes?: () => number;
  close?(): void;
}

type Item = Readonly<Record<string, unknown>>;
const itemsOf = (text: string) => (JSON.parse(text) as { readonly value: readonly Item[] }).value;

/** A function that reads a path. */
function reader(path: string): (item: Item) => unknown {
  const members = path.split("/");
  return (item) => members.reduce<unknown>((value, member) => (value as Item | null | undefined)?.[member], item);
}

/** A table in memory with a column for each of the fields. */
export function sqliteStore(fields: readonly Field[]): OtherStore {
  const database = new DatabaseSync(":memory:");
  const named = (path: string) => `"${path}"`;
  database.exec(`CREATE TABLE records (${fields.map(({ path }) => named(path)).join(", ")})`);
  const insert = database.prepare(`INSERT INTO records VALUES (${fields.map(() => "?").join(", ")})`);
  const read = fields.map(({ path }) => reader(path));
  const all = (sql: string) => database.prepare(sql).all();
  const sqlValue = (value: unknown) => (typeof value === "boolean" ? Number(value) : (value ?? null)) as SQLInputValue;
  return {
    name: "node:sqlite",
    append(text) {
      database.exec("BEGIN");
      for (const item of itemsOf(text)) insert.run(...read.map((valueOf) => sqlValue(valueOf(item))));
      database.exec("COMMIT");
    },
    // What SQLite does for it, without the time to hand over the rows.
    filter: () => all(`SELECT count(*) FROM records WHERE "status/errorCode" <> 0 AND appDisplayName LIKE '%portal%'`),
    sort: (path) => all(`SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY ${named(path)} COLLATE NOCASE) FROM records)`),
    facets: (paths) => paths.map((path) => all(`SELECT ${named(path)}, count(*) AS rows FROM records GROUP BY 1 ORDER BY 2 DESC`)),
    bytes: () => {
      const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0] as number;
      return pragma("page_count") * pragma("page_size");
    },
    close: () => database.close(),
  };
}

/** An arquero table with a column for each of the fields. */
export function arqueroStore(fields: readonly Field[]): OtherStore {
  const columns = Object.fromEntries(fields.map(({ path }) => [path, [] as unknown[]]));
  const read = fields.map(({ path }) => ({ column: columns[path] ?? [], valueOf: reader(path) }));
  let table = aq.table({});
  return {
    name: "arquero",
    append(text) {
      for (const item of itemsOf(text)) for (const { column, valueOf } of read) column.push(valueOf(item));
    },
    settle: () => (table = aq.table(columns)),
    filter: () =>
      table
        .filter(
          aq.escape(
            (row: Readonly<Record<string, string | number>>) => row["status/errorCode"] !== 0 && /portal/i.test(String(row.appDisplayName)),
          ),
        )
        .indices(),
    sort: (path) => table.orderby(path).indices(),
    facets: (paths) => paths.map((path) => table.groupby(path).count().orderby(aq.desc("count")).objects()),
  };
}

/** The objects of `JSON.parse` in an array. */
export function objectStore(): OtherStore {
  const items: Item[] = [];
  return {
    name: "parsed objects",
    append: (text) => items.push(...itemsOf(text)),
    filter() {
      const [code, app] = [reader("status/errorCode"), reader("appDisplayName")];
      return items.filter((item) => code(item) !== 0 && /portal/i.test(String(app(item))));
    },
    sort(path) {
      const valueOf = reader(path) as (item: Item) => string;
      return items.toSorted((a, b) => (valueOf(a) < valueOf(b) ? -1 : valueOf(a) > valueOf(b) ? 1 : 0));
    },
    facets: (paths) =>
      paths.map((path) => {
        const [valueOf, counts] = [reader(path), new Map<unknown, number>()];
        for (const item of items) counts.set(valueOf(item), (counts.get(valueOf(item)) ?? 0) + 1);
        return [...counts].sort(([, a], [, b]) => b - a);
      }),
    csv: (paths) => {
      const read = paths.map(reader);
      return stringify(
        items.map((item) => read.map((valueOf) => valueOf(item))),
        { escape_formulas: true, record_delimiter: "windows" },
      );
    },
  };
}
