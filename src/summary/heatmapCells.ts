import { wallAt } from "../query/index.ts";
import type { Heatmap } from "../results/measures.ts";
import { instantText } from "./conditions.ts";
import type { HeatmapCell } from "./summary.ts";

const quarterMs = 15 * 60_000;
const dayMs = 24 * 3_600_000;
/** Longer stretches would make conditions that nobody reads and that take long. It is what the service keeps. */
const mostDays = 31;

const days = 7;
const hours = 24;

/** Weekday, Monday first, and hour of an instant on a zone's clock: `weekday * 24 + hour`. */
export function heatmapPlace(ms: number, zone: string): number {
  const wall = new Date(wallAt(ms, zone));
  return ((wall.getUTCDay() + 6) % days) * hours + wall.getUTCHours();
}

/** Stretches of time that belong to each place, `to` exclusive, milliseconds since 1970; undefined when there are too many days. Zones change their clocks on quarters of an hour. */
export function stretchesOf(
  first: number,
  last: number,
  zone: string,
): readonly (readonly { readonly from: number; readonly to: number }[])[] | undefined {
  if (!(last - first <= mostDays * dayMs)) return undefined;
  const places: { from: number; to: number }[][] = Array.from({ length: days * hours }, () => []);
  for (let at = Math.floor(first / quarterMs) * quarterMs; at <= last; at += quarterMs) {
    const stretches = places[heatmapPlace(at, zone)];
    const before = stretches?.at(-1);
    if (before?.to === at) before.to = at + quarterMs;
    else stretches?.push({ from: at, to: at + quarterMs });
  }
  return places;
}

/** A stretch that ends where no condition reaches has no end in it. */
function stretchText(timeField: string, { from, to }: { readonly from: number; readonly to: number }): readonly string[] {
  const [first, end] = [instantText(from), instantText(to)];
  if (first === undefined) return [];
  return [end === undefined ? `${timeField} ge ${first}` : `${timeField} ge ${first} and ${timeField} lt ${end}`];
}

/** The cells of a heatmap, each with what asks for its rows. */
export function heatmapCells({ outcomes, first, last }: Heatmap, zone: string, timeField: string): readonly (readonly HeatmapCell[])[] {
  const stretches = first === undefined || last === undefined ? undefined : stretchesOf(first, last, zone);
  return Array.from({ length: days }, (_, day) =>
    Array.from({ length: hours }, (__, hour): HeatmapCell => {
      const place = day * hours + hour;
      const failures = outcomes.failure[place] ?? 0;
      const events = Object.values(outcomes).reduce((sum, counts) => sum + (counts[place] ?? 0), 0);
      const parts = events > 0 ? (stretches?.[place] ?? []) : [];
      const texts = parts.flatMap((part) => stretchText(timeField, part));
      return {
        events,
        failures,
        ...(texts.length > 0 && {
          rows: {
            kind: "condition" as const,
            condition: texts.length === 1 ? texts.join("") : texts.map((text) => `(${text})`).join(" or "),
          },
        }),
      };
    }),
  );
}
