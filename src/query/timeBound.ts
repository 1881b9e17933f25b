import type { Binary, Expression } from "./expression.ts";

export interface TimeBound {
  readonly operator: "eq" | "ge" | "gt" | "le" | "lt";
  /** An instant in its canonical text: a date's first moment in UTC. */
  readonly text: string;
}

const mirrored: Readonly<Record<string, TimeBound["operator"]>> = { eq: "eq", ge: "le", gt: "lt", le: "ge", lt: "gt" };

/** The bound that a comparison sets to the time of events; undefined when it is something else. */
export function timeBound(term: Expression, timeField: string): TimeBound | undefined {
  if (term.type !== "binary") return undefined;
  const isTime = ({ left }: Binary) =>
    left.type === "path" && left.members.join("/").replace("$it/", "").toLowerCase() === timeField.toLowerCase();
  const turned = isTime(term) ? term : { ...term, left: term.right, right: term.left };
  const operator = isTime(term) ? mirrored[mirrored[term.operator] ?? ""] : mirrored[term.operator];
  const { right } = turned;
  if (!operator || !isTime(turned) || right.type !== "literal") return undefined;
  if (right.kind === "date") return { operator, text: `${right.text}T00:00:00Z` };
  return right.kind === "dateTimeOffset" ? { operator, text: right.text } : undefined;
}
