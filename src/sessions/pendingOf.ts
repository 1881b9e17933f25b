import type { Pending } from "../protocol/grid.ts";
import type { Shown } from "./shown.ts";

/** How the query shown and the rows loaded differ. `isWhole`: all records of the query that ran are there. */
export function pendingOf(
  { narrowing }: Pick<Shown, "narrowing">,
  { isWhole, loaded }: { readonly isWhole: boolean; readonly loaded: number },
): Pending | undefined {
  if (!narrowing) return undefined;
  const { added, covers, byService } = narrowing;
  if (!covers)
    return {
      kind: "stale",
      message:
        added.length > 0
          ? "The rows are of the query run before, narrowed by what was added. Run it to fetch what the text asks for."
          : "The rows are of the query run before. Run it to fetch what the text asks for.",
    };
  if (added.length === 0) return undefined;
  if (isWhole) return { kind: "narrowed", message: "Narrowed here, and nothing is missing: all rows were loaded before." };
  const rows = `${loaded.toLocaleString("en-US")} loaded ${loaded === 1 ? "row" : "rows"}`;
  return {
    kind: "narrowed",
    message: byService
      ? `Narrowed among the ${rows}. Run it and the service sends only what matches.`
      : `Narrowed among the ${rows}. The service cannot do this: load all to see all that match.`,
  };
}
