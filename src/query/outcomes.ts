import { fieldOf, reportById, type Report } from "../reports/index.ts";
import type { Outcome } from "../reports/report.ts";
import type { Expression } from "./expression.ts";
import { narrowing, termsOf, withTerms } from "./narrow.ts";
import { pickTerms } from "./picks.ts";
import { printFilter } from "./printFilter.ts";
import type { Query } from "./query.ts";

const outcomes: readonly Outcome[] = ["failure", "interrupt", "other", "success"];

/** The terms that only records of an outcome meet, to be joined by `and`; none for an outcome that the report does not have. */
export function outcomeTerms(report: Report, outcome: Outcome): readonly Expression[] {
  const { outcomePath, outcomeValues } = report;
  const field = fieldOf(report, outcomePath);
  if (!field) return [];
  const values = outcomeValues[outcome];
  if (values) return pickTerms(field, "include", values) ?? [];
  const isNone = pickTerms(field, "include", [null]) ?? [];
  const rests: Outcome = outcomeValues.failure ? "other" : "failure";
  if (outcome !== rests) return outcome === "other" ? isNone : [];
  // What succeeded is a term of its own: the service can leave that out, and it is most of what there is.
  const { success = [], ...others } = outcomeValues;
  const known = Object.values(others).flat();
  const rest = [...(known.length > 0 ? (pickTerms(field, "include", known) ?? []) : []), ...(outcome === "failure" ? isNone : [])];
  return [...(pickTerms(field, "exclude", success) ?? []), ...rest.slice(0, 1).map((first) => not(rest.slice(1).reduce(or, first)))];
}

const or = (left: Expression, right: Expression): Expression => ({ type: "binary", operator: "or", left, right });
const not = (operand: Expression): Expression => ({ type: "unary", operator: "not", operand });

const printed = new Map<string, readonly string[]>();

/** Printed once: there are dozens of codes in them. */
function textsOf(report: Report, outcome: Outcome): readonly string[] {
  const key = `${report.id} ${outcome}`;
  const texts = printed.get(key) ?? outcomeTerms(report, outcome).map((term) => printFilter(term));
  printed.set(key, texts);
  return texts;
}

/** The outcome that these terms ask for, of which some are `added` to those of the records that are there; undefined when it is none. Terms as they are printed. */
export function outcomeAmong(report: Report, terms: ReadonlySet<string>, added: ReadonlySet<string>): Outcome | undefined {
  if (added.size === 0) return undefined;
  return outcomes.find((outcome) => {
    const texts = textsOf(report, outcome);
    return texts.every((text) => terms.has(text)) && texts.some((text) => added.has(text));
  });
}

/** The outcome to which `shown` narrows the records of `ran`; undefined when it is none. */
export function outcomeOf(shown: Query, ran: Query): Outcome | undefined {
  const report = reportById(ran.report);
  if (shown.report !== ran.report) return undefined;
  const had = new Set(termsOf(shown).map((term) => printFilter(term)));
  const added = new Set(narrowing(ran, shown).added.map((term) => printFilter(term)));
  return outcomeAmong(report, had, added);
}

/** Asks for records of an outcome, in place of another one that `fetched` does not ask for; without one, for those of all. */
export function withOutcome(query: Query, outcome: Outcome | undefined, fetched?: Query): Query {
  const report = reportById(query.report);
  const own = new Set(fetched ? termsOf(fetched).map((term) => printFilter(term)) : []);
  const picked = fetched && outcomeOf(query, fetched);
  const before = new Set((picked ? textsOf(report, picked) : []).filter((text) => !own.has(text)));
  const rest = termsOf(query).filter((term) => !before.has(printFilter(term)));
  const known = new Set(rest.map((term) => printFilter(term)));
  const fresh = outcome ? outcomeTerms(report, outcome).filter((term) => !known.has(printFilter(term))) : [];
  return withTerms(query, [...rest, ...fresh]);
}
