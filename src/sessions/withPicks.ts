import type { Facet, FacetQuestion, FacetValue, HistogramParts } from "../protocol/grid.ts";
import { pickKey, pickOfField, termsOf, type Query } from "../query/index.ts";
import { fieldOf, reportById } from "../reports/index.ts";

/** A facet with the values marked that a query picks. Those that no row has stay in sight, so that they can be taken back. */
export function withPicks(facet: Facet, shown: Query, question: FacetQuestion | undefined): Facet {
  const report = reportById(shown.report);
  const field = fieldOf(report, facet.path);
  if (!field) return facet;
  const picks = new Map<string, FacetValue>();
  for (const term of termsOf(shown)) {
    const pick = pickOfField(term, report);
    if (pick?.field === field) for (const value of pick.values) picks.set(pickKey(field, value), { value, rows: 0, pick: pick.kind });
  }
  if (picks.size === 0) return facet;
  const inSight = new Set<string>();
  const values = facet.values.map((value) => {
    const key = pickKey(field, value.value);
    const { pick } = picks.get(key) ?? {};
    inSight.add(key);
    return pick ? { ...value, pick } : value;
  });
  const isBeginning = question?.from === 0 && question.search === "";
  return { ...facet, values: isBeginning ? [...values, ...[...picks].flatMap(([key, pick]) => (inSight.has(key) ? [] : [pick]))] : values };
}

/** Parts of a histogram with the values marked that a query picks. */
export function withPartPicks(parts: HistogramParts, shown: Query): HistogramParts {
  const { path, values } = parts;
  const facet = withPicks({ path, values: values.map(({ value }) => ({ value, rows: 0 })), distinct: 0, rows: 0 }, shown, undefined);
  return { ...parts, values: values.map((part, at) => ({ ...part, ...(facet.values[at]?.pick && { pick: facet.values[at].pick }) })) };
}
