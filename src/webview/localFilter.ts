import type { Cell, GridField } from "../protocol.ts";

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const literal: Record<GridField["kind"], ((cell: string | number | boolean) => string) | undefined> = {
  text: (cell) => quoted(String(cell)),
  enum: (cell) => quoted(String(cell)),
  flags: (cell) => quoted(String(cell)),
  integer: String,
  double: String,
  boolean: String,
  instant: String,
  object: undefined,
};

/** The condition that keeps the rows with this value, or the others; undefined for lists and objects, which no comparison can ask for. */
export function conditionFor({ path, kind, list }: GridField, cell: Cell, keep: boolean): string | undefined {
  const print = literal[kind];
  if (list || !print || path.includes("[]")) return undefined;
  return `${path} ${keep ? "eq" : "ne"} ${cell === null ? "null" : print(cell)}`;
}

const isCondition = (text: string): boolean => /\s(eq|ne|gt|ge|lt|le|has|in|and|or)\s|\w\(/.test(text);

/** The filter with one more condition. Words to look for give way: a filter is either words or a condition. */
export function withCondition(filter: string, condition: string): string {
  if (!isCondition(filter)) return condition;
  return `${/\sor\s/.test(filter) ? `(${filter})` : filter} and ${condition}`;
}
