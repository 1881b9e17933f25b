import type { Cell, GridField } from "../protocol.ts";
import { isTwice, offsetText, wallAt, type Zone } from "../query/zone.ts";

export type { Zone };

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number): string => String(value).padStart(2, "0");
const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

interface Moment {
  readonly year: number;
  readonly day: string;
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
    day: `${String(wall.getUTCDate())} ${months[wall.getUTCMonth()] ?? ""}`,
    minute: `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`,
    second: two(wall.getUTCSeconds()),
    offset: isTwice(ms, zone) ? ` ${offsetText(ms, zone)}` : "",
  };
}

const yearOf = (now: Date, zone: Zone): number => new Date(wallAt(now.getTime(), zone)).getUTCFullYear();
const dayOf = ({ year, day }: Moment, thisYear: number): string => (year === thisYear ? day : `${day} ${String(year).padStart(4, "0")}`);

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

/** `17 Nov 09:14 – 24 Nov 10:00`, the day once when it is the same. */
export function formatStretch(from: string, to: string, zone: Zone, now: Date): string {
  const [start, end] = [moment(from, zone), moment(to, zone)];
  if (!start || !end) return `${from} – ${to}`;
  const [first, last] = [dayOf(start, yearOf(now, zone)), dayOf(end, yearOf(now, zone))];
  const [begins, ends] = [start, end].map(({ minute, offset }) => minute + offset);
  return first === last ? `${first} ${begins} – ${ends}` : `${first} ${begins} – ${last} ${ends}`;
}

const number = new Intl.NumberFormat();
/** With the separators of the locale. */
export const formatCount = (value: number): string => number.format(value);
/** `1 row`, `1,204 rows`. */
export const counted = (value: number, one: string, many = `${one}s`): string => `${formatCount(value)} ${value === 1 ? one : many}`;

/** `0.8 s`, `24 s`, `3 min 5 s`. */
export function formatElapsed(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${String(seconds)} s` : `${formatCount(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

/** A length of time in one unit: `20 s`, `15 min`, `2 h`, `3 days`. */
export function formatSpan(ms: number): string {
  const [unit, unitMs] =
    ms < 120_000 ? ["s", 1_000] : ms < 7_200_000 ? ["min", 60_000] : ms < 172_800_000 ? ["h", 3_600_000] : ["days", 86_400_000];
  return `${formatCount(Math.max(1, Math.round(ms / Number(unitMs))))} ${String(unit)}`;
}

/** At most `limit` UTF-16 units, never half a character, with an ellipsis for the rest. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit)}…`;
}

/** At most `limit` UTF-16 units and an ellipsis for the middle, so that one sees what it begins with and what it ends in. */
export function cutMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const isLow = (at: number): boolean => /[\udc00-\udfff]/.test(text.charAt(at));
  const [end, start] = [isLow(half) ? half - 1 : half, text.length - half];
  return `${text.slice(0, end)}…${text.slice(isLow(start) ? start + 1 : start)}`;
}

// Characters that draw nothing, move the cursor or turn the direction around, and halves of characters: a name must not look like another.
// eslint-disable-next-line no-control-regex
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
/** Hostile text made visible: control and direction characters are written as escapes; line breaks and tabs stay. */
export const visible = (text: string): string => text.replace(unseen, escaped);

export const cellLimit = 300;

/** Lists come as JSON text; a cell shows their items. Long ones stay as they are, they would be cut anyway. */
function listText(json: string): string {
  if (!json.startsWith("[") || json.length > 20 * cellLimit) return json;
  try {
    const items = (JSON.parse(json) as unknown[]).filter((item) => item !== null);
    return items.some((item) => typeof item === "object") ? json : items.join(", ");
  } catch {
    return json;
  }
}

/** What stands in a cell: one line, cut. */
export function cellText(cell: Cell, field: Pick<GridField, "kind" | "path" | "list"> | undefined, zone: Zone, now: Date): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  if (field?.kind === "instant" && !cell.startsWith("[")) return formatInstant(cell, zone, now);
  const text = field?.list || field?.path.includes("[]") ? listText(cell) : cell;
  return visible(cut(text, cellLimit).replace(/\r\n?|\n/g, "⏎"));
}
