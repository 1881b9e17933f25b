import type { GoToFrom } from "../../protocol/grid.ts";
import { parseFilter, pickOfField, printFilter, termsOf, termFor, type Query } from "../../query/index.ts";
import { valueDestinations } from "../../records/goTo.ts";
import type { Report } from "../../reports/index.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import { answererOf } from "../../sources/graph/plan.ts";
import type { GoToSource } from "./goToPick.ts";

type Rows = Pick<GridSession, "report" | "record" | "shown" | "collection" | "clock">;

/** A loaded record that meets a condition, in a closed group or left out by the filter, too: it says what its values name. */
async function recordWith({ collection }: Rows, condition: string): Promise<unknown> {
  if (!collection) return undefined;
  const view = await collection.view();
  const { results } = collection;
  const { result } = view;
  return view.withAnother({ sort: [], filter: "", clauses: [{ condition }] }, async (named) => {
    const [row] = await results.rows({ result, view: named, from: 0, count: 1, columns: [] });
    return row && "record" in row ? JSON.parse(await view.record(row.record)) : undefined;
  });
}

type Value = NonNullable<GoToSource["value"]>;

/** The values that a condition asks fields for, one for each field. */
function valuesIn(condition: string, report: Report): readonly Value[] {
  const { expression } = parseFilter(condition);
  if (!expression) return [];
  const query: Query = { report: report.id, range: { kind: "last", amount: 1, unit: "d" }, where: expression };
  return termsOf(query).flatMap((term) => {
    const pick = pickOfField(term, report);
    const [value] = pick?.values ?? [];
    return pick?.kind === "include" && pick.values.length === 1 && value !== undefined ? [{ path: pick.field.path, value }] : [];
  });
}

const conditionOf = ({ path, value }: Value, report: Report): string | undefined => {
  const term = termFor(report, path, value);
  return term && printFilter(term);
};

/** What a page wants to go on from, read in the store. Throws when there is no such record. */
export async function goToSource(session: Rows, from: GoToFrom): Promise<GoToSource | undefined> {
  const { report, shown, collection } = session;
  const common = { report, zone: session.clock.zone, ...(shown && { query: shown.query }), collection };
  if (from.kind === "record") {
    const record: unknown = JSON.parse(await session.record(from.record));
    const at = from.key !== undefined ? { key: from.key } : from.column !== undefined ? { path: from.column } : undefined;
    return { ...common, record, ...(at && { at }) };
  }
  if (from.kind === "value") {
    const asked = conditionOf(from, report);
    return asked === undefined
      ? undefined
      : { ...common, record: await recordWith(session, asked), value: { path: from.path, value: from.value } };
  }
  const values = valuesIn(from.condition, report);
  const [first] = values;
  if (!first) return undefined;
  const record = await recordWith(session, from.condition);
  // "Given by this person": the person is meant, not what was done.
  const named = values.find((value) =>
    valueDestinations(report, record, value, { ...session.clock, answererOf }).some(({ subject }) => subject),
  );
  return { ...common, record, value: named ?? first };
}
