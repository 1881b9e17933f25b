import type { Completions, FilterChoice, FilterPart, FilterPreview, FilterValue, FilterValues } from "../protocol/grid.ts";
import {
  check,
  filterTerms,
  operatorsOf,
  operatorWords,
  parseFilter,
  printFilter,
  typedValue,
  valuePlace,
  type Expression,
  type PickedValue,
  type RangeOptions,
} from "../query/index.ts";
import { conjunction } from "../query/rewrite.ts";
import { fieldOf, type Field, type Report } from "../reports/index.ts";
import type { Facet, FacetQuestion } from "../results/rows.ts";
import { answering } from "../sources/graph/answering.ts";
import { answererOf } from "../sources/graph/plan.ts";
import { completeLine } from "./lineCompletion.ts";

/** What a filter is put together from besides the reports. */
export interface BuilderRows extends RangeOptions {
  readonly report: Report;
  /** Values of a field over the rows shown that meet conditions, too. */
  facets(questions: readonly FacetQuestion[], given: readonly string[]): Promise<{ readonly facets: readonly Facet[] }>;
}

/** All error codes, and what is written of the language besides. */
const most = { items: 2_000, values: 2_000 };
const mostShown = 200;

/** Any value of the kind shows who answers. */
const samples: Readonly<Record<Field["kind"], PickedValue>> = {
  text: "a",
  enum: "a",
  flags: "a",
  integer: 1,
  double: 1,
  boolean: true,
  instant: "2026-01-01T00:00:00Z",
  object: null,
};

/** What a field can be asked; what the service answers comes first among its like. */
export function filterChoices(path: string, report: Report): readonly FilterChoice[] {
  const field = fieldOf(report, path);
  if (!field) return [];
  return operatorsOf(field).map((operator) => {
    const described = operatorWords(operator, field);
    const sample = described.takes === "none" ? [] : [field.values?.[0] ?? samples[field.kind]];
    const terms = filterTerms(field, operator, sample, answering) ?? [];
    return { operator, ...described, answeredBy: terms.every((term) => answererOf(term, report).by === "service") ? "service" : "here" };
  });
}

/** The condition that the parts say together. */
export function filterPreview(
  parts: readonly FilterPart[],
  { report, ...options }: Pick<BuilderRows, "report" | "now" | "zone">,
): FilterPreview {
  const terms: Expression[] = [];
  for (const { path, operator, values, written } of parts) {
    const field = fieldOf(report, path);
    if (!field) return { problem: `${report.title} have no field ${path}.` };
    const read = written === undefined ? undefined : typedValue(field, written, options);
    if (read && "problem" in read) return read;
    const made = filterTerms(field, operator, [...values, ...(read ? [read.value] : [])], answering);
    if (!made) return { problem: "Choose a value first." };
    terms.push(...made);
  }
  const whole = conjunction(terms);
  if (!whole) return { problem: "Choose a value first." };
  const condition = printFilter(whole);
  // What is put together is a condition like any other: it has to be one that can be read.
  const { expression, errors } = parseFilter(condition);
  const wrong = expression ? check(expression, report).find(({ severity }) => severity === "error") : errors[0];
  if (wrong) return { problem: wrong.message };
  const answers = terms.map((term) => answererOf(term, report));
  const answerer = answers.find(({ by }) => by === "here") ?? answers[0];
  return { condition, answeredBy: answerer?.by ?? "here", note: answerer?.note ?? "" };
}

/** Values of a field to choose from: those that the query line offers at the same place. */
export async function filterValues(
  { path, typed, given }: { readonly path: string; readonly typed: string; readonly given: readonly FilterPart[] },
  rows: BuilderRows,
): Promise<FilterValues> {
  const { report } = rows;
  const field = fieldOf(report, path);
  if (!field || field.kind === "object" || field.kind === "instant") return { values: [], isWhole: true };
  const before = given.length === 0 ? undefined : filterPreview(given, rows);
  const condition = before && "condition" in before ? before.condition : undefined;
  const isText = field.kind === "text" || field.kind === "enum" || field.kind === "flags";
  // Where a number stands no text can: words are looked for in what the numbers mean.
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const written = isText ? (typed === "" ? "" : `'${typed.replaceAll("'", "''")}`) : "";
  const text = `${report.id} where ${condition === undefined ? "" : `${condition} and `}${valuePlace(field)}${written}`;
  const answer: Completions = await completeLine(
    { text, offset: text.length },
    { report: report.id, facets: (questions) => rows.facets(questions, condition === undefined ? [] : [condition]) },
    most,
  );
  const seen = new Set<PickedValue>();
  const values = answer.items.flatMap(({ kind, insert, title, detail, doc }): FilterValue[] => {
    const value = kind === "value" ? literalValue(insert.trim()) : undefined;
    if (value === undefined || seen.has(value)) return [];
    seen.add(value);
    const all = `${String(value)} ${title ?? ""} ${doc ?? ""}`.toLowerCase();
    if (!isText && !words.every((word) => all.includes(word))) return [];
    return [{ value, ...(title !== undefined && { title }), ...(detail !== undefined && { detail }), ...(doc !== undefined && { doc }) }];
  });
  return { values: values.slice(0, mostShown), isWhole: answer.isWhole && values.length <= mostShown };
}

/** What a literal of the language stands for; undefined: it is none that a cell can hold. */
function literalValue(text: string): string | number | boolean | undefined {
  const { expression } = parseFilter(text);
  if (expression?.type !== "literal") return undefined;
  switch (expression.kind) {
    case "string":
      return expression.text;
    case "integer":
    case "decimal":
      return Number(expression.text);
    case "boolean":
      return expression.text === "true";
    default:
      return undefined;
  }
}
