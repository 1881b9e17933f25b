import { agoAt, instantIn, mayBeTime, momentAt, type MeantMoment } from "../calendar.ts";
import type { Expression, Literal } from "../expression.ts";
import { placed, type Reader } from "../reader.ts";
import { agoMeant } from "./agoMeant.ts";
import { writtenAs } from "./writtenAs.ts";

/** A time of words where a condition has an instant: days of words are those of the shown zone, all else is of UTC, as at the service. */
export function timeMeant(reader: Reader): Expression | undefined {
  const { start } = reader.token;
  if (!mayBeTime(reader.token, reader.peek(1))) return undefined;
  const ago = agoAt(reader.text, start);
  if (ago) return writtenAs(reader, agoMeant(ago), start, ago.end, "So long before now is written");
  const time = momentHere(reader);
  if (!time) return undefined;
  const text = time.isRelative ? instantIn(time.ms, "utc") : time.text;
  const kind = text.includes("T") ? "dateTimeOffset" : "date";
  const meant: Literal = { type: "literal", kind, text };
  const { problem, end } = reader.token;
  if (!problem || time.end !== end)
    return writtenAs(reader, meant, start, time.end, kind === "date" ? "A date is written" : "A time is written, in UTC,");
  reader.problem({ start, end }, problem.message, text);
  reader.passTo(end);
  return placed(meant, start, end);
}

/** The moment that words at hand mean, none of them read. */
export function momentHere({ text, token, calendar }: Reader): MeantMoment | undefined {
  if (token.literal === "timeOfDay") return undefined;
  const { now, zone } = calendar;
  const time = momentAt(text, token.start, { zone: "utc", ...(now && { now }) });
  return time?.isRelative ? momentAt(text, token.start, { zone, ...(now && { now }) }) : time;
}
