import { check, outcomeTerms, parseFilter, pickOfField, printFilter, type Expression } from "../query/index.ts";
import { pickTerms } from "../query/picks.ts";
import { conjunction, conjuncts } from "../query/rewrite.ts";
import { fieldOf, type Report } from "../reports/index.ts";
import type { Events } from "../reports/summaryParts.ts";
import type { Cell } from "../results/rows.ts";
import type { RowsWanted } from "./summary.ts";

/** Terms to be joined by `and`; undefined: no condition can ask for it. */
export type Terms = readonly Expression[] | undefined;

const isNumber = /^-?\d{1,15}(\.\d+)?$/;

/** A list or an object in a cell. */
export function isJson(text: string): boolean {
  if (!/^[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A value of another kind than the field's cannot be asked for. */
const isTaken = (report: Report, term: Expression): boolean => !check(term, report).some(({ severity }) => severity === "error");

/** Rows that have one of these values at the path. */
export function oneOfTerms(report: Report, path: string, values: readonly Cell[]): Terms {
  const field = fieldOf(report, path);
  // A list or an object is in a cell as text, and equal to no text.
  if (!field || values.some((value) => typeof value === "string" && isJson(value))) return undefined;
  const isNumeric = field.kind === "integer" || field.kind === "double";
  // Now and then the service sends a number as text.
  const meant = values.map((value) => (isNumeric && typeof value === "string" && isNumber.test(value) ? Number(value) : value));
  const terms = pickTerms(field, "include", meant);
  return terms?.every((term) => isTaken(report, term)) ? terms : undefined;
}

/** Rows that have this value at the path. */
export const valueTerms = (report: Report, path: string, value: Cell): Terms => oneOfTerms(report, path, [value]);

/** Rows that meet a condition. A text of this house: one that cannot be read is an error. */
export function conditionTerms(text: string): readonly Expression[] {
  const { expression, errors } = parseFilter(text);
  if (!expression) throw new SyntaxError(`${errors[0]?.message ?? "No condition"}: ${text}`);
  return [expression];
}

/** An instant as conditions have it; undefined for years that they cannot say. */
export function instantText(ms: number): string | undefined {
  // Farther away than a Date reaches.
  if (!(Math.abs(ms) <= 8.64e15)) return undefined;
  const text = new Date(ms).toISOString();
  return /^\d{4}-/.test(text) ? text.replace(".000Z", "Z") : undefined;
}

/** Rows of a part's events. Of attempts those that say so themselves. */
export const eventTerms = (report: Report, { where, outcome }: Events): readonly Expression[] => [
  ...(where === undefined ? [] : conditionTerms(where)),
  ...(outcome ? outcomeTerms(report, outcome) : []),
];

/** As one text; undefined: all rows. */
export function conditionText(terms: readonly Expression[]): string | undefined {
  const joined = conjunction(terms);
  return joined && printFilter(joined);
}

/** It asks a field for one value. */
function isOfOneValue(term: Expression, report: Report): boolean {
  const pick = pickOfField(term, report);
  const [value = null] = pick?.values ?? [];
  return pick?.kind === "include" && pick.values.length === 1 && value !== null && value !== "";
}

/** The rows that meet all terms; undefined when no condition can ask for them, or none is needed. */
export function rowsOf(report: Report, ...several: readonly Terms[]): RowsWanted | undefined {
  const terms: Expression[] = [];
  for (const some of several) {
    if (!some) return undefined;
    terms.push(...some);
  }
  const joined = conjunction(terms);
  if (!joined || !isTaken(report, joined)) return undefined;
  const goesOn = conjuncts(joined).some((term) => isOfOneValue(term, report));
  return { kind: "condition", condition: printFilter(joined), ...(goesOn && { goesOn }) };
}
