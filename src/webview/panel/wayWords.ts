import type { WayOut } from "../../protocol/grid.ts";
import { counted, formatCount } from "../../records/counted.ts";

/** A text as a condition would write it, its blanks in sight. */
const quoted = (text: string): string => `'${text.replace(/^\s+|\s+$/g, (blanks) => "␣".repeat(blanks.length))}'`;

/** `Without appDisplayName eq 'salesforce'`, `With 'Salesforce' in this spelling`, `In any letter case: contains(tolower(appDisplayName),'sales')`. */
export function wayWords({ kind, text, seen }: Pick<WayOut, "kind" | "text" | "seen">): string {
  switch (kind) {
    case "without":
      return `Without ${text}`;
    case "unfiltered":
      return `Without the filter “${text}”`;
    case "spelling":
      return `With ${quoted(text)} in this spelling${seen === undefined ? "" : `, seen in another grid (${counted(seen, "row")})`}`;
    case "anySpelling":
      return `With ${quoted(text)} in another spelling`;
    case "anyCase":
      return `In any letter case: ${text}`;
  }
}

/** `312 rows`, `at least 1,000 rows`; undefined: not counted yet. */
export function rowsOfWay({ kind, rows, isLeast }: Pick<WayOut, "kind" | "rows" | "isLeast">): string | undefined {
  if (rows === undefined) return undefined;
  if (kind === "anySpelling") return isLeast ? "none on the newest page" : "there is none";
  if (!isLeast) return counted(rows, "row");
  return rows === 0 ? "0 rows so far" : `at least ${formatCount(rows)} ${rows === 1 ? "row" : "rows"}`;
}

/** Why a text may find nothing: said as long as a spelling is offered. */
export function sayingCase(ways: readonly Pick<WayOut, "kind" | "label">[]): string | undefined {
  const labels = [...new Set(ways.flatMap(({ kind, label }) => (label !== undefined && kind !== "without" ? [label] : [])))];
  if (labels.length === 0) return undefined;
  const names = labels.length > 1 ? `${labels.slice(0, -1).join(", ")} and ${labels.at(-1) ?? ""} are` : `${labels[0] ?? ""} is`;
  return `${names} compared letter by letter: a name in another letter case than the service keeps, or with another blank, finds nothing.`;
}
