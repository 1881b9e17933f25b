import type { Brush, Clause } from "../protocol/grid.ts";
import {
  narrowing,
  outcomeAmong,
  pickOfField,
  printFilter,
  printQuery,
  printRange,
  termsOf,
  timeBound,
  timeBounds,
  type Expression,
  type Query,
} from "../query/index.ts";
import { reportById } from "../reports/index.ts";
import type { Outcome } from "../reports/report.ts";
import type { ViewClause } from "../results/api.ts";
import { answererOf } from "../sources/graph/plan.ts";

/** The query that a person sees. A value, made once for each change of it or of what is loaded: whoever shows it has nothing to work out. */
export interface Shown {
  /** As it stands in the query line. */
  readonly text: string;
  readonly query: Query;
  /** As the query is printed. */
  readonly canonical: string;
  readonly clauses: readonly Clause[];
  /** Of each clause, which terms of the condition it stands for, by their places. */
  readonly terms: readonly ReadonlySet<number>[];
  /** The query whose records are loaded, and how this one goes together with it. */
  readonly ran?: Query;
  readonly narrowing?: ShownNarrowing;
}

export interface ShownNarrowing {
  /** What the view of the loaded records has to test, so that it shows those of the query. */
  readonly added: readonly ViewClause[];
  /** With that they are those of the query; else it asks for others too. */
  readonly covers: boolean;
  /** The service could answer some of what was added. */
  readonly byService: boolean;
  /** The stretch of time to which the query narrows them. */
  readonly brush?: Brush;
  /** The outcome to which it narrows them. */
  readonly outcome?: Outcome;
}

export interface ShownOptions {
  /** Missing: as the query is printed. */
  readonly text?: string | undefined;
  /** Missing: nothing is loaded. */
  readonly ran?: Query | undefined;
}

export function shownOf(query: Query, { text, ran }: ShownOptions = {}): Shown {
  const report = reportById(query.report);
  const canonical = printQuery(query);
  const terms = termsOf(query).map((term): Term => {
    const bound = timeBound(term, report.timeField);
    return { term, text: printFilter(term), answerer: answererOf(term, report), ...(bound && { bound: bound.operator }) };
  });
  const { added = [], covers } = ran ? narrowing(ran, query) : {};
  const fresh = terms.filter(({ term }) => added.includes(term));
  const parts = partsOf(query, terms, new Set(added));
  const { from, to } = timeBounds(added, report);
  const textsOf = (several: readonly Term[]): ReadonlySet<string> => new Set(several.map(({ text: printed }) => printed));
  const outcome = ran?.report === query.report ? outcomeAmong(report, textsOf(terms), textsOf(fresh)) : undefined;
  return {
    text: text ?? canonical,
    query,
    canonical,
    clauses: parts.map(({ clause }) => clause),
    terms: parts.map(({ places }) => new Set(places)),
    ...(ran && {
      ran,
      narrowing: {
        added: fresh.map(({ term, text: condition, bound }) => {
          const path = bound ? report.timeField : pickOfField(term, report)?.field.path;
          return { condition, ...(path !== undefined && { path }) };
        }),
        covers: covers === true,
        byService: fresh.some(({ answerer }) => answerer.by === "service"),
        ...(from !== undefined && to !== undefined && { brush: { from, to } }),
        ...(outcome && { outcome }),
      },
    }),
  };
}

interface Term {
  readonly term: Expression;
  readonly text: string;
  readonly answerer: ReturnType<typeof answererOf>;
  /** It bounds the time. */
  readonly bound?: string;
}

interface ClausePart {
  readonly clause: Clause;
  readonly places: readonly number[];
}

function partsOf(query: Query, terms: readonly Term[], added: ReadonlySet<Expression>): readonly ClausePart[] {
  const fixed = (kind: Clause["kind"], text: string, note: string, removable: boolean): ClausePart => ({
    clause: { kind, text, answeredBy: "service", note, added: false, removable },
    places: [],
  });
  const parts: ClausePart[] = [fixed("range", printRange(query.range), "The stretch of time that is asked for.", false)];
  if (query.types) parts.push(fixed("types", `types ${query.types.join(", ")}`, "Which kinds of sign-ins are asked for.", true));
  const isBrushed = (one: Term | undefined, operator: "ge" | "lt"): boolean =>
    one !== undefined && added.has(one.term) && one.bound === operator;
  for (let at = 0; at < terms.length; at++) {
    const one = terms[at];
    if (!one) continue;
    // A stretch of time is two terms, and one thing to a person.
    const pair = isBrushed(one, "ge") && isBrushed(terms[at + 1], "lt") ? terms[at + 1] : undefined;
    const { by, note } = one.answerer;
    parts.push({
      clause: {
        kind: "condition",
        text: pair ? `${one.text} and ${pair.text}` : one.text,
        answeredBy: by,
        note,
        added: added.has(one.term),
        removable: true,
      },
      places: pair ? [at, at + 1] : [at],
    });
    if (pair) at++;
  }
  if (query.take !== undefined) parts.push(fixed("take", `take ${query.take}`, "The run ends with so many records, the newest.", true));
  return parts;
}
