import type { QueryChange } from "../protocol/grid.ts";
import {
  check,
  parseFilter,
  parseQuery,
  printFilter,
  printRange,
  termsOf,
  withOutcome,
  withTerms,
  withoutTerms,
  withPick,
  withTime,
  type PickedValue,
  type Query,
  type Zone,
} from "../query/index.ts";
import { toldInstant } from "../records/formatInstant.ts";
import { fieldOf, reportById, type Field, type Report } from "../reports/index.ts";
import type { Outcome } from "../reports/report.ts";
import { answererOf } from "../sources/graph/plan.ts";
import { shownOf, type Shown } from "./shown.ts";

const outcomeWords: Readonly<Record<Outcome, string>> = {
  success: "Only what succeeded",
  failure: "Only what failed",
  interrupt: "Only what was interrupted",
  other: "Only what ended otherwise",
};

/** Characters of a condition that a line below the rows has place for. */
const longestTold = 200;

/** A query after a gesture, and what to tell of it; or why the gesture cannot be. */
export type Change = { readonly query: Query; readonly message: string } | { readonly refused: string };

/** Carries out a gesture on the query that a person sees. */
export function changed(before: Pick<Shown, "query" | "clauses" | "terms" | "ran">, change: QueryChange, zone: Zone): Change {
  const { query: shown, ran } = before;
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
      const [begins, ends] = [new Date(from).toISOString(), new Date(to).toISOString()] as const;
      const query = withTime(shown, { from: begins, to: ends }, ran);
      const words = [begins, ends].map((iso) => toldInstant(iso, zone));
      return { query, message: `Narrowed to ${words.join(" – ")}` };
    }
    case "outcome": {
      const query = withOutcome(shown, change.outcome, ran);
      return { query, message: change.outcome ? told(query, shown, ran, report, outcomeWords[change.outcome]) : "Rows of every outcome" };
    }
    case "condition": {
      const { expression, errors } = parseFilter(change.condition);
      const wrong = expression ? check(expression, report).find(({ severity }) => severity === "error") : errors[0];
      if (!expression || wrong) return { refused: `The query cannot ask for these rows: ${wrong?.message ?? "the condition is empty."}` };
      const replaced = change.clause === undefined ? undefined : before.terms[change.clause];
      const terms = termsOf(shown).filter((_, at) => !replaced?.has(at));
      const known = new Set(terms.map((term) => printFilter(term)));
      const fresh = termsOf({ ...shown, where: expression }).filter((term) => !known.has(printFilter(term)));
      if (fresh.length === 0 && !replaced) return { query: shown, message: "The query asks for these rows only" };
      const query = withTerms(shown, [...terms, ...fresh]);
      const isLong = fresh.map((term) => printFilter(term)).join(" and ").length > longestTold;
      return { query, message: told(query, shown, ran, report, isLong ? "Only the rows asked for" : undefined) };
    }
    case "between": {
      const { from, until: to } = change;
      const query: Query = { ...shown, range: { kind: "between", from, ...(to !== undefined && { to }) } };
      // The ends have to be what they are said to be, and nothing behind them.
      const read = parseQuery(`${shown.report} ${printRange(query.range)}`).query?.range;
      if (read?.kind !== "between" || read.from !== from || read.to !== to) return { refused: "These are no ends of a range." };
      return { query, message: `The range is ${printRange(query.range)}` };
    }
    case "remove": {
      const [clause, places] = [before.clauses[change.clause], before.terms[change.clause]];
      if (!clause?.removable || !places) return { refused: "This clause cannot be removed." };
      const { kind, text } = clause;
      if (kind === "types") {
        const { types: _, ...query } = shown;
        return { query, message: `${text} removed` };
      }
      if (kind === "take") {
        const { take: _, ...query } = shown;
        return { query, message: `${text} removed` };
      }
      return { query: withoutTerms(shown, places), message: `${text} removed` };
    }
  }
}

export interface Gestured {
  /** Missing: the gesture cannot be, and the message says why. */
  readonly shown?: Shown;
  readonly message: string;
}

/** Carries out a gesture on a query; `shown`, where that is the one, need not be looked at again. `ran`: the query whose records are loaded. */
export function gestured(
  line: Query,
  change: QueryChange,
  { shown, ran, zone }: { readonly shown: Shown | undefined; readonly ran: Query | undefined; readonly zone: Zone },
): Gestured {
  const before = line === shown?.query ? shown : shownOf(line, { ran });
  const answer = changed(before, change, zone);
  if ("refused" in answer) return { message: answer.refused };
  if (answer.query === before.query) return { shown: before, message: answer.message };
  const after = shownOf(answer.query, { ran });
  const [wrong] = parseQuery(after.text).errors;
  return wrong ? { message: `The query cannot ask for this value: ${wrong.message}` } : { shown: after, message: answer.message };
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
