import { agoAt, agoLength } from "../calendar.ts";
import type { RangeUnit } from "../query.ts";
import type { Reader } from "../reader.ts";
import { temporal } from "../temporal.ts";
import type { Token } from "../tokens.ts";
import type { Draft } from "./draft.ts";
import { readMoment } from "./readMoment.ts";
import { unitMeant, unitOf } from "./unitOf.ts";

const longestAmount = 100_000;

/** `last 7d`. */
export function readLast(reader: Reader, draft: Draft): void {
  const { token } = reader;
  const amount = Number(token.text);
  if (reader.isAsked) reader.expects({ what: "length" });
  const alone = unitOf(reader.word());
  if (alone && reader.mayRepair) {
    reader.problem(token, `Expected a length of time, such as 1${alone}`, `1${alone}`);
    reader.next();
    draft.range = { kind: "last", amount: 1, unit: alone };
    return;
  }
  if (token.literal !== "integer") return reader.expected("a length of time, such as 7d (m, h, d, w, mo)");
  reader.next();
  if (reader.isAsked) reader.expects({ what: "unit" });
  const unit = unitOf(reader.word());
  const meant = unit ?? (reader.mayRepair ? unitMeant(reader.word()) : undefined);
  if (!unit && meant) {
    reader.problem(reader.token, `'${reader.token.text}' is written '${meant}'`, meant);
    reader.next();
    draft.range = { kind: "last", amount, unit: meant };
    return;
  }
  if (!unit) return reader.expected("a unit of time: m, h, d, w or mo");
  reader.next();
  if (amount < 1 || amount > longestAmount) return reader.problem(token, `Expected a number from 1 to ${longestAmount}`);
  draft.range = { kind: "last", amount, unit };
}

/** `from 2026-11-01 to 2026-11-08`. */
export function readFrom(reader: Reader, draft: Draft): void {
  const { start } = reader.peek(-1);
  const ago = reader.mayRepair ? agoAt(reader.text, reader.token.start) : undefined;
  const length = ago && agoLength(ago);
  if (ago && length !== undefined && !/^\s+to\s+(?!now\b)/i.test(reader.text.slice(ago.end, ago.end + 40))) {
    const end = /^\s+to\s+now(?:\s*\(\s*\))?/i.exec(reader.text.slice(ago.end, ago.end + 40))?.[0].length ?? 0;
    reader.problem({ start, end: ago.end + end }, `This is written 'last ${length}'`, `last ${length}`);
    draft.range = { kind: "last", amount: ago.amount, unit: ago.unit as RangeUnit };
    return reader.passTo(ago.end + end);
  }
  const from = readMoment(reader);
  if (reader.isAsked) reader.expects({ what: "to" });
  const before = reader.end;
  if (reader.word() !== "to") {
    if (from) draft.range = { kind: "between", from: from.text };
    return;
  }
  reader.next();
  if (reader.mayRepair && reader.word() === "now") {
    reader.next();
    if (reader.takeSymbol("(")) reader.takeSymbol(")");
    reader.problem({ start: before, end: reader.end }, "Without 'to' the range ends now", "");
    if (from) draft.range = { kind: "between", from: from.text };
    return;
  }
  const to = readMoment(reader, from);
  if (!from || !to) return;
  const problem = emptyRange(from, to);
  if (problem) reader.problem(to, problem);
  draft.range = { kind: "between", from: from.text, to: to.text };
}

/** What is wrong with the order of two moments. A date is in the reader's own zone, so beside an instant it may mean half a day more or less. */
function emptyRange(from: Token, to: Token): string | undefined {
  const [start, end] = [temporal(from.text, "dateTimeOffset"), temporal(to.text, "dateTimeOffset")];
  if (!start || !end) return undefined;
  const doubt = from.literal === to.literal ? 0n : 14n * 3600n * 10n ** 12n;
  if (end.ticks + doubt < start.ticks) return "The range ends before it starts";
  if (end.ticks !== start.ticks || doubt > 0n) return undefined;
  return from.literal === "date"
    ? "The range is empty: a date is its first moment, so a whole day ends with the next date"
    : "The range is empty: it ends when it starts";
}
