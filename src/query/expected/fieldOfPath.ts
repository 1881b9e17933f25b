import { fieldOf, type Field, type Report } from "../../reports/index.ts";
import type { Scope } from "../checks/known.ts";
import { knownOf } from "../checks/knownOf.ts";
import type { Token } from "../tokens.ts";

/** The members of a path. */
export const pathOf = (tokens: readonly Token[]): string[] => tokens.filter(({ text }) => text !== "/").map(({ text }) => text);

/** The field of a path as it is asked, or as columns name it. */
export function fieldOfPath(tokens: readonly Token[], report: Report, scope: Scope): Field | undefined {
  const members = pathOf(tokens.at(-1)?.text === "/" ? tokens.slice(0, -1) : tokens);
  if (members.length === 0 || tokens.some(({ kind, text }) => kind !== "word" && text !== "/" && text !== "[]")) return undefined;
  return fieldOf(report, members.join("/")) ?? knownOf({ type: "path", members }, report, scope).field;
}
