import type { Cell, GridField } from "../protocol.ts";
import { isTwice, offsetText, wallAt, type Zone } from "../query/zone.ts";
import { readJson } from "../records/readJson.ts";

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

/** `3 h ago`, `in 5 min`, from two of a unit on; undefined for a text that is no instant. */
export function relativeTime(text: string, now: Date): string | undefined {
  const ms = now.getTime() - Date.parse(text);
  if (!isInstant.test(text) || Number.isNaN(ms)) return undefined;
  if (Math.abs(ms) < 1_000) return "now";
  return ms > 0 ? `${formatSpan(ms)} ago` : `in ${formatSpan(-ms)}`;
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
const unseen =
  // eslint-disable-next-line no-control-regex -- line breaks and tabs stay
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0001}]|\p{Cs}/u;
// Two more draw nothing by themselves, yet are letters in scripts that join theirs and in emoji; and so are tags behind a flag.
const joining =
  "[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Nko}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}]";
const emoji = "(?:\\p{Extended_Pictographic}\\ufe0f?|\\p{Emoji_Modifier})";
const outOfPlace = `(?<!${joining}|${emoji})\\u200d|(?<!${joining})\\u200c|(?<!\\u{1f3f4}[\\u{e0020}-\\u{e007f}]{0,7})[\\u{e0020}-\\u{e007f}]`;
const hidden = new RegExp(`${unseen.source}|${outOfPlace}`, "gu");
const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
};
const plain = /^[\t\n\u0020-\u007e]*$/;
/** Hostile text made visible: characters that hide or turn it are written as escapes; line breaks and tabs stay. */
export const visible = (text: string): string => (plain.test(text) ? text : text.replace(hidden, escaped));

export const cellLimit = 300;

/** Of a list of plain values, with the digits that numbers came with. */
function itemTexts(json: string): string[] {
  const list = readJson(json);
  const items = list.members(list.value as object).filter(({ value }) => value !== null);
  return items.map(({ value, text }) => (typeof value === "string" ? value : text));
}

/** Lists come as JSON text; a cell shows their items. Long ones stay as they are, they would be cut anyway. */
function listText(json: string): string {
  if (!json.startsWith("[") || json.length > 20 * cellLimit) return json;
  try {
    const items = (JSON.parse(json) as unknown[]).filter((item) => item !== null);
    if (items.some((item) => typeof item === "object")) return json;
    return items.some((item) => typeof item === "number") ? itemTexts(json).join(", ") : items.join(", ");
  } catch {
    return json;
  }
}

/** What stands in a cell: one line, cut. */
export function cellText(cell: Cell, field: Pick<GridField, "kind" | "path" | "list"> | undefined, zone: Zone, now: Date): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  if (field?.kind === "instant" && !cell.startsWith("["))
    return visible(cut(formatInstant(cell, zone, now), cellLimit).replace(/\r\n?|\n/g, "⏎"));
  const text = field?.list || field?.path.includes("[]") ? listText(cell) : cell;
  return visible(cut(text, cellLimit).replace(/\r\n?|\n/g, "⏎"));
}
