import type { Brush, Clause, Facet, FacetQuestion, FacetValue, Pending, QueryChange } from "../protocol.ts";
import {
  answererOf,
  narrowing,
  pickKey,
  pickOfField,
  printFilter,
  printRange,
  termsOf,
  timeBound,
  timeBounds,
  valueKey,
  withOutcome,
  withoutTerms,
  withPick,
  withTime,
  type Expression,
  type PickedValue,
  type Query,
  type Zone,
} from "../query/index.ts";
import { fieldOf, reportById, type Field, type Report } from "../reports/index.ts";
import type { Outcome } from "../reports/report.ts";
import type { ViewClause } from "../results/api.ts";
import { instantText } from "./instantText.ts";

/** A clause, and which terms of the condition it stands for. */
interface Part {
  readonly clause: Clause;
  readonly terms: ReadonlySet<number>;
}

function partsOf(shown: Query, ran: Query | undefined): readonly Part[] {
  const report = reportById(shown.report);
  const added = new Set((ran ? narrowing(ran, shown).added : []).map((term) => printFilter(term)));
  const none: ReadonlySet<number> = new Set();
  const fixed = (kind: Clause["kind"], text: string, note: string, removable: boolean): Part => ({
    clause: { kind, text, answeredBy: "service", note, added: false, removable },
    terms: none,
  });
  const parts: Part[] = [fixed("range", printRange(shown.range), "The stretch of time that is asked for.", false)];
  if (shown.types) parts.push(fixed("types", `types ${shown.types.join(", ")}`, "Which kinds of sign-ins are asked for.", true));
  const terms = termsOf(shown);
  const isBrushed = (term: Expression | undefined, operator: "ge" | "lt") =>
    term !== undefined && added.has(printFilter(term)) && timeBound(term, report.timeField)?.operator === operator;
  for (let at = 0; at < terms.length; at++) {
    const term = terms[at];
    if (!term) continue;
    // A stretch of time is two terms, and one thing to a person.
    const pair = isBrushed(term, "ge") && isBrushed(terms[at + 1], "lt") ? terms[at + 1] : undefined;
    const { by, note } = answererOf(term, report);
    parts.push({
      clause: {
        kind: "condition",
        text: [term, ...(pair ? [pair] : [])].map((one) => printFilter(one)).join(" and "),
        answeredBy: by,
        note,
        added: added.has(printFilter(term)),
        removable: true,
      },
      terms: new Set(pair ? [at, at + 1] : [at]),
    });
    if (pair) at++;
  }
  if (shown.take !== undefined) parts.push(fixed("take", `take ${shown.take}`, "The run ends with so many records, the newest.", true));
  return parts;
}

/** The clauses of a query; `ran` is the one whose records are loaded. */
export const clausesOf = (shown: Query, ran: Query | undefined): Clause[] => partsOf(shown, ran).map(({ clause }) => clause);

/** What the view of the records that `ran` fetched has to test, so that it shows those of `shown`. */
export function viewClauses(shown: Query, ran: Query): ViewClause[] {
  const report = reportById(ran.report);
  return narrowing(ran, shown).added.map((term) => {
    const path = timeBound(term, report.timeField) ? report.timeField : pickOfField(term, report)?.field.path;
    return { condition: printFilter(term), ...(path !== undefined && { path }) };
  });
}

/** The stretch of time to which `shown` narrows the records of `ran`. */
export function brushOf(shown: Query, ran: Query): Brush | undefined {
  const { from, to } = timeBounds(narrowing(ran, shown).added, reportById(ran.report));
  return from !== undefined && to !== undefined ? { from, to } : undefined;
}

/** `isWhole`: all records of `ran` are there. */
export function pendingOf(
  shown: Query,
  ran: Query,
  { isWhole, loaded }: { readonly isWhole: boolean; readonly loaded: number },
): Pending | undefined {
  const { added, covers } = narrowing(ran, shown);
  if (!covers)
    return {
      kind: "stale",
      message:
        added.length > 0
          ? "The rows are of the query run before, narrowed by what was added. Run it to fetch what the text asks for."
          : "The rows are of the query run before. Run it to fetch what the text asks for.",
    };
  if (added.length === 0) return undefined;
  if (isWhole) return { kind: "narrowed", message: "Narrowed here, and nothing is missing: all rows were loaded before." };
  const report = reportById(ran.report);
  const byService = added.some((term) => answererOf(term, report).by === "service");
  const rows = `${loaded.toLocaleString("en-US")} loaded ${loaded === 1 ? "row" : "rows"}`;
  return {
    kind: "narrowed",
    message: byService
      ? `Narrowed among the ${rows}. Run it and the service sends only what matches.`
      : `Narrowed among the ${rows}. The service cannot do this: load all to see all that match.`,
  };
}

const outcomeWords: Readonly<Record<Outcome, string>> = {
  success: "Only what succeeded",
  failure: "Only what failed",
  interrupt: "Only what was interrupted",
  other: "Only what ended otherwise",
};

