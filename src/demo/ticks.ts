/**
 * Ticks: 100 ns since 2015-01-01T00:00:00Z, the service's resolution. As a number they are exact until 2043.
 */
const base = Date.UTC(2015, 0, 1);
export const ticksPerSecond = 10_000_000;
export const ticksPerDay = 86_400 * ticksPerSecond;

export const ticksOfTime = (time: number): number => (time - base) * 10_000;
export const timeOfTicks = (ticks: number): number => Math.floor(ticks / 10_000) + base;

/** As the service writes an instant: seven digits of fraction, or none for a whole second. */
export function instant(ticks: number): string {
  const text = new Date(timeOfTicks(ticks)).toISOString();
  const fraction = ticks % ticksPerSecond;
  return fraction === 0 ? `${text.slice(0, 19)}Z` : `${text.slice(0, 20)}${String(fraction).padStart(7, "0")}Z`;
}

/** Reads an OData date or dateTimeOffset literal; NaN when it is neither. */
export function ticksOfLiteral(text: string): number {
  const parts = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?(Z|[+-]\d\d:\d\d))?$/i.exec(text);
  if (!parts) return Number.NaN;
  const [, date, minutes = "00:00", seconds = "00", fraction = "", zone = "Z"] = parts;
  return ticksOfTime(Date.parse(`${date}T${minutes}:${seconds}${zone.toUpperCase()}`)) + Number(fraction.slice(0, 7).padEnd(7, "0"));
}
