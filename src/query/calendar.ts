import type { Token } from "./tokens.ts";
import { beginningAt, firstAt, isUtc, offsetText, wallAt, type Zone } from "./zone.ts";

/** What words such as "today" mean now. */
export interface Calendar {
  readonly now: Date;
  /** In which times are shown. */
  readonly zone: Zone;
}

const dayMs = 24 * 3600_000;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthName =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const clockTime = "(?:(?:\\s*,)?(?:\\s+at\\s+|\\s+|T)(\\d\\d?):(\\d\\d)(?::(\\d\\d))?(?![\\w:]))?";
const year = "(?:\\s*,?\\s+(\\d{4})(?![\\w:.-]))?";

const dayWords = /(today|yesterday|this\s+week|this\s+month|(?:sun|mon|tues|wednes|thurs|fri|satur)day)\b/iy;
const dayMonth = new RegExp(`(\\d\\d?)(?:st|nd|rd|th)?\\.?\\s+(?:of\\s+)?${monthName}${year}${clockTime}`, "iy");
const monthDay = new RegExp(`${monthName}\\s+(\\d\\d?)(?:st|nd|rd|th)?(?![\\w:.-])${year}${clockTime}`, "iy");
const dotted = new RegExp(`(\\d\\d?)\\.(\\d\\d?)\\.(\\d{4})(?![\\w.-])${clockTime}`, "iy");
const slashed = new RegExp(`(\\d\\d?)/(\\d\\d?)/(\\d{4})(?![\\w/-])${clockTime}`, "iy");
const withoutZone = /(\d{4})[-/](\d\d?)[-/](\d\d?)(?:\s+|T)(\d\d?)(?::(\d\d))?(?::(\d\d)(?:\.\d+)?)?(?![\w:.+-])/iy;
const timeAlone = /(\d\d?):(\d\d)(?::(\d\d))?(?![\w:.])/y;

/** A time that people write in a way of their own. */
export interface MeantMoment {
  /** A date in the calendar's zone, or an instant. */
  readonly text: string;
  /** The same in milliseconds since 1970. */
  readonly ms: number;
  /** Behind what was written. */
  readonly end: number;
  /** Of days: their dates, `until` exclusive. */
  readonly stretch?: DayStretch;
  /** It depends on what day it is today. */
  readonly isRelative?: true;
}

interface DayStretch {
  readonly from: string;
  readonly until: string;
  /** It has ended; only of what depends on today. */
  readonly isOver: boolean;
}

/** What time stands at a place of a text: undefined where it is no time, or nobody says when now is. */
export function momentAt(text: string, start: number, calendar: Partial<Calendar> & Pick<Calendar, "zone">): MeantMoment | undefined {
  const { now, zone } = calendar;
  const match = (shape: RegExp): RegExpExecArray | undefined => {
    shape.lastIndex = start;
    return shape.exec(text) ?? undefined;
  };
  const made = (found: RegExpExecArray, at: readonly (string | number | undefined)[]): MeantMoment | undefined => {
    const moment = momentOf(
      at.map((part) => (part === undefined ? undefined : Number(part))),
      calendar,
    );
    return moment && { ...moment, end: start + found[0].length };
  };
  let found = match(withoutZone);
  if (found) return made(found, found.slice(1, 7));
  if ((found = match(dayMonth))) return made(found, [found[3], monthOf(found[2]), found[1], ...found.slice(4)]);
  if ((found = match(monthDay))) return made(found, [found[3], monthOf(found[1]), found[2], ...found.slice(4)]);
  if ((found = match(dotted))) return made(found, [found[3], found[2], found[1], ...found.slice(4)]);
  if ((found = match(slashed))) {
    const [, one, other, ofYear, ...time] = found;
    // Which of the two is the month, only a number that is none tells.
    if (Number(one) > 12) return made(found, [ofYear, other, one, ...time]);
    return Number(other) > 12 || one === other ? made(found, [ofYear, one, other, ...time]) : undefined;
  }
  if (now === undefined) return undefined;
  if ((found = match(timeAlone))) {
    const [day, moment] = [dayOf({ now, zone }), made(found, [undefined, undefined, undefined, ...found.slice(1)])];
    // The last time that the clock showed it.
    return moment && moment.ms > now.getTime() ? made(found, [...partsOf(day - dayMs), ...found.slice(1)]) : moment;
  }
  found = match(dayWords);
  if (!found) return undefined;
  const stretch = stretchOf(found[1] ?? "", { now, zone });
  return { text: stretch.from, ms: startOf(stretch.from, zone), end: start + found[0].length, stretch, isRelative: true };
}

const monthOf = (name = ""): number => months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
const dateText = (day: number): string => new Date(day).toISOString().slice(0, 10);
const partsOf = (day: number): string[] => dateText(day).split("-");
/** The day of now, as the milliseconds at which it begins in UTC. */
const dayOf = ({ now, zone }: Calendar): number => Math.floor(wallAt(now.getTime(), zone) / dayMs) * dayMs;

/** Milliseconds since 1970 at which a date begins. */
export const startOf = (date: string, zone: Zone): number => firstAt(Date.parse(`${date}T00:00:00Z`), zone);

