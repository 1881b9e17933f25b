import { firstAt, wallAt, type Zone } from "../../query/zone.ts";

const shape = /^(?:(\d{4}-\d\d-\d\d)(?:[ T]|$))?(?:(\d{1,2}):(\d\d)(?::(\d\d(?:\.\d+)?))?)?(Z|[+-]\d\d:\d\d)?$/i;

/**
 * The instant that a person means, ISO 8601: `2026-11-18T09:14:02Z`, `2026-11-18 09:14`, `2026-11-18`, or `09:14` on the day of `near`; without an offset, on the
 * clock of the zone. Undefined for anything else.
 */
export function readTime(text: string, near: Date, zone: Zone): string | undefined {
  const [, date, hours, minutes = "00", seconds = "00", offset] = shape.exec(text.trim()) ?? [];
  if (date === undefined && hours === undefined) return undefined;
  const day = date ?? new Date(wallAt(near.getTime(), zone)).toISOString().slice(0, 10);
  const wall = Date.parse(`${day}T${(hours ?? "00").padStart(2, "0")}:${minutes}:${seconds}Z`);
  // The calendar has no 31 November, which would be read as the day behind it.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== day) return undefined;
  if (offset === undefined) return new Date(firstAt(wall, zone)).toISOString();
  const [, sign = "+", ahead = "00", more = "00"] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  return new Date(wall - (sign === "-" ? -1 : 1) * (Number(ahead) * 60 + Number(more)) * 60_000).toISOString();
}
