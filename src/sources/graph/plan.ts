import { fieldOf, reportById, type Report, type ReportId } from "../../reports/index.ts";
import type { Expression } from "../../query/expression.ts";
import { guestAddress } from "../../query/guestAddress.ts";
import { printFilter } from "../../query/printFilter.ts";
import type { Query } from "../../query/query.ts";
import type { RangeOptions } from "../../query/resolveRange.ts";
import { conjunction, conjuncts, rewrite } from "../../query/rewrite.ts";
import { timeBound, type TimeBound } from "../../query/timeBound.ts";
import { stretchOf } from "../../query/stretchOf.ts";
import { takeTypes } from "../../query/takeTypes.ts";
import { isMillisecond } from "../../query/timeSpan.ts";
import { typesAsked } from "../../query/typesAsked.ts";
import { acceptedTerm, reason } from "./filterTerm.ts";
import { typesTerm } from "./typesTerm.ts";

export interface PlannedRequest {
  /** `$filter` with the time bounds of the whole plan. */
  readonly filter: string;
  /** `$filter` without time bounds, for slices (see `withinTime`); empty when there is nothing else to ask. */
  readonly condition: string;
  readonly types?: readonly string[];
  /** Set where `condition` has terms of which nobody knows whether the service still takes them: what to ask when it refuses. All terms left out are checked here anyway. */
  readonly surely?: string;
}

/** How a query is carried out: what the service is asked, and what is evaluated here. */
export interface Plan {
  readonly report: ReportId;
  /** None: the service has nothing in this range. More than one: their records belong together, newest first, each id once. */
  readonly requests: readonly PlannedRequest[];
  /** Both ends belong to the range. */
  readonly from: Date;
  readonly to: Date;
  /** `$orderby`. */
  readonly orderby: string;
  /** What each record must still meet. */
  readonly here?: Expression;
  /**
   * The whole condition. `filter` and `here` together mean the same, up to letter case: whether the service minds it is known of some fields only. This is to prove it
   * (`compile` with `asGuard`), and then lets through what differs in letter case alone: it is never stricter than the service.
   */
  readonly guard?: Expression;
  /** What is asked of the service and what is evaluated here, and why; a sentence each. */
  readonly notes: readonly string[];
}

/** The service's address, with the other options, should stay well below 4,000 characters. */
const longestCondition = 1500;
/** Microsoft's advice for sign-ins that time out: start with three days. */
const wideRangeMs = 3 * 24 * 3600_000;
const dayMs = 24 * 3600_000;

/**
 * Splits a query into what the service accepts for its report and what is left to do here. The meaning stays the same: a term is given to the service
 * only where the reference, or published queries, say that it is understood as here; one that only published queries use with `ne` is checked here too.
 * Variables must have been substituted.
 */
export function plan(query: Query, options: RangeOptions): Plan {
  const report = reportById(query.report);
  const notes: string[] = [];
  const terms = query.where ? conjuncts(query.where) : [];
  const stretch = clip(stretchOf(query, options), report, options, notes);
  const { types, rest } = takeTypes(query, terms);

  const asked: string[] = [];
  const sure: string[] = [];
  const here: Expression[] = [];
  const onlyHere: Expression[] = [];
  const reasons = new Set<string>();
  for (const term of rest) {
    const bound = timeBound(term, report.timeField);
    if (bound && isInStretch(bound)) continue;
    if (bound) {
      here.push(term);
      continue;
    }
    const accepted = acceptedTerm(term, report);
    const isShort = accepted && accepted.text.length + asked.join(" and ").length <= longestCondition;
    if (accepted && isShort) asked.push(accepted.text);
    if (accepted?.isSure && isShort) sure.push(accepted.text);
    if (!accepted || !isShort || !accepted.exact) here.push(term);
    if (accepted && isShort && !accepted.exact)
      notes.push(`${printFilter(term)} is asked of the service and checked here: its reference does not list this operator.`);
    if (accepted && isShort) continue;
    onlyHere.push(term);
    reasons.add(accepted ? "the condition is too long for one request" : reason(term, report));
  }
  if (asked.length > 0) notes.unshift(`The service answers: ${asked.join(" and ")}.`);
  const left = conjunction(here);
  const unasked = conjunction(onlyHere);
  if (unasked) notes.push(`Evaluated here: ${printFilter(unasked)}; ${[...reasons].join("; ")}.`);

  const requests = stretch.from > stretch.to ? [] : fanOut(types, report).map((group) => request({ asked, sure }, group, report, stretch));
  if (requests.length > 1 && report.graph.familiesApart !== undefined) notes.push(report.graph.familiesApart);
  for (const path of namesAsked(
    terms.filter((term) => !here.includes(term)),
    report,
  ))
    notes.push(`The service may mind upper and lower case in ${path}: it finds a name as the directory writes it.`);
  const guest = guestIn(query.where, report);
  if (guest !== undefined) notes.push(`Guests stand under their own address, ${guest}, not under #EXT#: that name finds nothing.`);
  if (report.types && !types) notes.push(report.types.usualNote);
  if (requests.length === 0) notes.push("There is nothing to ask: the range is empty, or older than what the service keeps.");
  else if (asked.length === 0 && stretch.to.getTime() - stretch.from.getTime() > wideRangeMs) {
    notes.push("More than three days without a condition that the service answers: this may be slow.");
  }
  return {
    report: report.id,
    requests,
    ...stretch,
    orderby: `${report.timeField} desc`,
    ...(left && { here: left }),
    ...(query.where && { guard: query.where }),
    notes,
  };
}

