import type { Range } from "./query.ts";
import { isMillisecond } from "./timeSpan.ts";
import { beginningAt, firstAt, wallAt, type Zone } from "./zone.ts";

export interface DateStretch {
  readonly from: Date;
  readonly to: Date;
}

export interface RangeOptions {
  readonly now: Date;
  /** Whose calendar and clock count for days, weeks, months and for dates without a time. */
  readonly zone: Zone;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * The stretch of time that a range means at `now`. `last 7d` begins at the same wall clock time seven calendar days ago, so it may be an hour longer or
 * shorter than 168 hours; a month back from the 31st is the last day of a shorter month. Of a time that the clock showed twice it is the first, and where the
 * clock was put forward over it, the same length of time before. A date is its first moment, at whatever hour the day begins. Ends that are finer than a
 * millisecond are the millisecond before (`from`) or after (`to`), so that nothing between them is left out. `from` may lie after `to` when a range without an
 * end starts in the future.
 */
export function resolveRange(range: Range, { now, zone }: RangeOptions): DateStretch {
  if (range.kind === "between") return { from: moment(range.from, zone), to: range.to === undefined ? now : endMoment(range.to, zone) };
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
      return { from: monthsAgo(now, amount, zone), to: now };
  }
}

function daysAgo(now: Date, days: number, zone: Zone): Date {
  return new Date(beginningAt(wallAt(now.getTime(), zone) - days * dayMs, zone));
}

function monthsAgo(now: Date, months: number, zone: Zone): Date {
  const wall = new Date(wallAt(now.getTime(), zone));
  const day = wall.getUTCDate();
  wall.setUTCMonth(wall.getUTCMonth() - months);
  // the month is too short: the date has run over into the next one
  if (wall.getUTCDate() !== day) wall.setUTCDate(0);
  return new Date(beginningAt(wall.getTime(), zone));
}

const endMoment = (text: string, zone: Zone): Date => new Date(moment(text, zone).getTime() + (isMillisecond(text) ? 0 : 1));

function moment(text: string, zone: Zone): Date {
  return new Date(text.includes("T") ? text : firstAt(Date.parse(`${text}T00:00:00Z`), zone));
}
