import { firstAt, namedZone, wallAt, type Zone } from "../../query/zone.ts";

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

/** The day of an instant: days from 1 January 1970 by the calendar of the zone. */
const dayOf = (ms: number, zone: Zone): number => Math.floor(wallAt(ms, zone) / day);
/** When a day begins, mostly at midnight; a day that the zone left out begins with the next one. `hours` later by the clock. */
const beginOf = (dayNumber: number, zone: Zone, hours = 0): number => firstAt(dayNumber * day + hours * hour, zone);

/**
 * Cuts a stretch of time into bars that begin at round times of the zone: days with their first moment, also where the clock is put forward or back.
 * @param from Milliseconds since 1970, as `to`, and as what comes back: ascending edges from `from` to `to`, at most `bars` + 1, at least 2 unless the stretch is empty.
 */
export function timeEdges(from: number, to: number, bars: number, zone: Zone): number[] {
  if (!(to > from)) return [];
  const most = Math.max(1, bars);
  const named = namedZone(zone);
  for (const step of steps()) {
    if ((to - from) / step > most) continue;
    const inner = roundTimes(from, to, step, named).filter((ms) => Math.min(ms - from, to - ms) >= step * sliver);
    if (inner.length < most) return [from, ...inner, to];
  }
  return [from, to];
}

/** The same for a range, whose last moment belongs to it: the last bar ends behind that. */
export const rangeEdges = (from: number, to: number, bars: number, zone: Zone): number[] => {
  const edges = timeEdges(from, to, bars, zone);
  return edges.map((ms, at) => (at === edges.length - 1 ? ms + 1 : ms));
};

/** Times between the two at which a step begins, ascending. */
function roundTimes(from: number, to: number, step: number, zone: Zone): number[] {
  const times: number[] = [];
  const days = step / day;
  const today = dayOf(from, zone);
  // Counted from a Monday, 5 January 1970: weeks begin on the same days whatever is looked at.
  const past = days > 1 ? (((today - 4) % days) + days) % days : 0;
  for (let at = today - past; beginOf(at, zone) < to; at += Math.max(1, days)) {
    const begin = beginOf(at, zone);
    if (days >= 1) times.push(begin);
    // Several hours go by the clock; an hour and less by what has passed, as on a day that has one of them twice.
    else if (step > hour) for (let hours = 0; hours < 24; hours += step / hour) times.push(beginOf(at, zone, hours));
    else {
      const end = beginOf(at + 1, zone);
      // A stretch of seconds does not begin at midnight.
      const skipped = Math.max(0, Math.floor((from - begin) / step));
      for (let ms = begin + skipped * step; ms < Math.min(end, to); ms += step) times.push(ms);
    }
  }
  return times.filter((ms, at) => ms > from && ms < to && ms > (times[at - 1] ?? -Infinity));
}
