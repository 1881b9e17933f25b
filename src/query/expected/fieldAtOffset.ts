import type { Field } from "../../reports/index.ts";
import { placeAt } from "../placeAt.ts";
import { ask } from "./ask.ts";
import { fieldOfPath } from "./fieldOfPath.ts";
import { scopeOf } from "./scopeOf.ts";

/** The field that stands at `offset` of a query text, for a hover: from the beginning of its path to the end of the member at hand. */
export function fieldAtOffset(
  text: string,
  offset: number,
): { readonly field: Field; readonly start: number; readonly end: number } | undefined {
  const place = placeAt(text, offset);
  const asked = place && ask(text, place, {});
  if (!place || !asked?.report) return undefined;
  const { report, sought } = asked;
  const scope = scopeOf(sought.find((one) => "within" in one)?.within, report);
  const standing = place.standing.slice(0, place.standing.findIndex(({ end }) => end >= offset) + 1);
  const field = fieldOfPath(standing, report, scope);
  return field && { field, start: place.start, end: standing.at(-1)?.end ?? place.end };
}