/** The stretch that is asked for says the same. A year of more than four digits it leaves aside. */
const isInStretch = ({ operator, text }: TimeBound): boolean =>
  (operator === "ge" || operator === "le") && isMillisecond(text) && !Number.isNaN(Date.parse(text));

/** A condition within a stretch of time, both ends included, as a `$filter`. */
export function withinTime(report: Report, condition: string, from: Date, to: Date): string {
  const bounds = `${report.timeField} ge ${instantText(from)} and ${report.timeField} le ${instantText(to)}`;
  return condition === "" ? bounds : `${bounds} and ${condition}`;
}

const instantText = (date: Date) => date.toISOString().replace(".000Z", "Z");

function request(
  { asked, sure }: { readonly asked: readonly string[]; readonly sure: readonly string[] },
  types: readonly string[] | undefined,
  report: Report,
  { from, to }: { from: Date; to: Date },
): PlannedRequest {
  const term = typesTerm(report, types);
  const typed = term === "" ? [] : [term];
  const condition = [...typed, ...asked].join(" and ");
  return {
    filter: withinTime(report, condition, from, to),
    condition,
    ...(types && { types }),
    ...(sure.length < asked.length && { surely: [...typed, ...sure].join(" and ") }),
  };
}

/** Types that the service takes in one filter. */
function fanOut(types: readonly string[] | undefined, { graph, types: known }: Report): (readonly string[] | undefined)[] {
  if (!types || !known || graph.familiesApart === undefined) return [types];
  return known.families.map(({ names }) => types.filter((type) => names.includes(type))).filter((group) => group.length > 0);
}

/** Fields of names that the service is asked for, which it keeps as they are written. */
function namesAsked(terms: readonly Expression[], report: Report): Set<string> {
  const paths = new Set<string>();
  for (const term of terms)
    rewrite(term, (part) => {
      const field = part.type === "path" ? fieldOf(report, part.members.join("/")) : undefined;
      if (field?.caseless && field.kind === "text" && !field.lower && !field.mono && !field.knownValues) paths.add(field.path);
      return undefined;
    });
  return paths;
}

/** A guest's address, where the condition asks for the name that the guest has in the directory. */
function guestIn(where: Expression | undefined, report: Report): string | undefined {
  let found: string | undefined;
  if (!where) return undefined;
  rewrite(where, (part) => {
    const isName = part.type === "binary" || part.type === "in" || part.type === "call";
    const sides =
      part.type === "binary"
        ? [part.left, part.right]
        : part.type === "in"
          ? [part.left, ...(part.list.type === "list" ? part.list.items : [])]
          : part.type === "call"
            ? part.arguments
            : [];
    if (!isName || !sides.some((side) => side.type === "path" && fieldOf(report, side.members.join("/"))?.lower)) return undefined;
    for (const side of sides) if (side.type === "literal" && side.kind === "string") found ??= guestAddress(side.text);
    return undefined;
  });
  return found;
}

/** Asking for more than is kept is an error at the service, which counts from midnight UTC. */
function clip(
  { from, to }: { from: Date; to: Date },
  { retentionDays }: Report,
  { now }: RangeOptions,
  notes: string[],
): { from: Date; to: Date } {
  const kept = new Date(Math.floor(now.getTime() / dayMs - retentionDays) * dayMs);
  if (from >= kept) return { from, to };
  notes.push(`The service keeps ${retentionDays} days: the range begins at ${instantText(kept)}.`);
  return { from: kept, to };
}

/** Who answers a term of a condition at its top, and why. */
export interface Answerer {
  readonly by: "service" | "here";
  /** A sentence. */
  readonly note: string;
}

/** Says of a term what `plan` does with it, its length left aside. */
export function answererOf(term: Expression, report: Report): Answerer {
  const bound = timeBound(term, report.timeField);
  if (bound || typesAsked(term, report)) return { by: "service", note: "The service is asked for no more than this." };
  const accepted = acceptedTerm(term, report);
  if (!accepted) return { by: "here", note: `Every record is fetched and tested here: ${reason(term, report)}.` };
  return {
    by: "service",
    note: accepted.exact
      ? `The service sends only records with ${accepted.text}.`
      : `The service is asked for ${accepted.text}, and each record is checked here too, as its reference does not list this operator.`,
  };
}
