import { isTwice, isUtc, offsetText, wallAt, type Zone } from "../query/zone.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const padded = (value: number, digits = 2): string => String(value).padStart(digits, "0");
/** How a text begins that is an instant. */
export const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** What clock and calendar of a zone show at an instant. */
interface Moment {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly day: number;
  /** `09:14`. */
  readonly minute: string;
  readonly second: string;
  /** ` +02:00` where the clock shows the time twice, else nothing. */
  readonly offset: string;
}

function moment(text: string, zone: Zone): Moment | undefined {
  const ms = Date.parse(text);
  if (!isInstant.test(text) || Number.isNaN(ms)) return undefined;
  const wall = new Date(wallAt(ms, zone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth(),
    day: wall.getUTCDate(),
    minute: `${padded(wall.getUTCHours())}:${padded(wall.getUTCMinutes())}`,
    second: padded(wall.getUTCSeconds()),
    offset: isTwice(ms, zone) ? ` ${offsetText(ms, zone)}` : "",
  };
}

const yearOf = (now: Date, zone: Zone): number => new Date(wallAt(now.getTime(), zone)).getUTCFullYear();

/** `18 Nov`, with the year unless it is this one. */
function dayOf({ year, month, day }: Moment, thisYear: number): string {
  const text = `${String(day)} ${months[month] ?? ""}`;
  return year === thisYear ? text : `${text} ${padded(year, 4)}`;
}

/** The parts of an instant as a zone's clock and calendar show them; undefined for a text that is none. */
export function instantParts(
  text: string,
  zone: Zone,
  now: Date,
): { readonly day: string; readonly time: string; readonly offset: string } | undefined {
  const at = moment(text, zone);
  return at && { day: dayOf(at, yearOf(now, zone)), time: `${at.minute}:${at.second}`, offset: at.offset };
}

/** `18 Nov 09:14:02`, with the year unless it is this one, and with the offset in an hour that comes twice. What is no instant comes back as it is. */
export function formatInstant(text: string, zone: Zone, now: Date): string {
  const parts = instantParts(text, zone, now);
  return parts ? `${parts.day} ${parts.time}${parts.offset}` : text;
}

/** `18 Nov 09:14:02 UTC`, `18 Nov 10:14:02 +01:00`: the same where nothing around it tells the zone. */
export function namedInstant(text: string, zone: Zone, now: Date): string {
  const parts = instantParts(text, zone, now);
  return parts ? `${parts.day} ${parts.time} ${isUtc(zone) ? "UTC" : offsetText(Date.parse(text), zone)}` : text;
}

/** `17 Nov 09:14 – 24 Nov 10:00`, the day once when it is the same. */
export function formatStretch(from: string, to: string, zone: Zone, now: Date): string {
  const [start, end] = [moment(from, zone), moment(to, zone)];
  if (!start || !end) return `${from} – ${to}`;
  const [first, last] = [dayOf(start, yearOf(now, zone)), dayOf(end, yearOf(now, zone))];
  const [begins, ends] = [start, end].map(({ minute, offset }) => minute + offset);
  return first === last ? `${first} ${begins} – ${ends}` : `${first} ${begins} – ${last} ${ends}`;
}

/** `2026-11-18 09:14`, `2026-10-25 02:30 +02:00` in an hour that comes twice: it sorts as a text. What is no instant comes back as it is. */
export function sortableInstant(text: string, zone: Zone): string {
  const at = moment(text, zone);
  return at ? `${padded(at.year, 4)}-${padded(at.month + 1)}-${padded(at.day)} ${at.minute}${at.offset}` : text;
}

/** The same without colons, which names of files must not have, and with the offset unless it is UTC: `2026-11-18 09.14`, `2026-11-18 10.14 +01.00`. */
export function fileInstant(text: string, zone: Zone): string {
  const at = moment(text, zone);
  const shown = sortableInstant(text, zone);
  return (at && at.offset === "" && !isUtc(zone) ? `${shown} ${offsetText(Date.parse(text), zone)}` : shown).replaceAll(":", ".");
}

/** `2026-11-18 09:14`, with seconds where a minute does not say all: `2026-11-18 09:14:30`. */
export function toldInstant(text: string, zone: Zone): string {
  const at = moment(text, zone);
  const shown = sortableInstant(text, zone);
  return at && at.second !== "00" ? shown.replace(at.minute, `${at.minute}:${at.second}`) : shown;
}

/** As the locale writes an instant, in milliseconds since 1970. `zone`: an IANA name. */
export const localeInstant = (ms: number, zone: string): string => new Date(ms).toLocaleString(undefined, { timeZone: zone });
