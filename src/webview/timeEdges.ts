import type { Zone } from "./format.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

/** Lengths that a clock and a calendar have, in milliseconds, ascending without end. */
function* steps(): Generator<number> {
  for (const seconds of [1, 2, 5, 10, 15, 30]) yield seconds * second;
  for (const minutes of [1, 2, 5, 10, 15, 30]) yield minutes * minute;
  for (const hours of [1, 2, 3, 4, 6, 12]) yield hours * hour;
  for (const days of [1, 2]) yield days * day;
  for (let weeks = 1; ; weeks *= 2) yield weeks * week;
}

/** A piece at either end that is shorter than this part of a step belongs to the bar beside it. */
const sliver = 0.25;

interface Calendar {
  /** Midnight at which the day of an instant begins. */
  dayOf(ms: number): number;
  /** Days from 1 January 1970 to that of a midnight. */
  numberOf(midnight: number): number;
  /** So many days after a midnight. */
  addDays(midnight: number, days: number): number;
  /** So many hours by the clock after a midnight. */
  atHour(midnight: number, hours: number): number;
}

const calendars: Record<Zone, Calendar> = {
  utc: {
    dayOf: (ms) => Math.floor(ms / day) * day,
    numberOf: (midnight) => midnight / day,
    addDays: (midnight, days) => midnight + days * day,
    atHour: (midnight, hours) => midnight + hours * hour,
  },
  local: {
    dayOf: (ms) => new Date(ms).setHours(0, 0, 0, 0),
    numberOf: (midnight) => {
      const date = new Date(midnight);
      return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / day;
    },
    addDays: (midnight, days) => {
      const date = new Date(midnight);
      return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
    },
    atHour: (midnight, hours) => new Date(midnight).setHours(hours),
  },
};

/**
 * Cuts a stretch of time into bars that begin at round times of the zone: days at midnight, also where the clock is put forward or back.
 * @param from Milliseconds since 1970, as `to`, and as what comes back: ascending edges from `from` to `to`, at most `bars` + 1, at least 2 unless the stretch is empty.
 */
export function timeEdges(from: number, to: number, bars: number, zone: Zone): number[] {
  if (!(to > from)) return [];
  const most = Math.max(1, bars);
  for (const step of steps()) {
    if ((to - from) / step > most) continue;
    const inner = roundTimes(from, to, step, calendars[zone]).filter((ms) => Math.min(ms - from, to - ms) >= step * sliver);
    if (inner.length < most) return [from, ...inner, to];
  }
  return [from, to];
}

/** Times between the two at which a step begins, ascending. */
function roundTimes(from: number, to: number, step: number, { dayOf, numberOf, addDays, atHour }: Calendar): number[] {
  const times: number[] = [];
  const days = step / day;
  const today = dayOf(from);
  // Counted from a Monday, 5 January 1970: weeks begin on the same days whatever is looked at.
  const past = days > 1 ? (((numberOf(today) - 4) % days) + days) % days : 0;
  for (let midnight = addDays(today, -past); midnight < to; midnight = addDays(midnight, Math.max(1, days))) {
    if (days >= 1) times.push(midnight);
    // Several hours go by the clock; an hour and less by what has passed, as on a day that has one of them twice.
    else if (step > hour) for (let hours = 0; hours < 24; hours += step / hour) times.push(atHour(midnight, hours));
    else {
      const end = addDays(midnight, 1);
      // A stretch of seconds does not begin at midnight.
      const skipped = Math.max(0, Math.floor((from - midnight) / step));
      for (let ms = midnight + skipped * step; ms < Math.min(end, to); ms += step) times.push(ms);
    }
  }
  return times.filter((ms, at) => ms > from && ms < to && ms > (times[at - 1] ?? -Infinity));
}
