/** Where something stands in a text: offsets in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ComparisonOperator = "eq" | "ne" | "gt" | "ge" | "lt" | "le" | "has";
export type BinaryOperator = "and" | "or" | ComparisonOperator | "add" | "sub" | "mul" | "div" | "divby" | "mod";

/**
 * A literal of OData 4.01 (ABNF `primitiveLiteral`). `text` is the literal as it is written canonically, without the quotes of a string:
 * numbers stay text so that no digit of a 64-bit or decimal value is lost.
 */
export interface Literal {
  readonly type: "literal";
  readonly kind:
    | "null"
    | "boolean"
    | "string"
    | "integer"
    | "decimal"
    | "guid"
    | "date"
    | "dateTimeOffset"
    | "timeOfDay"
    | "duration"
    | "binary"
    | "enum";
  readonly text: string;
  readonly at?: Span;
}

/** A property path: `status/errorCode` is `["status", "errorCode"]`. The first member may be a lambda variable or `$it`. `targetResources/$count` ends in `$count`. */
export interface Path {
  readonly type: "path";
  readonly members: readonly string[];
  readonly at?: Span;
}

export interface Unary {
  readonly type: "unary";
  readonly operator: "not" | "neg";
  readonly operand: Expression;
  readonly at?: Span;
}

export interface Binary {
  readonly type: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at?: Span;
}

/** `left in (item, item)`; `list` of `type: "list"` or a path of a collection. */
export interface In {
  readonly type: "in";
  readonly left: Expression;
  readonly list: List | Path;
  readonly at?: Span;
}

export interface List {
  readonly type: "list";
  readonly items: readonly Expression[];
  readonly at?: Span;
}

/** A canonical function; `name` in lower case as in the standard: `startswith`, `tolower`. */
export interface Call {
  readonly type: "call";
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly at?: Span;
}

/** `source/any(variable: predicate)`; `any()` without a predicate asks for a list that is not empty. */
export interface Lambda {
  readonly type: "lambda";
  readonly operator: "any" | "all";
  readonly source: Path;
  readonly variable?: string;
  readonly predicate?: Expression;
  readonly at?: Span;
}

/** A condition, or a part of one. `at` is set by the parser only; two expressions mean the same when they are equal without it. */
export type Expression = Literal | Path | Unary | Binary | In | List | Call | Lambda;
