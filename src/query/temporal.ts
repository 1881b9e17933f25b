import type { Literal } from "./expression.ts";

export type TemporalKind = "date" | "dateTimeOffset" | "timeOfDay" | "duration";

/** A point or a length of time, exact to the 12 fraction digits that OData allows. */
export interface Temporal {
  readonly kind: TemporalKind;
  /** Picoseconds: since 1970 in UTC, since midnight, or of the duration. */
  readonly ticks: bigint;
  /** Minutes east of UTC, as written. */
  readonly offset: number;
}

export const ticksPerSecond = 10n ** 12n;
const ticksPerMs = 10n ** 9n;

const instantShape = /^(-?\d{4,})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?(?:Z|([+-])(\d\d):(\d\d)))?$/i;
const timeShape = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?$/;
const durationShape = /^([+-])?P(?=\d|T\d)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,12}))?S)?)?$/i;

const fraction = (digits = "") => BigInt(digits.padEnd(12, "0"));
const isTemporalValue = (value: object): value is Temporal => "ticks" in value && typeof value.ticks === "bigint";
export const isTemporal = (value: unknown): value is Temporal => typeof value === "object" && value !== null && isTemporalValue(value);

export const instantOf = (date: Date): Temporal => ({ kind: "dateTimeOffset", ticks: BigInt(date.getTime()) * ticksPerMs, offset: 0 });

/** `year(at) eq 2026 and month(at) eq 2` reads the same text twice. */
let lastInstant: { readonly text: string; readonly value: Temporal | undefined } = { text: "", value: undefined };

/** Reads a text as `kind`; a date also passes for an instant and the other way round. Undefined: it is none, or there is no such day or hour. */
export function temporal(text: string, kind: Literal["kind"]): Temporal | undefined {
  if (kind === "date" || kind === "dateTimeOffset") {
    if (text !== lastInstant.text) lastInstant = { text, value: readInstant(text) };
    return lastInstant.value;
  }
  if (kind === "timeOfDay") return readTime(text);
  return kind === "duration" ? readDuration(text) : undefined;
}

function readInstant(text: string): Temporal | undefined {
  const parts = instantShape.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, hour, minute = "0", second = "0", digits, sign, offsetHour = "0", offsetMinute = "0"] = parts;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour ?? 0), Number(minute), Number(second));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!real || Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  // A Date reads no other offsets, and no zone has them.
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -1 : 1);
  const ticks = BigInt(date.getTime() - offset * 60_000) * ticksPerMs + fraction(digits);
  return { kind: hour === undefined ? "date" : "dateTimeOffset", ticks, offset };
}

function readTime(text: string): Temporal | undefined {
  const [, hour, minute, second = "0", digits] = timeShape.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return {
    kind: "timeOfDay",
    ticks: BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * ticksPerSecond + fraction(digits),
    offset: 0,
  };
}

function readDuration(text: string): Temporal | undefined {
  const parts = durationShape.exec(text);
  if (!parts) return undefined;
  const [, sign, days = "0", hours = "0", minutes = "0", seconds = "0", digits] = parts;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = whole * ticksPerSecond + fraction(digits);
  return { kind: "duration", ticks: sign === "-" ? -ticks : ticks, offset: 0 };
}

/** The Date that shows, in its UTC parts, what the value's own clock shows; fraction digits beyond milliseconds are cut. */
export const wallClock = ({ ticks, offset }: Temporal): Date => new Date(floorTo(ticks, ticksPerMs) + offset * 60_000);
/** Whole `unit`s in `ticks`, towards the past. */
export const floorTo = (ticks: bigint, unit: bigint): number => Number((ticks - (((ticks % unit) + unit) % unit)) / unit);
export const fractionOf = (ticks: bigint): number => Number(((ticks % ticksPerSecond) + ticksPerSecond) % ticksPerSecond) / 1e12;
