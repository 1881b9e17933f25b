import type { Report } from "../../reports/index.ts";
import { check } from "../checks/check.ts";
import type { ClauseWord } from "../clauseWords.ts";
import { deniedUnknown } from "../deniedUnknown.ts";
import { readCondition } from "../parseFilter.ts";
import type { Reader } from "../reader.ts";
import { clauseLike, isClause, isOther } from "./clauseLike.ts";
import type { Draft } from "./draft.ts";
import { isUnderstood } from "./isUnderstood.ts";
import { readColumns } from "./readColumns.ts";
import { readFrom, readLast } from "./readRange.ts";
import { readSort } from "./readSort.ts";
import { readTypes } from "./readTypes.ts";

/** Each reads what stands behind its word. */
export const clauseReaders: Record<ClauseWord, (reader: Reader, draft: Draft, report: Report | undefined) => void> = {
  last: readLast,
  from: readFrom,
  types: readTypes,
  where: readWhere,
  columns: readColumns,
  sort: readSort,
  take: readTake,
};

function readWhere(reader: Reader, draft: Draft, report: Report | undefined): void {
  const before = reader.problems.length;
  const where = readCondition(reader, isClause, (word) => clauseLike(word) !== undefined || isOther(reader));
  draft.where = where;
  if (!report || reader.inquiry || !isUnderstood(reader, before)) return;
  for (const { message, replacement, severity, ...span } of check(where, report)) reader.problem(span, message, replacement, severity);
  for (const { message, replacement, ...span } of deniedUnknown(where, report)) reader.problem(span, message, replacement, "info");
}

function readTake(reader: Reader, draft: Draft): void {
  const { token } = reader;
  const take = Number(token.text);
  if (reader.isAsked) reader.expects({ what: "count" });
  if (token.literal !== "integer" || take < 1 || !Number.isSafeInteger(take)) return reader.expected("a number of rows, 1 or more");
  reader.next();
  draft.take = take;
}
