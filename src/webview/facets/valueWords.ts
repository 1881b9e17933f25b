import type { Cell, GridField, GridState } from "../../protocol/grid.ts";
import { cellText } from "../../records/valueText.ts";
import type { FacetAnswers } from "./facetAnswers.ts";

/** What stands for a value, what more there is to say about it, and a sentence for its tooltip. */
export interface ValueWords {
  readonly text: string;
  readonly more?: string;
  readonly sentence?: string;
}

export function valueWords(
  field: GridField,
  value: Cell,
  { zone, report }: Pick<GridState, "zone" | "report">,
  answers: Pick<FacetAnswers, "explanation">,
): ValueWords {
  if (value === null) return { text: "(empty)" };
  if (value === "") return { text: "(empty text)" };
  if (typeof value === "boolean") return { text: value ? "Yes" : "No" };
  const text = cellText(value, field, zone, new Date());
  if (field.path !== report.outcomePath || typeof value !== "number") return { text };
  if (value === 0) return { text, more: "Success" };
  const { name: more, sentence } = answers.explanation(value);
  return { text, ...(more !== undefined && { more }), ...(sentence !== undefined && { sentence }) };
}
