import type { TextPlace } from "../placeAt.ts";

/** What stands in place of what. */
export const sorts: ReadonlyMap<string, "comparison" | "calculation" | "joint"> = new Map([
  ...["eq", "ne", "gt", "ge", "lt", "le", "in", "has"].map((name) => [name, "comparison"] as const),
  ...["add", "sub", "mul", "div", "divby", "mod"].map((name) => [name, "calculation"] as const),
  ...["and", "or"].map((name) => [name, "joint"] as const),
]);

/** The sort of the operator at hand. */
export function standingSort({ standing: [word, other] }: TextPlace): "comparison" | "calculation" | "joint" | undefined {
  return word?.kind === "word" && !other ? sorts.get(word.text.toLowerCase()) : undefined;
}
