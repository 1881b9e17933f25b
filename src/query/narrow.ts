import { fieldOf, reportById, type Field, type Report } from "../reports/index.ts";
import type { Expression } from "./expression.ts";
import { textKey } from "./letterCase.ts";
import { timeBound } from "./timeBound.ts";
import { pickOf, pickTerms, valueKey, type Pick, type PickedValue } from "./picks.ts";
import { printFilter } from "./printFilter.ts";
import { printRange } from "./printQuery.ts";
import type { Query } from "./query.ts";
import { conjunction, conjuncts } from "./rewrite.ts";
import { variablesOf } from "./variables.ts";

/** The terms that `and` joins in the condition of a query. */
export const termsOf = ({ where }: Query): Expression[] => (where ? conjuncts(where) : []);

export const withTerms = ({ where: _, ...query }: Query, terms: readonly Expression[]): Query => {
  const where = conjunction(terms);
  return { ...query, ...(where && { where }) };
};

/** How the records of one query and those of another go together. */
export interface Narrowing {
  /** Terms of the later query that the earlier one does not have: they can be tested on its records. */
  readonly added: readonly Expression[];
  /** With them the earlier query's records are those of the later one; else it asks for others too. */
  readonly covers: boolean;
}

/** What is left to do on the records of `earlier` to have those of `later`. */
export function narrowing(earlier: Query, later: Query): Narrowing {
  if (earlier === later) return { added: [], covers: true };
  const had = new Set(termsOf(earlier).map((term) => printFilter(term)));
  const terms = termsOf(later);
  const texts = terms.map((term) => printFilter(term));
  const added = terms.filter((_, at) => !had.has(texts[at] ?? ""));
  const kept = new Set(texts);
  const sameTypes = (earlier.types ?? []).join() === (later.types ?? []).join();
  const covers =
    earlier.report === later.report &&
    printRange(earlier.range) === printRange(later.range) &&
    sameTypes &&
    earlier.take === later.take &&
    [...had].every((text) => kept.has(text));
  const canBeTested = added.filter((term) => variablesOf(withTerms(later, [term])).length === 0);
  return { added: earlier.report === later.report ? canBeTested : [], covers: covers && canBeTested.length === added.length };
}

/** Whose values a term picks, with the field's own path. */
export function pickOfField(term: Expression, report: Report): (Pick & { readonly field: Field }) | undefined {
  const pick = pickOf(term);
  // The items of a list of texts are `authenticationMethodsUsed/[]` in a term; the field is the list.
  const field = pick && (fieldOf(report, pick.path) ?? fieldOf(report, pick.path.replace(/\/\[\]$/, "")));
  return pick && field && { ...pick, field };
}

/** The same for all values that a comparison with the field takes as one. */
export const pickKey = (field: Field, value: PickedValue): string => valueKey(typeof value === "string" ? textKey(value, field) : value);

/** The time that all of a query's bounds leave, as instants; undefined where there is none. */
export function timeBounds(terms: readonly Expression[], report: Report): { readonly from?: string; readonly to?: string } {
  const texts = (operator: "ge" | "lt") =>
    terms.map((term) => timeBound(term, report.timeField)).flatMap((bound) => (bound?.operator === operator ? [bound.text] : []));
  const byTime = (a: string, b: string) => Date.parse(a) - Date.parse(b);
  const from = texts("ge").toSorted(byTime).at(-1);
  const to = texts("lt").toSorted(byTime)[0];
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** `only`: this value and no other; `include`, `exclude`: beside those picked; `none`: no longer picked. */
export type PickChange = "only" | "include" | "exclude" | "none";

/**
 * Picks a value of a field. Terms of `fetched`, the query whose records are loaded, stay as they are, so that what was fetched still suffices, except when a pick of them is taken
 * back. Undefined: no comparison can ask for what the field holds.
 */
export function withPick(query: Query, path: string, value: PickedValue, change: PickChange, fetched?: Query): Query | undefined {
  const report = reportById(query.report);
  const field = fieldOf(report, path);
  if (!field || !pickTerms(field, "include", [value])) return undefined;
  const own = new Set(fetched ? termsOf(fetched).map((term) => printFilter(term)) : []);
  const keyOf = (one: PickedValue) => pickKey(field, one);
  const key = keyOf(value);
  const terms = termsOf(query).map((term) => {
    const pick = pickOfField(term, report);
    return { term, pick: pick?.field === field ? pick : undefined, isFetched: own.has(printFilter(term)) };
  });
  const mine = terms.filter(({ pick, isFetched }) => pick && !isFetched);
  const picked = (kind: Pick["kind"]) =>
    mine.flatMap(({ pick }) => (pick?.kind === kind ? pick.values : [])).filter((one) => keyOf(one) !== key);
  const included = change === "only" ? [value] : change === "include" ? [...picked("include"), value] : picked("include");
  const wasIncluded = mine.some(({ pick }) => pick?.kind === "include" && pick.values.some((one) => keyOf(one) === key));
  const excluded = change === "only" ? [] : change === "exclude" && !wasIncluded ? [...picked("exclude"), value] : picked("exclude");
  const made = [
    ...(included.length > 0 ? (pickTerms(field, "include", included) ?? []) : []),
    ...(excluded.length > 0 ? (pickTerms(field, "exclude", excluded) ?? []) : []),
  ];
  const isOpposed = (pick: Pick | undefined) =>
    pick?.values.some((one) => keyOf(one) === key) && (change === "none" || (pick.kind === "include") === (change === "exclude"));
  const rest: Expression[] = [];
  let place: number | undefined;
  for (const { term, pick, isFetched } of terms) {
    if (pick && !isFetched) place ??= rest.length;
    else if (pick && isOpposed(pick)) {
      const values = pick.values.filter((one) => keyOf(one) !== key);
      if (values.length > 0) rest.push(...(pickTerms(field, pick.kind, values) ?? []));
    } else rest.push(term);
  }
  const known = new Set(rest.map((term) => printFilter(term)));
  const fresh = made.filter((term) => !known.has(printFilter(term)));
  return withTerms(query, rest.toSpliced(place ?? rest.length, 0, ...fresh));
}

/** Bounds the time of a query, in place of bounds that `fetched` does not have; without a stretch there are none of these. `to` is exclusive; ISO 8601. */
export function withTime(query: Query, stretch: { readonly from: string; readonly to: string } | undefined, fetched?: Query): Query {
  const report = reportById(query.report);
  const own = new Set(fetched ? termsOf(fetched).map((term) => printFilter(term)) : []);
  const rest = termsOf(query).filter((term) => own.has(printFilter(term)) || !timeBound(term, report.timeField));
  const bound = (operator: "ge" | "lt", text: string): Expression => ({
    type: "binary",
    operator,
    left: { type: "path", members: [report.timeField] },
    right: { type: "literal", kind: "dateTimeOffset", text: text.replace(".000Z", "Z") },
  });
  return withTerms(query, stretch ? [...rest, bound("ge", stretch.from), bound("lt", stretch.to)] : rest);
}

/** The query without some terms of its condition, given by their places. */
export const withoutTerms = (query: Query, places: ReadonlySet<number>): Query =>
  withTerms(
    query,
    termsOf(query).filter((_, at) => !places.has(at)),
  );