/** Year, month, day, hour, minute, second; a date without a year is the last one of it that has begun. */
function momentOf(
  [ofYear, ofMonth, ofDay, hour, minute = 0, second = 0]: readonly (number | undefined)[],
  { now, zone }: Partial<Calendar> & Pick<Calendar, "zone">,
): Omit<MeantMoment, "end"> | undefined {
  const today = now && new Date(dayOf({ now, zone }));
  const month = ofMonth ?? (today && today.getUTCMonth() + 1);
  const day = ofDay ?? today?.getUTCDate();
  if (month === undefined || day === undefined || (ofYear === undefined && !today)) return undefined;
  let fullYear = ofYear ?? today?.getUTCFullYear() ?? 0;
  if (ofYear === undefined && today && Date.UTC(fullYear, month - 1, day) > today.getTime()) fullYear--;
  const wall = new Date(Date.UTC(fullYear, month - 1, day, hour ?? 0, minute, second));
  if (fullYear < 1000 || wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== day || (hour ?? 0) > 23 || minute > 59 || second > 59)
    return undefined;
  if (hour === undefined) {
    const from = dateText(wall.getTime());
    return { text: from, ms: startOf(from, zone), stretch: { from, until: dateText(wall.getTime() + dayMs), isOver: true } };
  }
  const ms = beginningAt(wall.getTime(), zone);
  return { text: instantIn(ms, zone), ms };
}

/** An instant as the clock of a zone shows it, with its offset: `2026-11-27T22:00:00+01:00`. */
export function instantIn(ms: number, zone: Zone): string {
  const wall = new Date(wallAt(ms, zone)).toISOString().slice(0, 19);
  return `${wall}${isUtc(zone) ? "Z" : offsetText(ms, zone)}`;
}

/** The dates that a word means: weeks begin on Monday, and a weekday is the last one that has begun. */
function stretchOf(word: string, calendar: Calendar): DayStretch {
  const today = dayOf(calendar);
  const from = (day: number, until = day + dayMs): DayStretch => ({ from: dateText(day), until: dateText(until), isOver: until <= today });
  const name = word.toLowerCase().replace(/\s+/, " ");
  const date = new Date(today);
  const daysSince = (weekday: number) => (date.getUTCDay() - weekday + 7) % 7;
  if (name === "today") return from(today);
  if (name === "yesterday") return from(today - dayMs);
  const monday = today - daysSince(1) * dayMs;
  if (name === "this week") return from(monday, monday + 7 * dayMs);
  if (name === "this month")
    return from(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1), Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
  return from(today - daysSince(weekdays.indexOf(name)) * dayMs);
}

const lengthUnits: Readonly<Record<string, string>> = {
  s: "s",
  sec: "s",
  second: "s",
  seconds: "s",
  m: "m",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  h: "h",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  d: "d",
  day: "d",
  days: "d",
  w: "w",
  week: "w",
  weeks: "w",
};
const agoShapes = [
  /ago\s*\(\s*(\d{1,6})\s*([a-z]+)\s*\)/iy,
  /now\s*\(\s*-\s*(\d{1,6})\s*([a-z]+)\s*\)/iy,
  /now\s*\(\s*\)\s*-\s*(\d{1,6})\s*([a-z]+)\b/iy,
  /(\d{1,6})\s*([a-z]+)\s+ago\b/iy,
];

/** So long before now, as other languages write it: `ago(7d)`. */
export interface MeantAgo {
  readonly amount: number;
  readonly unit: string;
  readonly end: number;
}

export function agoAt(text: string, start: number): MeantAgo | undefined {
  for (const shape of agoShapes) {
    shape.lastIndex = start;
    const [whole, amount, word = ""] = shape.exec(text) ?? [];
    const unit = Object.hasOwn(lengthUnits, word.toLowerCase()) ? lengthUnits[word.toLowerCase()] : undefined;
    if (whole !== undefined && unit !== undefined && Number(amount) > 0) return { amount: Number(amount), unit, end: start + whole.length };
  }
  return undefined;
}

const monthStart = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const timeWord = new RegExp(`^(?:today|yesterday|this|(?:sun|mon|tues|wednes|thurs|fri|satur)day|${monthStart})`, "i");
const behindNumber = new RegExp(`^(?:st|nd|rd|th|of|${monthStart}|s|m|h|d|w)`, "i");

/** A quick look at two tokens: whether a time of words could begin with the first. */
export function mayBeTime(token: Token, next: Token): boolean {
  if (token.kind === "word") return timeWord.test(token.text);
  if (token.kind !== "literal") return false;
  if (token.literal === "date") return next.literal === "timeOfDay" || next.literal === "integer";
  if (token.literal === "dateTimeOffset") return token.problem !== undefined;
  if (token.literal === "integer") return next.kind === "word" ? behindNumber.test(next.text) : next.kind === "symbol" && next.text === "/";
  return token.literal === "decimal" && next.kind === "symbol" && next.text === ".";
}

/** As a condition writes it: `now() sub duration'P7D'`. */
export function agoDuration({ amount, unit }: MeantAgo): string {
  if (unit === "w") return `P${amount * 7}D`;
  return unit === "d" ? `P${amount}D` : `PT${amount}${unit.toUpperCase()}`;
}

/** As the clause `last` writes it; undefined for seconds, which it does not know. */
export const agoLength = ({ amount, unit }: MeantAgo): string | undefined => (unit === "s" ? undefined : `${amount}${unit}`);

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3600_000, d: dayMs, w: 7 * dayMs };
export const agoMs = ({ amount, unit }: MeantAgo): number => amount * (unitMs[unit] ?? 0);
