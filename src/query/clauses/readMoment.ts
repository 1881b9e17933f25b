import { agoAt, agoMs, instantIn, mayBeTime, momentAt } from "../calendar.ts";
import type { Reader } from "../reader.ts";
import { temporal } from "../temporal.ts";
import type { Token } from "../tokens.ts";
import { wallAt, type Zone } from "../zone.ts";
import { isClause } from "./clauseLike.ts";

/** An end of a range. */
export function readMoment(reader: Reader, after?: Token): Token | undefined {
  const { token } = reader;
  const meant = reader.mayRepair ? momentMeant(reader, after) : undefined;
  if (meant) return meant;
  if (token.literal === "date" || token.literal === "dateTimeOffset") {
    reader.next();
    if (token.problem) return undefined;
    if (!Number.isNaN(Date.parse(token.literal === "date" ? `${token.text}T00:00:00Z` : token.text))) return token;
    reader.problem(token, "A year has four digits: no record is of this time");
    return undefined;
  }
  if (token.literal === "string" && temporal(token.text, "dateTimeOffset")) {
    reader.problem(token, "A date stands without quotes", token.text);
    reader.next();
    return undefined;
  }
  if (reader.isAsked) reader.expects({ what: "moment" });
  reader.expected("a date such as 2026-11-01 or a time such as 2026-11-08T12:00:00Z");
  if (token.kind !== "end" && !isClause(reader.word()) && reader.word() !== "to") reader.next();
  return undefined;
}

/** A time that is not written as a query writes it, in the zone that times are shown in. `after`: the one before it, whose day an hour alone is of. */
function momentMeant(reader: Reader, after: Token | undefined): Token | undefined {
  const { token, calendar, text } = reader;
  const ago = agoAt(text, token.start);
  const ms = ago && calendar.now && calendar.now.getTime() - agoMs(ago);
  const isTime = token.literal === "timeOfDay" || mayBeTime(token, reader.peek(1));
  const hour = token.literal === "timeOfDay" && after ? momentAt(`${dayOf(after, calendar.zone)} ${token.text}`, 0, calendar) : undefined;
  const day = isTime ? momentAt(text, token.start, calendar) : undefined;
  const time = ago
    ? ms !== undefined && { text: instantIn(ms, calendar.zone), end: ago.end }
    : hour
      ? { text: hour.text, end: token.end }
      : day;
  if (!time) return undefined;
  const { start } = token;
  const message =
    token.problem && time.end === token.end
      ? token.problem.message
      : `'${text.slice(start, time.end)}' is written ${time.text}, in the time zone shown`;
  reader.problem({ start, end: time.end }, message, time.text);
  reader.passTo(time.end);
  return { kind: "literal", literal: time.text.includes("T") ? "dateTimeOffset" : "date", text: time.text, start, end: time.end };
}

/** The date that the calendar of the zone has then. */
const dayOf = ({ literal, text }: Token, zone: Zone): string =>
  literal === "date" ? text : new Date(wallAt(Date.parse(text), zone)).toISOString().slice(0, 10);
