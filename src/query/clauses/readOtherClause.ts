import { momentAt } from "../calendar.ts";
import { otherClause, type OtherClause } from "../otherClauses.ts";
import type { Reader } from "../reader.ts";
import type { Token } from "../tokens.ts";
import { isClause } from "./clauseLike.ts";
import type { Draft } from "./draft.ts";
import { isUnderstood } from "./isUnderstood.ts";
import { greatestFirst, readSort, sortText } from "./readSort.ts";

/** A clause that only another language has; `before`: where what stands before it ends. */
export function readOtherClause(
  reader: Reader,
  draft: Draft,
  other: Exclude<OtherClause, { kind: "renamed" }>,
  { before, begins }: { readonly before: number; readonly begins: Token },
): void {
  const { token, report } = reader;
  if (other.kind === "days") {
    const time = momentAt(reader.text, token.start, reader.calendar);
    const { stretch } = time ?? {};
    const written = stretch && `from ${stretch.from}${stretch.isOver ? ` to ${stretch.until}` : ""}`;
    const end = time?.end ?? token.end;
    const words = reader.text.slice(token.start, end);
    reader.problem(
      { start: begins.start, end },
      written ? `'${words}' is written '${written}'` : `Expected a date in place of '${words}'`,
      written,
    );
    if (stretch) draft.range = { kind: "between", from: stretch.from, ...(stretch.isOver && { to: stretch.until }) };
    reader.passTo(end);
    return;
  }
  if (other.kind === "topBy") {
    const { length } = reader.problems;
    const amount = reader.peek(1).text;
    for (let words = 0; words < other.words; words++) reader.next();
    const from = reader.token.start;
    readSort(reader, draft, report);
    const keys = greatestFirst(draft.sort, reader.text.slice(from, reader.end));
    draft.sort = keys;
    if (keys.length === 0 || !isUnderstood(reader, length)) return;
    const isNewest = keys[0]?.path === report?.timeField && keys[0]?.direction === "desc";
    const sort = sortText(keys);
    const span = { start: begins.start, end: reader.end };
    if (isNewest) reader.problem(span, `The newest rows are written '${sort} take ${amount}'`, `${sort} take ${amount}`);
    else reader.problem(span, `Only the newest rows can be taken alone: with '${sort}' those looked for come first`, sort);
    return;
  }
  let depth = 0;
  do {
    if (reader.isSymbol("(")) depth++;
    if (reader.isSymbol(")")) depth--;
    reader.next();
  } while (!reader.done && !(depth <= 0 && (reader.isPipe || isClause(reader.word()) || isNext(reader))));
  reader.problem({ start: Math.max(before, 0), end: reader.end }, other.why, "");
}

const isNext = (reader: Reader): boolean => !reader.isSymbol("(", 1) && otherClause(reader) !== undefined;
