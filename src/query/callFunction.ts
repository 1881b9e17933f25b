import { readingCost, type Effort } from "./effort.ts";
import { matcher } from "./pattern.ts";
import { floorTo, fractionOf, isTemporal, temporal, ticksPerSecond, wallClock, type Temporal, type TemporalKind } from "./temporal.ts";
import type { Value } from "./value.ts";

type Implementation = (...values: readonly unknown[]) => unknown;

const onTexts =
  (apply: (text: string, other: string) => unknown): Implementation =>
  (text, other) =>
    typeof text === "string" && typeof other === "string" ? apply(text, other) : null;
const onText =
  (apply: (text: string) => unknown): Implementation =>
  (text) =>
    typeof text === "string" ? apply(text) : null;
const onNumber =
  (apply: (value: number) => number): Implementation =>
  (value) =>
    typeof value === "number" ? apply(value) : null;

/** Reads a record's text as a time when the function asks for one. */
const onTime =
  (kinds: readonly TemporalKind[], apply: (time: Temporal) => unknown): Implementation =>
  (value) => {
    const time = isTemporal(value)
      ? value
      : typeof value === "string"
        ? kinds.map((kind) => temporal(value, kind)).find(Boolean)
        : undefined;
    return time && (kinds.includes(time.kind) || (time.kind === "date" && kinds[0] === "dateTimeOffset")) ? apply(time) : null;
  };
const instant: readonly TemporalKind[] = ["dateTimeOffset"];
const clock: readonly TemporalKind[] = ["dateTimeOffset", "timeOfDay"];
const ticksPerDay = 86_400n * ticksPerSecond;
const localTicks = ({ ticks, offset }: Temporal) => ticks + BigInt(offset * 60) * ticksPerSecond;

const implementations: Readonly<Record<string, Implementation>> = {
  contains: onTexts((text, part) => text.includes(part)),
  startswith: onTexts((text, part) => text.startsWith(part)),
  endswith: onTexts((text, part) => text.endsWith(part)),
  indexof: onTexts((text, part) => text.indexOf(part)),
  concat: onTexts((text, other) => text + other),
  tolower: onText((text) => text.toLowerCase()),
  toupper: onText((text) => text.toUpperCase()),
  trim: onText((text) => text.trim()),
  length: (value) => (typeof value === "string" || Array.isArray(value) ? value.length : null),
  substring: (text, start, length = Infinity) => {
    if (typeof text !== "string" || typeof start !== "number" || typeof length !== "number" || length < 0) return null;
    const from = start < 0 ? Math.max(0, text.length + start) : start;
    return text.slice(from, from + length);
  },
  year: onTime(instant, (time) => wallClock(time).getUTCFullYear()),
  month: onTime(instant, (time) => wallClock(time).getUTCMonth() + 1),
  day: onTime(instant, (time) => wallClock(time).getUTCDate()),
  hour: onTime(clock, (time) => wallClock(time).getUTCHours()),
  minute: onTime(clock, (time) => wallClock(time).getUTCMinutes()),
  second: onTime(clock, (time) => wallClock(time).getUTCSeconds()),
  fractionalseconds: onTime(clock, ({ ticks }) => fractionOf(ticks)),
  totaloffsetminutes: onTime(instant, ({ offset }) => offset),
  date: onTime(
    instant,
    (time) => ({ kind: "date", ticks: BigInt(floorTo(localTicks(time), ticksPerDay)) * ticksPerDay, offset: 0 }) satisfies Temporal,
  ),
  time: onTime(instant, (time) => {
    const ticks = localTicks(time);
    return { kind: "timeOfDay", ticks: ((ticks % ticksPerDay) + ticksPerDay) % ticksPerDay, offset: 0 } satisfies Temporal;
  }),
  totalseconds: onTime(["duration"], ({ ticks }) => Number(ticks) / 1e12),
  round: onNumber((value) => Math.sign(value) * Math.round(Math.abs(value))),
  floor: onNumber(Math.floor),
  ceiling: onNumber(Math.ceil),
};

const limits = new Map([
  ["mindatetime", temporal("0001-01-01T00:00:00Z", "dateTimeOffset")],
  ["maxdatetime", temporal("9999-12-31T23:59:59.999999999999Z", "dateTimeOffset")],
]);

/** Steps for a function beside those for the texts that it reads: dates are read and calculated with. */
const callCost = 10;

/** A call of a canonical function; null when an argument is null or of the wrong kind. */
export function call(name: string, values: readonly Value[], { now, effort }: { readonly now: Temporal; readonly effort: Effort }): Value {
  const constant = name === "now" ? now : limits.get(name);
  if (constant) return () => constant;
  const apply = name === "matchespattern" ? patternTest(effort) : Object.hasOwn(implementations, name) ? implementations[name] : undefined;
  if (!apply) return () => null;
  const [first, second, third] = values;
  if (!first) return () => null;
  const paid = (value: unknown) => {
    effort.spend(callCost + (typeof value === "string" ? readingCost(value.length) : 0));
    return value;
  };
  if (!second) return (record) => apply(paid(first(record)));
  if (!third) return (record) => apply(paid(first(record)), paid(second(record)));
  return (record) => apply(paid(first(record)), paid(second(record)), third(record) ?? null);
}

function patternTest(effort: Effort): Implementation {
  const matches = matcher((steps) => {
    effort.spend(steps);
  });
  return onTexts(matches);
}
