import type { Report } from "../../reports/index.ts";
import type { SortKey } from "../query.ts";
import type { Reader } from "../reader.ts";
import type { Draft } from "./draft.ts";
import { isUnderstood } from "./isUnderstood.ts";
import { readField } from "./readField.ts";
import { readList } from "./readList.ts";

export function readSort(reader: Reader, draft: Draft, report: Report | undefined): void {
  const keys = new Map<string, SortKey["direction"]>();
  readList(reader, { noun: "a field", what: "sortKey" }, (from) => {
    const { token } = from;
    const found = readField(from, report);
    if (found?.field && (found.field.list || found.field.kind === "object" || found.path.includes("[]"))) {
      from.problem(token, `${found.path} holds more than one value, so nothing can be sorted by it`);
    }
    if (from.isAsked) from.expects({ what: "direction" });
    const direction = /^(?:asc|desc)ending$/.test(from.word()) && from.mayRepair ? from.word().replace("ending", "") : from.word();
    if (direction !== from.word()) from.problem(from.token, `'${from.token.text}' is written '${direction}'`, direction);
    if (direction === "asc" || direction === "desc") from.next();
    if (found) keys.set(found.path, direction === "desc" ? "desc" : "asc");
    return found?.path;
  });
  draft.sort = Array.from(keys, ([path, direction]) => ({ path, direction }));
}

/** Log Analytics sorts the greatest first where nothing is said. */
export function greatestFirst(sort: readonly SortKey[] = [], written: string): readonly SortKey[] {
  const said = written.split(",").map((key) => /\b(?:asc|desc)\b/i.exec(key)?.[0].toLowerCase());
  return sort.map(({ path }, at) => ({ path, direction: said[at] === "asc" ? "asc" : "desc" }));
}

export const sortText = (sort: readonly SortKey[]): string =>
  `sort ${sort.map(({ path, direction }) => `${path} ${direction}`).join(", ")}`;

/** A `sort` behind a bar. */
export function sayPiped(reader: Reader, draft: Draft, start: number, since: number): void {
  if (!draft.sort?.length || !isUnderstood(reader, since)) {
    reader.problem({ start, end: start + 1 }, "A query has no '|' between its clauses", "");
    return;
  }
  draft.sort = greatestFirst(draft.sort, reader.text.slice(start, reader.end));
  const text = sortText(draft.sort);
  reader.problem({ start, end: reader.end }, `This is written '${text}'`, text);
}
