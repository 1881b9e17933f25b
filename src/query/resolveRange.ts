import { subDays } from "date-fns/subDays";
import { subMonths } from "date-fns/subMonths";
import type { Range } from "./query.ts";

export type Zone = "utc" | "local";

export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

export interface RangeOptions {
  readonly now: Date;
  /** Whose calendar and clock count for days, weeks, months and for dates without a time. */
  readonly zone: Zone;
}

const minuteMs = 60_000;

/**
 * The stretch of time that a range means at `now`. `last 7d` begins at the same wall clock time seven calendar days ago, so it may be an hour longer or
 * shorter than 168 hours; a month back from the 31st is the last day of a shorter month. A date is its first moment. `from` may lie after `to` when
 * a range without an end starts in the future.
 */
export function resolveRange(range: Range, { now, zone }: RangeOptions): Stretch {
  if (range.kind === "between") return { from: moment(range.from, zone), to: range.to === undefined ? now : moment(range.to, zone) };
  const { amount, unit } = range;
  switch (unit) {
    case "m":
      return { from: new Date(now.getTime() - amount * minuteMs), to: now };
    case "h":
      return { from: new Date(now.getTime() - amount * 60 * minuteMs), to: now };
    case "d":
      return { from: daysAgo(now, amount, zone), to: now };
    case "w":
      return { from: daysAgo(now, 7 * amount, zone), to: now };
    case "mo":
      return { from: zone === "local" ? subMonths(now, amount) : utcMonthsAgo(now, amount), to: now };
  }
}

function daysAgo(now: Date, days: number, zone: Zone): Date {
  return zone === "local" ? subDays(now, days) : new Date(now.getTime() - days * 24 * 60 * minuteMs);
}

function utcMonthsAgo(now: Date, months: number): Date {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - months);
  // the month is too short: the date has run over into the next one
  if (date.getUTCDate() !== now.getUTCDate()) date.setUTCDate(0);
  return date;
}

function moment(text: string, zone: Zone): Date {
  if (text.includes("T")) return new Date(text);
  return new Date(zone === "utc" ? `${text}T00:00:00Z` : `${text}T00:00:00`);
}
