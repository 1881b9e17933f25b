import { printFilter, printOperand } from "./printFilter.ts";
import { precedence } from "./precedence.ts";
import type { Query, Range } from "./query.ts";
import type { Expression } from "./expression.ts";

/** A condition longer than this gets a line for each part, when there is more than one line. */
const longestLine = 100;

/** The canonical text of a query. `multiline`: a line for each clause. `parseQuery` gives back an equal query. */
export function printQuery(query: Query, { multiline = false }: { readonly multiline?: boolean } = {}): string {
  const { report, range, types, where, columns, sort, take } = query;
  const clauses: string[] = [report, printRange(range)];
  if (types) clauses.push(`types ${types.join(", ")}`);
  if (where) clauses.push(`where ${multiline ? printLines(where) : printFilter(where)}`);
  if (columns) clauses.push(`columns ${columns.join(", ")}`);
  if (sort) clauses.push(`sort ${sort.map(({ path, direction }) => `${path} ${direction}`).join(", ")}`);
  if (take !== undefined) clauses.push(`take ${take}`);
  return clauses.join(multiline ? "\n" : " ");
}

/** A long condition gets a line for each part that `and` joins. */
function printLines(where: Expression): string {
  const line = printFilter(where);
  if (line.length <= longestLine) return line;
  const parts: string[] = [];
  let rest = where;
  for (; rest.type === "binary" && rest.operator === "and"; rest = rest.left) parts.unshift(printOperand(rest.right, precedence.and + 1));
  return [printOperand(rest, precedence.and), ...parts].join("\n  and ");
}

/** The clause of a range: `last 7d`. */
export function printRange(range: Range): string {
  if (range.kind === "last") return `last ${range.amount}${range.unit}`;
  return `from ${range.from}${range.to === undefined ? "" : ` to ${range.to}`}`;
}
