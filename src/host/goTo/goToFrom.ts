import type { GoToFrom } from "../../protocol/grid.ts";
import { parseFilter, pickOfField, printFilter, termsOf, withPick, type Query } from "../../query/index.ts";
import type { Report } from "../../reports/index.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import type { GoToSource } from "./goToPick.ts";

type Rows = Pick<GridSession, "report" | "record" | "find" | "rows" | "shown" | "collection" | "clock">;

/** A record of the view that meets a condition; undefined when none does, or its group is closed. */
async function recordWith(session: Rows, condition: string): Promise<unknown> {
  const { position } = await session.find({ words: condition, start: 0, step: 1 });
  if (position === undefined) return undefined;
  const [row] = (await session.rows(position, 1)).rows;
  const record = row && "record" in row ? row.record : undefined;
  return typeof record === "number" ? JSON.parse(await session.record(record)) : undefined;
}

/** The first value that a condition asks a field for. */
function valueIn(condition: string, report: Report): GoToSource["value"] {
  const { expression } = parseFilter(condition);
  if (!expression) return undefined;
  const query: Query = { report: report.id, range: { kind: "last", amount: 1, unit: "d" }, where: expression };
  for (const term of termsOf(query)) {
    const pick = pickOfField(term, report);
    const [value] = pick?.values ?? [];
    if (pick?.kind === "include" && pick.values.length === 1 && value !== undefined) return { path: pick.field.path, value };
  }
  return undefined;
}

const conditionOf = ({ path, value }: NonNullable<GoToSource["value"]>, { id }: Report): string | undefined => {
  const { where } = withPick({ report: id, range: { kind: "last", amount: 1, unit: "d" } }, path, value, "include") ?? {};
  return where && printFilter(where);
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
  const value = from.kind === "value" ? from : valueIn(from.condition, report);
  const asked = value && conditionOf(value, report);
  if (!value || !asked) return undefined;
  return { ...common, record: await recordWith(session, asked), value: { path: value.path, value: value.value } };
}
