import { outcomeTerms, zoneLabel } from "../query/index.ts";
import { counted, formatCount } from "../records/counted.ts";
import type { HeatmapPart } from "../reports/summaryParts.ts";
import { conditionTerms, rowsOf } from "./conditions.ts";
import { heatmapCells } from "./heatmapCells.ts";
import { basisNotes, type PartKind } from "./partKind.ts";
import type { HeatmapCell } from "./summary.ts";
import { percent, phrase, sentenceOf } from "./texts.ts";
import { weekdays } from "./weekdays.ts";

const hourText = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

interface HeatmapPlace extends HeatmapCell {
  readonly day: number;
  readonly hour: number;
}

const highest = (places: readonly HeatmapPlace[], count: (place: HeatmapPlace) => number): HeatmapPlace | undefined =>
  places.reduce<HeatmapPlace | undefined>((best, place) => (best === undefined || count(place) > count(best) ? place : best), undefined);
const sum = (places: readonly HeatmapPlace[]): number => places.reduce((total, { events }) => total + events, 0);
const words = ({ day, hour }: HeatmapPlace): string => `${weekdays[day] ?? ""} ${hourText(hour)}–${hourText(hour + 1)}`;

export const heatmap: PartKind<HeatmapPart> = {
  paths: () => [],

  // Rows, as a cell leads to the rows of its hour: those of one attempt may be of two.
  asks: (_, { context }) => [{ kind: "heatmap", zone: context.zone }],

  says({ id, title, notes = [] }, [answer], _, __, { report, context }) {
    if (answer?.kind !== "heatmap" || answer.events === answer.without) return { id, title, sentences: [["No row has a time."]] };
    const cells = heatmapCells(answer, context.zone, report.timeField);
    const timed = answer.events - answer.without;
    const places = cells.flatMap((row, day) => row.map((cell, hour): HeatmapPlace => ({ ...cell, day, hour })));
    const busiest = highest(places, ({ events }) => events);
    const worst = highest(places, ({ failures }) => failures);
    const failures = places.reduce((total, place) => total + place.failures, 0);
    const ofWorst = worst?.rows?.kind === "condition" ? conditionTerms(worst.rows.condition) : undefined;
    return {
      id,
      title,
      sentences: [
        sentenceOf("The busiest hour is {hour} with {events}. {weekend} are of Saturday and Sunday, {night} of the hours before 06:00.", {
          hour: busiest ? words(busiest) : "",
          events: phrase(`${formatCount(busiest?.events ?? 0)} of ${counted(timed, "row")}`, busiest?.rows),
          weekend: percent(sum(places.filter(({ day }) => day > 4)), timed),
          night: percent(sum(places.filter(({ hour }) => hour < 6)), timed),
        }),
        ...(worst && worst.failures > 0
          ? [
              sentenceOf("Most failures are of {hour}: {events}.", {
                hour: words(worst),
                events: phrase(
                  `${formatCount(worst.failures)} of ${counted(failures, "row that failed", "rows that failed")}`,
                  rowsOf(report, ofWorst, outcomeTerms(report, "failure")),
                ),
              }),
            ]
          : []),
      ],
      heatmap: { zone: context.zone, cells },
      notes: [
        ...basisNotes([answer]),
        ...(answer.without > 0 ? [`${formatCount(answer.without)} of ${counted(answer.events, "row")} have no time.`] : []),
        `Hours are those of ${zoneLabel(context.zone)}. Here each row counts.`,
        ...notes,
      ],
    };
  },
};
