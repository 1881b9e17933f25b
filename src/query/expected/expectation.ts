import type { Field, Report, ReportId } from "../../reports/index.ts";
import type { Answering } from "../answering.ts";
import type { ClauseWord } from "../clauseWords.ts";
import type { ComparisonOperator } from "../expression.ts";
import type { Signature, ValueKind } from "../functions.ts";

/** A field, and the path by which it is asked at the place: the one of an item begins with a variable. */
export interface FieldThere {
  readonly path: string;
  readonly field: Field;
}

export type OperatorName = ComparisonOperator | "in" | "add" | "sub" | "mul" | "div" | "mod" | "and" | "or" | "not";

/** Something that may stand at a place of a query text. */
export type Expectation =
  /** `length`: of time, a number and a unit. `moment`: a date or an instant. `count`: a number of rows. `to`: the word before the end of a range. */
  | { readonly kind: "report" | "length" | "unit" | "moment" | "count" | "to" | "direction" }
  | { readonly kind: "clause"; readonly words: readonly ClauseWord[] }
  /** A type of sign-in; `listed`: those that stand in the list already. */
  | { readonly kind: "type"; readonly listed: readonly string[] }
  /** `(`, `)`, `,` or `:`. */
  | { readonly kind: "symbol"; readonly text: string }
  /** A name for the items of a list, and one that is free. */
  | { readonly kind: "variable"; readonly list?: Field; readonly name: string }
  /** One of these fields. `lists`: fields whose items are asked there, with `any` or `all` and a variable by this name. */
  | {
      readonly kind: "field";
      readonly fields: readonly FieldThere[];
      readonly lists: readonly (FieldThere & { readonly variable: string })[];
    }
  /** The last member of a path, behind a slash. */
  | { readonly kind: "member"; readonly members: readonly { readonly name: string; readonly field: Field }[] }
  /** `isOpened`: its parenthesis stands there. */
  | { readonly kind: "function"; readonly functions: readonly Signature[]; readonly isOpened: boolean }
  /** `any` or `all` of a list, whose parenthesis stands there. */
  | { readonly kind: "quantifier"; readonly path: string; readonly quantifiers: readonly ("any" | "all")[] }
  /** A value of one of the kinds; none known: of any. `field`: what it is compared with. `listed`: those that stand in the list already. */
  | {
      readonly kind: "literal";
      readonly kinds: readonly ValueKind[] | undefined;
      readonly field?: Field;
      readonly listed: readonly string[];
      readonly isComparison: boolean;
    }
  /** Operators, best first, behind a value of `field`. */
  | { readonly kind: "operator"; readonly operators: readonly OperatorName[]; readonly field?: Field };

export interface Expected {
  /** The word at hand, that one of the expectations may stand in place of. */
  readonly start: number;
  readonly end: number;
  /** The report that the text names, or the one of the options. */
  readonly report?: Report;
  /** Best first. */
  readonly expectations: readonly Expectation[];
}

export interface ExpectOptions {
  /** The report that a bare condition is for. */
  readonly report?: ReportId;
  /** The text is a condition, whatever it begins with: one that filters rows, say. */
  readonly isCondition?: boolean;
  /** Of whoever is asked: what it answers comes first. */
  readonly answering?: Answering;
}
