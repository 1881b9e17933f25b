import { reportById } from "../reports/index.ts";
import { termsOf } from "./narrow.ts";
import { printFilter } from "./printFilter.ts";
import type { Query } from "./query.ts";
import { rewrite } from "./rewrite.ts";

/** UTF-16 units of what a tab and a file's name show of a condition. */
const longest = 60;

/**
 * What a query that nobody has named is called, by what it asks: `Sign-ins: errorCode ne 0 and isInteractive`, and without a condition `Sign-ins`. Of a path its last
 * member says enough; what is too long ends in an ellipsis.
 */
export function queryTitle(query: Query): string {
  const { title } = reportById(query.report);
  const asked = termsOf(query)
    .map((term) => printFilter(rewrite(term, (part) => (part.type === "path" ? { ...part, members: part.members.slice(-1) } : undefined))))
    .join(" and ")
    .replaceAll(/\s+/g, " ");
  if (asked === "") return title;
  const isCut = asked.length > longest;
  const end = isCut && /[\ud800-\udbff]/.test(asked.charAt(longest - 1)) ? longest - 1 : longest;
  return `${title}: ${isCut ? `${asked.slice(0, end).trimEnd()}…` : asked}`;
}
