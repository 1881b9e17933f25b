import type { Completions, LineSuggestion } from "../protocol/grid.ts";
import { bestMatches } from "../query/bestMatches.ts";
import { expectedAt, otherClauseNames, otherNamesOf, suggest, type Calendar, type KnownValue, type Suggestion } from "../query/index.ts";
import { counted } from "../records/counted.ts";
import type { Field, Report, ReportId } from "../reports/index.ts";
import type { Facet, FacetQuestion } from "../results/rows.ts";
import { answering, operatorsAsked } from "../sources/graph/answering.ts";
import { noActivities, type KnownActivities } from "./knownActivities.ts";
import { knownValues, withCountries } from "./knownValues.ts";
import { wordsMeant } from "./wordsMeant.ts";

/** What a query line completes from besides the reports. */
export interface LoadedValues {
  /** The report of the rows; a bare condition is for it, too. */
  readonly report: ReportId;
  /** Values of a field over the rows shown. */
  facets(questions: readonly FacetQuestion[]): Promise<{ readonly facets: readonly Facet[] }>;
  /** What the directory may log, as the service lists it; missing: nobody can ask. */
  activityTypes?(): Promise<KnownActivities>;
  /** What words such as "today" mean; missing: nothing. */
  readonly calendar?: Calendar;
}

/** More than one looks through; more typed finds the others. */
const mostItems = 200;
const mostValues = 100;
/** Characters: a longer value is nothing to choose from a list. */
const longestValue = 500;

/** What may stand at a place of a query line, as far as it fits to what is typed there. */
export async function completeLine(
  { text, offset }: { readonly text: string; readonly offset: number },
  loaded: LoadedValues,
  most: { readonly items: number; readonly values: number } = { items: mostItems, values: mostValues },
): Promise<Completions> {
  const expected = expectedAt(text, offset, { report: loaded.report });
  if (!expected) return { from: offset, to: offset, items: [], isWhole: true };
  const { start: from, end: to, report } = expected;
  const typed = text.slice(from, offset);
  const compared = expected.expectations.flatMap((one) => (one.kind === "literal" && one.field ? [one.field] : []))[0];
  const values = compared && report?.id === loaded.report ? await valuesOf(compared, typed, loaded) : [];
  const codes =
    compared && report?.outcomeCodes && compared.path === report.outcomePath
      ? await withCodes(values)
      : compared
        ? withCountries(values, compared)
        : values;
  const listed =
    compared && report
      ? await knownValues(report.id, compared, typed, () => loaded.activityTypes?.() ?? Promise.resolve(noActivities))
      : { values: [], isAll: true };
  const had = new Set(codes.map(({ value }) => value));
  const known = [...codes, ...listed.values.filter(({ value }) => !had.has(value))];
  // The columns that a report has are what people mostly ask for.
  const isColumn = ({ field }: Suggestion): boolean => field !== undefined && report?.columns.includes(field.path) === true;
  const all = suggest(text, offset, { report: loaded.report, known: () => known, answering });
  const firstField = all.findIndex(({ field }) => field !== undefined);
  const before = all.slice(0, Math.max(0, firstField));
  const ordered = [...before, ...all.slice(before.length).toSorted((one, other) => Number(isColumn(other)) - Number(isColumn(one)))];
  const words = wordsMeant(expected, text, typed, loaded.calendar);
  const others = bestMatches([...words, ...ordered.map((one) => named(one, report))], typed);
  const found = others.map((one) => withNames(one, typed));
  let [left, isWhole] = [most.values, values.length < mostValues && listed.isAll];
  const items = found.filter(({ kind }) => kind !== "value" || left-- > 0).slice(0, most.items);
  if (items.length < found.length) isWhole = false;
  return { from, to, items, isWhole };
}

async function valuesOf({ path, kind }: Field, typed: string, loaded: LoadedValues): Promise<KnownValue[]> {
  // No two events have the same time.
  if (kind === "instant" || kind === "object") return [];
  const search = kind === "text" || kind === "enum" || kind === "flags" ? typed.replace(/^['"“”‘’]/u, "").replaceAll("''", "'") : "";
  // Where the store is gone, what the reports know is all there is.
  const answer = await loaded
    .facets([{ path, search: path.endsWith("/countryOrRegion") ? "" : search, by: "count", from: 0, count: mostValues }])
    .catch(() => undefined);
  return (answer?.facets[0]?.values ?? []).flatMap(({ value, rows }) =>
    value === null || value === "" || rows === 0 || (typeof value === "string" && value.length > longestValue)
      ? []
      : [{ value, detail: `${counted(rows, "row")} loaded` }],
  );
}

/** Error codes with what they mean: those that are loaded, then all others. */
async function withCodes(values: readonly KnownValue[]): Promise<KnownValue[]> {
  const { describeErrorCode, errorCodes } = await import("../reports/errorCodes.ts");
  const had = new Set(values.map(({ value }) => value));
  const said = (one: KnownValue): KnownValue => {
    const code = describeErrorCode(Number(one.value));
    if (!("explanation" in code)) return one;
    const { name, explanation, hint } = code;
    return { ...one, title: name ?? explanation, doc: hint === undefined ? explanation : `${explanation} ${hint}` };
  };
  const others = errorCodes().flatMap(({ code }) => (had.has(code) ? [] : [{ value: code, detail: "" }]));
  return [...values, ...others].map(said);
}

/** With what other programs call it. */
function named(one: Suggestion, report: Report | undefined): LineSuggestion {
  const names = one.field ? (report ? otherNamesOf(report, one.field) : []) : one.kind === "clause" ? otherClauseNames(one.label) : [];
  return names.length === 0 ? shown(one) : { ...shown(one), names };
}

/** Only the names that still count when more is typed. */
function withNames({ names: all = [], ...one }: LineSuggestion, typed: string): LineSuggestion {
  const names = typed === "" ? [] : all.filter((name) => name.startsWith(typed.toLowerCase()));
  return names.length === 0 ? one : { ...one, names };
}

/** As a row of a list shows it. */
function shown({ label, insert, kind, detail, field, known }: Suggestion): LineSuggestion {
  if (field) {
    const { label: title, kind: holds, list, derived, description, deprecated } = field;
    const asked = operatorsAsked(field);
    const by = derived ? "made here" : asked.length > 0 ? `service: ${asked.join(", ")}` : "here";
    const doc = deprecated ? `Deprecated: ${deprecated}` : description;
    return { label, insert, kind, title, detail: `${list ? `list of ${holds}` : holds} · ${by}`, doc };
  }
  const { title, doc } = known ?? {};
  return {
    label,
    insert,
    kind,
    ...(title !== undefined && { title }),
    ...(detail !== undefined && detail !== "" && { detail }),
    ...(doc !== undefined && { doc }),
  };
}
