import type { FilterChoice, GridField } from "../../../protocol/grid.ts";

/** What is chosen so far. */
interface Step {
  readonly field: GridField | undefined;
  readonly choice: FilterChoice | undefined;
}

/** What a step asks for. */
export function askedFor({ field, choice }: Step): string {
  return !field ? "Field" : choice ? `Value of ${field.label}` : `How ${field.label} is compared`;
}

/** For the empty search. */
export function placeholderOf({ field, choice }: Step): string {
  if (!field) return "Search fields";
  if (!choice) return "is, contains, is empty …";
  if (field.kind === "instant") return "2026-11-18 09:14";
  return field.kind === "boolean" ? "true or false" : "Search values, or type one";
}

/** Nothing is there to choose. */
export function emptyWords({ field, choice, typed }: Step & { readonly typed: string }): string {
  if (!field) return `No field matches “${typed}”.`;
  if (!choice) return `No comparison matches “${typed}”.`;
  return field.kind === "instant" ? "Write a date or a time." : "No value is loaded: type one.";
}
