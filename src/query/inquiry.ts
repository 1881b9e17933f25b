import type { ReportId } from "../reports/report.ts";
import type { BinaryOperator, Expression, Path } from "./expression.ts";
import type { ClauseWord } from "./clauseWords.ts";
import type { Token } from "./tokens.ts";

/** What is open around a place of a condition, from the inside to the outside. */
export type Within = (
  | { readonly in: "group" | "not" | "minus" | "logic" }
  | { readonly in: "comparison" | "arithmetic"; readonly operator: BinaryOperator; readonly left: Expression }
  /** `item`: number of arguments before. */
  | { readonly in: "call"; readonly name: string; readonly item: number; readonly first: Expression | undefined }
  /** `from`: token behind the parenthesis. */
  | { readonly in: "list"; readonly left: Expression; readonly from: number }
  | { readonly in: "lambda"; readonly source: Path; readonly variable: string }
) & { readonly outer?: Within | undefined };

/** What the parser could go on with: as it sees it, without a report's fields. */
export type Sought =
  | { readonly what: "report" | "length" | "unit" | "moment" | "to" | "direction" | "count" }
  | { readonly what: "clause"; readonly words: readonly ClauseWord[] }
  /** `listed`: what the list has already, before the place and behind it. */
  | { readonly what: "type" | "column" | "sortKey"; readonly listed: readonly string[] }
  | { readonly what: "symbol"; readonly text: string }
  | { readonly what: "variable"; readonly source: Path; readonly within: Within | undefined }
  | { readonly what: "operand"; readonly within: Within | undefined }
  /** The name behind a slash. */
  | { readonly what: "member"; readonly members: readonly string[]; readonly within: Within | undefined }
  /** An operator that binds as strong as `least` at least. */
  | { readonly what: "operator"; readonly left: Expression; readonly least: number; readonly within: Within | undefined };

/**
 * Asks the parser what could stand at a place. It reads the tokens before the place and answers at their end; what is whole before it and does not bear
 * upon it is passed over, so that the length of a text costs little.
 */
export interface Inquiry {
  readonly sought: Sought[];
  /** Something must come first at the place: nothing of what could follow it is sought. */
  isMissing: boolean;
  /** The report that the text names, or probably means. */
  report?: ReportId;
  /** The tokens behind the place, with one of kind `end`. */
  readonly after: readonly Token[];
}
