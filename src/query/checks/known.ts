import type { Field, FieldKind } from "../../reports/report.ts";
import type { Literal } from "../expression.ts";
import type { ValueKind } from "../functions.ts";

/** What is known of a value: `null` and `object` beside the kinds that functions take; of a path also its field. */
export interface Known {
  readonly kind: ValueKind | "null" | "object";
  readonly field?: Field;
}

export const unknown: Known = { kind: "unknown" };

export const kindOfField: Record<FieldKind, Known["kind"]> = {
  text: "text",
  integer: "number",
  double: "number",
  boolean: "boolean",
  instant: "instant",
  enum: "text",
  flags: "text",
  object: "object",
};

export const kindOfLiteral: Record<Literal["kind"], Known["kind"]> = {
  null: "null",
  boolean: "boolean",
  string: "text",
  integer: "number",
  decimal: "number",
  guid: "text",
  date: "instant",
  dateTimeOffset: "instant",
  timeOfDay: "timeOfDay",
  duration: "duration",
  binary: "text",
  enum: "text",
};

export const inWords: Record<Known["kind"], string> = {
  text: "text in single quotes",
  number: "a number",
  boolean: "true or false",
  instant: "a time such as 2026-11-08T12:00:00Z or a date, without quotes",
  timeOfDay: "a time of day such as 12:30:00",
  duration: "a duration such as duration'PT1H'",
  list: "a list",
  object: "an object",
  null: "null",
  unknown: "a value",
};

export const kindOf = (field: Field): Known["kind"] => (field.list ? "list" : kindOfField[field.kind]);

/** The path of a field whose items a variable stands for; undefined when the list is not known. */
export type Scope = ReadonlyMap<string, string | undefined>;
