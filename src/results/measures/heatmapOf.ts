import type { Heatmap } from "../measures.ts";
import type { Work } from "../steps.ts";
import { outcomes, type Events } from "./events.ts";
import { span } from "./tally.ts";
import { ZoneOffsets } from "./zoneOffsets.ts";

const hourMs = 3_600_000;
const cells = 7 * 24;
// 1970 began on a Thursday.
const firstHour = 3 * 24;
const atOnce = 16_384;
/** Days of a zone that are looked up between two pauses. */
const daysAtOnce = 64;

type HeatmapAnswer = Pick<Heatmap, "outcomes" | "without" | "first" | "last">;

/** Counts events by weekday and hour on the clock of a zone. */
export function* heatmapOf({ times, firsts, ends }: Events, zone: string): Work<HeatmapAnswer> {
  const counts = new Uint32Array(outcomes.length * cells);
  const offsets = new ZoneOffsets(zone);
  let [without, first, last, asked] = [0, Infinity, -Infinity, 0];
  for (let index = 0; index < times.length; index++) {
    if (index % atOnce === atOnce - 1 || offsets.asked > asked + daysAtOnce) {
      asked = offsets.asked;
      yield;
    }
    const time = times[index] ?? NaN;
    if (time !== time) {
      without++;
      continue;
    }
    const earliest = firsts[index] ?? time;
    if (earliest < first) first = earliest;
    if (time > last) last = time;
    const hour = (Math.floor((time + offsets.at(time)) / hourMs) + firstHour) % cells;
    const cell = (ends[index] ?? 0) * cells + (hour < 0 ? hour + cells : hour);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const of = (place: number): number[] => [...counts.subarray(place * cells, (place + 1) * cells)];
  return { outcomes: { success: of(0), failure: of(1), interrupt: of(2), other: of(3) }, without, ...span(first, last) };
}
