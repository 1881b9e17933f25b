import { zoneLabel } from "../query/index.ts";
import { formatCount } from "../records/counted.ts";
import type { HeatmapPart } from "../reports/summaryParts.ts";
import { heatmapCells } from "./heatmapCells.ts";
import { percent, phrase, sentenceOf } from "./texts.ts";
import { basisNotes, type PartKind } from "./partKind.ts";

export const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const hour = (number: number): string => `${String(number).padStart(2, "0")}:00`;

export const heatmap: PartKind<HeatmapPart> = {
  paths: () => [],

  // Rows, as their cells lead to rows of that hour: the rows of one attempt may be of two.
  asks: (_, { context }) => [{ kind: "heatmap", zone: context.zone }],

  says({ id, title, notes = [] }, [answer], _, __, { report, context }) {
    if (answer?.kind !== "heatmap" || answer.events === answer.without) return { id, title, sentences: [["No row has a time."]] };
    const cells = heatmapCells(answer, context.zone, report.timeField);
    const timed = answer.events - answer.without;
    const flat = cells.flatMap((row, day) => row.map((cell, at) => ({ ...cell, day, hour: at })));
    const [busiest] = [...flat].sort((one, other) => other.events - one.events);
    const weekend = flat.filter(({ day }) => day > 4).reduce((sum, { events }) => sum + events, 0);
    const night = flat.filter(({ hour: at }) => at < 6).reduce((sum, { events }) => sum + events, 0);
    return {
      id,
      title,
      sentences: [
        sentenceOf(
          "Most rows are of {day} {hour}–{end} ({events}); {weekend} are of Saturday and Sunday, {night} of the hours before 06:00.",
          {
            day: weekdays[busiest?.day ?? 0],
            hour: hour(busiest?.hour ?? 0),
            end: hour((busiest?.hour ?? 0) + 1),
            events: phrase(`${formatCount(busiest?.events ?? 0)} of ${formatCount(timed)}`, busiest?.rows),
            weekend: percent(weekend, timed),
            night: percent(night, timed),
          },
        ),
      ],
      heatmap: { zone: context.zone, cells },
      notes: [
        ...basisNotes(answer ? [answer] : []),
        ...(answer.without > 0 ? [`${formatCount(answer.without)} of ${formatCount(answer.events)} rows have no time.`] : []),
        `Hours are those of ${zoneLabel(context.zone)}.`,
        ...notes,
      ],
    };
  },
};