/** A query after a gesture, and what to tell of it; or why the gesture cannot be. */
export type Change = { readonly query: Query; readonly message: string } | { readonly refused: string };

/** Carries out a gesture on the query that a person sees. */
export function changed(shown: Query, change: QueryChange, ran: Query | undefined, zone: Zone): Change {
  const report = reportById(shown.report);
  switch (change.kind) {
    case "value": {
      const field = fieldOf(report, change.path);
      const values = valuesOf(change, field);
      if (!values) return { refused: "The list is too long for a filter. Pick some of its values in the facets." };
      // Further items of a list come beside the first one.
      const query = values.reduce<Query | undefined>(
        (edited, value, at) =>
          edited && withPick(edited, change.path, value, at > 0 && change.pick === "only" ? "include" : change.pick, ran),
        shown,
      );
      if (!field || !query)
        return {
          refused: `${field?.label ?? change.path} holds objects: a filter can ask for their members only. Open the details to pick one.`,
        };
      return { query, message: told(query, shown, ran, report) };
    }
    case "last": {
      const query: Query = { ...shown, range: { kind: "last", amount: change.amount, unit: change.unit } };
      return { query, message: `The range is ${printRange(query.range)}` };
    }
    case "range": {
      if (!change.brush) return { query: withTime(shown, undefined, ran), message: "The whole range" };
      const from = Date.parse(change.brush.from);
      const to = Date.parse(change.brush.to);
      if (!(from < to)) return { refused: "The stretch of time is empty." };
      const query = withTime(shown, { from: new Date(from).toISOString(), to: new Date(to).toISOString() }, ran);
      const words = [change.brush.from, change.brush.to].map((iso) => instantText(iso, zone).replaceAll(".", ":"));
      return { query, message: `Narrowed to ${words.join(" – ")}` };
    }
    case "outcome": {
      const query = withOutcome(shown, change.outcome, ran);
      return { query, message: change.outcome ? told(query, shown, ran, report, outcomeWords[change.outcome]) : "Rows of every outcome" };
    }
    case "remove": {
      const part = partsOf(shown, ran)[change.clause];
      if (!part?.clause.removable) return { refused: "This clause cannot be removed." };
      const { kind, text } = part.clause;
      if (kind === "types") {
        const { types: _, ...query } = shown;
        return { query, message: `${text} removed` };
      }
      if (kind === "take") {
        const { take: _, ...query } = shown;
        return { query, message: `${text} removed` };
      }
      return { query: withoutTerms(shown, part.terms), message: `${text} removed` };
    }
  }
}

/** The values that a gesture means. Undefined: the list in the cell is cut. */
function valuesOf(
  { value, isCell }: Extract<QueryChange, { kind: "value" }>,
  field: Field | undefined,
): readonly PickedValue[] | undefined {
  if (!isCell || typeof value !== "string" || !(field?.list || field?.path.includes("[]"))) return [value];
  try {
    const items: unknown = JSON.parse(value);
    // A list of objects is refused for what it is.
    return Array.isArray(items)
      ? items.map((item: unknown) => (typeof item === "object" && item !== null ? value : (item as PickedValue)))
      : [value];
  } catch {
    return undefined;
  }
}

/** What a gesture added, and who answers it. `words`: for what is too long to be read. */
function told(query: Query, before: Query, ran: Query | undefined, report: Report, words?: string): string {
  const known = new Set(termsOf(before).map((term) => printFilter(term)));
  const fresh = termsOf(query).filter((term) => !known.has(printFilter(term)));
  if (fresh.length === 0) return "Removed from the query";
  const text = words ?? fresh.map((term) => printFilter(term)).join(" and ");
  if (!ran) return `${text} added`;
  const later = fresh.every((term) => answererOf(term, report).by === "service")
    ? "the service answers it when the query runs"
    : "the service cannot answer it, so it stays so";
  return `${text}: narrowed here at once; ${later}`;
}

/** A facet with the values marked that a query picks. Those that no row has stay in sight, so that they can be taken back. */
export function withPicks(facet: Facet, shown: Query, question: FacetQuestion | undefined): Facet {
  const report = reportById(shown.report);
  const field = fieldOf(report, facet.path);
  const picks = new Map<string, FacetValue>();
  for (const term of termsOf(shown)) {
    const pick = pickOfField(term, report);
    if (field && pick?.field === field)
      for (const value of pick.values) picks.set(pickKey(field, value), { value, rows: 0, pick: pick?.kind ?? "include" });
  }
  const inSight = new Set<string>();
  const values = facet.values.map((value) => {
    const key = field ? pickKey(field, value.value) : valueKey(value.value);
    const { pick } = picks.get(key) ?? {};
    inSight.add(key);
    return pick ? { ...value, pick } : value;
  });
  const isBeginning = question?.from === 0 && question.search === "";
  return { ...facet, values: isBeginning ? [...values, ...[...picks].flatMap(([key, pick]) => (inSight.has(key) ? [] : [pick]))] : values };
}
