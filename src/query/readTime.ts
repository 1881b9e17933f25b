import { firstAt, isTwice, wallAt, zoneLabel, type Zone } from "./zone.ts";

const shape = /^(?:(\d{4}-\d\d-\d\d)(?:[ T]|$))?(?:(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/i;

/** What a person has written as a time. */
export interface WrittenTime {
  /** ISO 8601, as fine as it was written, to 12 digits. */
  readonly instant: string;
  /** A date alone: `2026-11-18`. */
  readonly date?: string;
  /** The clock of the zone never showed it: it was put forward over it. The instant is the first moment behind. */
  readonly isSkipped: boolean;
  /** The clock showed it twice, and which one is meant is not said. The instant is the first. */
  readonly isTwice: boolean;
}

/**
 * The time that a person means: `2026-11-18T09:14:02Z`, `2026-11-18 09:14`, `2026-11-18`, or `09:14` on the day of `near`; without an offset, on the clock of
 * the zone. Undefined for anything else.
 */
export function writtenTime(text: string, near: Date, zone: Zone): WrittenTime | undefined {
  const [, date, hours, minutes = "00", seconds = "00", offset] = shape.exec(text.trim()) ?? [];
  if (date === undefined && hours === undefined) return undefined;
  const day = date ?? new Date(wallAt(near.getTime(), zone)).toISOString().slice(0, 10);
  const wall = Date.parse(`${day}T${(hours ?? "00").padStart(2, "0")}:${minutes}:${seconds}Z`);
  // A Date would cut what the service writes: of seven digits three are left.
  const finer = seconds.slice(6, 15).replace(/0+$/, "");
  const instantAt = (ms: number): string => new Date(ms).toISOString().replace("Z", `${finer}Z`);
  // The calendar has no 31 November, which would be read as the day behind it.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== day) return undefined;
  if (offset === undefined) {
    const ms = firstAt(wall, zone);
    return {
      instant: instantAt(ms),
      ...(hours === undefined && { date: day }),
      // A date is its first moment, at whatever hour the day begins.
      isSkipped: hours !== undefined && wallAt(ms, zone) !== wall,
      isTwice: hours !== undefined && isTwice(ms, zone),
    };
  }
  const [, sign = "+", ahead = "00", more = "00"] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  const instant = instantAt(wall - (sign === "-" ? -1 : 1) * (Number(ahead) * 60 + Number(more)) * 60_000);
  // A query has years of four digits.
  if (!/^\d{4}-/.test(instant)) return undefined;
  return { instant, isSkipped: false, isTwice: false };
}

/** Its instant alone, ISO 8601. */
export const readTime = (text: string, near: Date, zone: Zone): string | undefined => writtenTime(text, near, zone)?.instant;

/** Why what was written is no time, in a sentence; undefined: it is one. */
export function timeProblem(time: WrittenTime | undefined, zone: Zone): string | undefined {
  if (!time) return "Write a time such as 2026-11-18 09:14, 2026-11-18 or 09:14.";
  if (!time.isSkipped) return undefined;
  const behind = new Date(wallAt(Date.parse(time.instant), zone)).toISOString().slice(11, 16);
  return `The clock of ${zoneLabel(zone)} was put forward over this time. It went on at ${behind}: write that or a later one.`;
}
