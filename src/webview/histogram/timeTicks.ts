import { scaleUtc } from "d3-scale";
import { firstAt, wallAt, type Zone } from "../../query/zone.ts";

/** Below it the clock may be put back by more than what is shown: then time is counted as it passes. */
const clockCounts = 4 * 3_600_000;

/** Round times of the zone for the axis, about as many as asked for; milliseconds since 1970, ascending. */
export function timeTicks(from: number, to: number, count: number, zone: Zone): number[] {
  const byClock = to - from >= clockCounts;
  const start = wallAt(from, zone);
  const end = byClock ? wallAt(to, zone) : start + to - from;
  const times = scaleUtc([start, end], [0, 1])
    .ticks(count)
    .map((tick) => (byClock ? firstAt(tick.getTime(), zone) : tick.getTime() - start + from));
  return times.filter((ms, at) => ms >= from && ms <= to && ms > (times[at - 1] ?? -Infinity));
}
