/** Whose clock and calendar count: an IANA name such as `Europe/Berlin`, `utc`, or `local` for that of the process. */
export type Zone = string;

const secondMs = 1_000;
const dayMs = 24 * 3_600_000;
/** What a Date can hold, less the days around that are looked at. */
const mostMs = 8.64e15 - 3 * dayMs;
/** More days than anyone looks at, and than a page of hostile instants may fill the memory with. */
const mostDays = 20_000;

/** The name in the case in which Intl writes it, UTC under any of its names as `UTC`; undefined: no zone that is known here. */
export function knownZone(name: unknown): string | undefined {
  if (typeof name !== "string" || name === "") return undefined;
  try {
    const found = new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
    // Intl may answer with a name out of use: Katmandu for Kathmandu. Who wrote the other one reads that.
    return found === "UTC" || found.toLowerCase() === name.toLowerCase() ? found : name;
  } catch {
    return undefined;
  }
}

/** The zone of this process by its name. It may change while the process runs. */
export const ownZone = (): string => knownZone(Intl.DateTimeFormat().resolvedOptions().timeZone) ?? "UTC";

/** To be asked once where many instants are looked at: finding out what `local` is costs as much as a thousand of them. */
export const namedZone = (zone: Zone): Zone => (zone === "local" ? ownZone() : zone);

export const isUtc = (zone: Zone): boolean => zone.toUpperCase() === "UTC";

/** What Intl says of a zone, and the offsets at the beginnings of days that were asked for before: most instants then cost no formatting. */
interface Clock {
  readonly format: Intl.DateTimeFormat;
  readonly days: Map<number, number>;
}
const clocks = new Map<Zone, Clock>();

function clockOf(zone: Zone): Clock {
  const name = namedZone(zone);
  let clock = clocks.get(name);
  if (!clock)
    clocks.set(
      name,
      (clock = { format: new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" }), days: new Map() }),
    );
  return clock;
}

/** `11/18/2026, GMT+05:45`, with seconds before zones were agreed on, and `GMT` alone for none. */
const offsetShape = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

function readOffset({ format }: Clock, ms: number): number {
  const [, sign, hours = 0, minutes = 0, seconds = 0] = offsetShape.exec(format.format(ms)) ?? [];
  return (sign === "-" ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * secondMs;
}

function offsetOfDay(clock: Clock, day: number): number {
  let offset = clock.days.get(day);
  if (offset === undefined) {
    if (clock.days.size >= mostDays) clock.days.clear();
    clock.days.set(day, (offset = readOffset(clock, day * dayMs)));
  }
  return offset;
}

/** Milliseconds that a zone's clock is ahead of UTC at an instant. */
export function offsetAt(ms: number, zone: Zone): number {
  if (isUtc(zone) || !(Math.abs(ms) < mostMs)) return 0;
  const clock = clockOf(zone);
  const day = Math.floor(ms / dayMs);
  const offset = offsetOfDay(clock, day);
  return offset === offsetOfDay(clock, day + 1) ? offset : readOffset(clock, ms);
}

/** What a zone's clock shows at an instant, as the milliseconds at which a clock of UTC shows the same. */
export const wallAt = (ms: number, zone: Zone): number => ms + offsetAt(ms, zone);

/** Offsets before and after a change of the clock near a time that it shows; the same twice where none is near. */
function offsetsAround(wall: number, zone: Zone): readonly [before: number, after: number] {
  return [offsetAt(wall - dayMs, zone), offsetAt(wall + dayMs, zone)];
}

/** Instants at which the clock shows a time, ascending: one, two where it was put back, none where it was put forward over it. */
function instantsOf(wall: number, zone: Zone): number[] {
  const offsets = new Set(offsetsAround(wall, zone));
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((ms) => wallAt(ms, zone) === wall)
    .sort((a, b) => a - b);
}

/** The clock is put back and shows this time once more, or has shown it before. */
export const isTwice = (ms: number, zone: Zone): boolean => !isUtc(zone) && instantsOf(wallAt(ms, zone), zone).length > 1;

/** The first moment at which the clock shows a time, or a later one where it is put forward over that; milliseconds since 1970. */
export function firstAt(wall: number, zone: Zone): number {
  const [found] = instantsOf(wall, zone);
  if (found !== undefined) return found;
  const [before, after] = offsetsAround(wall, zone);
  // The change lies between what the two offsets make of the time.
  let [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (wallAt(middle, zone) < wall) early = middle;
    else late = middle;
  }
  return late;
}

/** The instant at which the clock shows a time, the first of two; where it is put forward over the time, as long before the change as the time is after it. */
export function beginningAt(wall: number, zone: Zone): number {
  return instantsOf(wall, zone)[0] ?? wall - Math.max(...offsetsAround(wall, zone));
}

/** What a zone is called where there is little room: `UTC`, `Berlin`, `Lord Howe`. */
export const zoneLabel = (zone: Zone): string => (isUtc(zone) ? "UTC" : zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " "));

/** `+05:45`. */
export function offsetText(ms: number, zone: Zone): string {
  const minutes = Math.round(offsetAt(ms, zone) / 60_000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}
