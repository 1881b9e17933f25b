import { fieldOf, type Report } from "../reports/index.ts";
import type { Expression, Path, Span } from "./expression.ts";
import { printFilter } from "./printFilter.ts";
import type { Problem } from "./query.ts";
import { conjuncts, disjuncts } from "./rewrite.ts";

type Told = Span & Pick<Problem, "message" | "replacement">;

/** What tells nothing of a value that is not there, as OData has it: neither it nor what denies it is true. */
const partTests = new Set(["contains", "startswith", "endswith", "matchespattern"]);

/**
 * Where a condition denies what nobody can tell of a record that lacks the field: `not contains(userAgent, 'x')` leaves out the records without a user agent, which
 * few who write it mean. Nothing is said of a field that the condition compares with null itself, and of items of lists.
 */
export function deniedUnknown(condition: Expression, report: Report): readonly Told[] {
  const told: Told[] = [];
  const denials: Expression[] = [];
  const asked = new Set<string>();
  for (const term of termsOf(condition)) {
    if (term.type === "unary" && term.operator === "not") denials.push(term);
    const path = comparedWithNull(term);
    if (path) asked.add(nameOf(path));
  }
  for (const denial of denials) {
    if (denial.type !== "unary" || !denial.at) continue;
    const subjects = termsOf(denial.operand).flatMap((term) => subjectOf(term) ?? []);
    const names = [...new Set(subjects.map(nameOf))].filter((name) => fieldOf(report, name) && !asked.has(name));
    const [name] = names;
    if (name === undefined) continue;
    told.push({
      ...denial.at,
      message: `Records without ${names.join(" or ")} are left out: what is not there meets neither this nor its contrary`,
      // Of several fields one may be missing and another one decide.
      ...(names.length === 1 && subjects.length === 1 && { replacement: `(${printFilter(denial)} or ${name} eq null)` }),
    });
  }
  return told;
}

/** The terms that `and`, `or` and `not` join, and what is denied beside what denies it. */
function termsOf(condition: Expression): Expression[] {
  const terms: Expression[] = [];
  const open = [condition];
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.type === "binary" && (part.operator === "and" || part.operator === "or"))
      open.push(...(part.operator === "and" ? conjuncts(part) : disjuncts(part)));
    else {
      terms.push(part);
      if (part.type === "unary" && part.operator === "not") open.push(part.operand);
    }
  }
  return terms;
}

/** The field of which a term that is denied tells nothing when it is not there. */
function subjectOf(term: Expression): Path | undefined {
  if (term.type === "call" && partTests.has(term.name)) return pathOf(term.arguments[0]);
  if (term.type === "binary" && term.operator === "has") return pathOf(term.left);
  return term.type === "path" ? term : undefined;
}

function pathOf(subject: Expression | undefined): Path | undefined {
  if (subject?.type === "call" && subject.arguments.length === 1) return pathOf(subject.arguments[0]);
  return subject?.type === "path" ? subject : undefined;
}

function comparedWithNull(term: Expression): Path | undefined {
  if (term.type !== "binary" || (term.operator !== "eq" && term.operator !== "ne")) return undefined;
  const { left, right } = term;
  const isNull = (side: Expression) => side.type === "literal" && side.kind === "null";
  return isNull(right) ? pathOf(left) : isNull(left) ? pathOf(right) : undefined;
}

const nameOf = ({ members }: Path): string => members.join("/");
