import type { HostApi, PickedRange } from "../protocol/grid.ts";
import { printRange, type Range, type RangeOptions } from "../query/index.ts";
import { timeProblem, writtenTime, type WrittenTime } from "../query/readTime.ts";
import { instantIn, momentAt } from "../query/calendar.ts";
import { isUtc, offsetText, zoneLabel } from "../query/zone.ts";
import { counted } from "../records/counted.ts";
import { namedInstant } from "../records/formatInstant.ts";
import type { Report } from "../reports/index.ts";
import { recordOf } from "../records/recordOf.ts";

const secondMs = 1_000;
const dayMs = 24 * 3_600_000;

/** What a person writes as the ends of a range, as the query would say it; the second may be empty, which is now. Nothing is refused without a sentence that says why. */
export function pickedRange(
  written: { readonly from: string; readonly to: string },
  report: Report,
  { now, zone }: RangeOptions,
): PickedRange {
  const isOpen = written.to.trim() === "";
  const [from, to] = [written.from, written.to].map((text) => timeOf(text, { now, zone }));
  const fromProblem = written.from.trim() === "" ? "Write when it begins." : timeProblem(from, zone);
  const toProblem = isOpen ? undefined : timeProblem(to, zone);
  const problems = { ...(fromProblem !== undefined && { from: fromProblem }), ...(toProblem !== undefined && { to: toProblem }) };
  if (!from || fromProblem !== undefined || toProblem !== undefined) return { problems, notes: [] };
  const [begins, ends] = [Date.parse(from.instant), to ? Date.parse(to.instant) : now.getTime()];
  const shown = (instant: string): string => namedInstant(instant, zone, now);
  if (!(begins < ends))
    return to
      ? { problems: { to: `The end has to be later than the beginning, ${shown(from.instant)}.` }, notes: [] }
      : { problems: { from: `This is still to come: it is ${shown(now.toISOString())}.` }, notes: [] };
  const range: Range = { kind: "between", from: textOf(from, zone), ...(to && { to: textOf(to, zone) }) };
  const oldest = now.getTime() - report.retentionDays * dayMs;
  const kept = `The service keeps ${report.title.toLowerCase()} for ${counted(report.retentionDays, "day")}`;
  const notes = [
    ...(from.isTwice ? [twice("beginning", from, zone)] : []),
    ...(to?.isTwice ? [twice("end", to, zone)] : []),
    ...(ends <= oldest
      ? [`${kept}: all of this is older, so nothing may be found.`]
      : begins < oldest
        ? [`${kept}: nothing before ${shown(new Date(oldest).toISOString())} may be found.`]
        : []),
    ...(begins > now.getTime()
      ? ["All of this is still to come."]
      : ends > now.getTime()
        ? ["The end is still to come: what has happened is asked for."]
        : []),
  ];
  const stretch = `From ${shown(from.instant)} until ${to ? shown(to.instant) : "now"}`;
  return {
    clause: printRange(range),
    range: { from: range.from, ...(range.to !== undefined && { until: range.to }) },
    stretch,
    problems: {},
    notes,
  };
}

/** Words such as `today` and `27 Nov` are read as in a query line. */
function timeOf(text: string, { now, zone }: RangeOptions): WrittenTime | undefined {
  const written = writtenTime(text, now, zone);
  if (written) return written;
  const trimmed = text.trim();
  const meant = momentAt(trimmed, 0, { now, zone });
  if (!meant || meant.end !== trimmed.length) return undefined;
  return {
    instant: new Date(meant.ms).toISOString(),
    ...(/^[\d-]+$/.test(meant.text) && { date: meant.text }),
    isSkipped: false,
    isTwice: false,
  };
}

function textOf({ date, instant }: WrittenTime, zone: string): string {
  if (date !== undefined) return date;
  // The clock of a zone is written to the second.
  return isUtc(zone) || !instant.endsWith(".000Z") ? instant.replace(".000Z", "Z") : instantIn(Date.parse(instant), zone);
}

const twice = (which: string, { instant }: WrittenTime, zone: string): string => {
  const offset = offsetText(Date.parse(instant), zone);
  return `The clock of ${zoneLabel(zone)} showed the time of the ${which} twice: the first one is meant, at ${offset}. Write the other offset behind it for the second.`;
};

/** What a grid needs for it. */
export interface RangeGrid {
  readonly report: Report;
  readonly clock: RangeOptions;
  /** JSON text. */
  record(record: number): Promise<string>;
}

/** The same for a grid; `around` fills the ends in with so long before and after a record. */
export async function pickRange({ around, ...written }: Parameters<HostApi["pickRange"]>[0], grid: RangeGrid): Promise<PickedRange> {
  const { report, clock } = grid;
  if (!around) return pickedRange(written, report, clock);
  const time = recordOf(await grid.record(around.record))?.[report.timeField];
  if (typeof time !== "string" || Number.isNaN(Date.parse(time)))
    return { problems: { from: "The record does not say when it was." }, notes: [] };
  const filled = timesAround(time, around.ms, clock.zone);
  return { ...pickedRange(filled, report, clock), filled };
}

/** Written for the boxes: so long before and after an instant. */
export function timesAround(instant: string, ms: number, zone: string): { readonly from: string; readonly to: string } {
  const at = Date.parse(instant);
  // A time with its offset means one moment, in an hour that comes twice, too.
  return { from: instantIn(at - ms, zone), to: instantIn(Math.floor((at + ms) / secondMs) * secondMs + secondMs, zone) };
}
