import { longestSkewMs } from "./serviceTime.ts";

/** A difference of clocks from which on a person is told. */
const largeSkewMs = 2 * 60_000;

/** Of clocks so far apart that one of them must be wrong. */
export function wrongClockNote(servedAt: number | undefined, now: number): string | undefined {
  if (servedAt === undefined || Math.abs(now - servedAt) <= longestSkewMs) return undefined;
  return `The service says that it is ${dayOf(servedAt)}, the clock of this computer says ${dayOf(now)}: one of them is wrong. The range goes by this computer's.`;
}

/** `aheadMs`: this computer's clock, of the service's. */
export function largeSkewNote(aheadMs: number): string | undefined {
  if (Math.abs(aheadMs) < largeSkewMs) return undefined;
  const difference = `${Math.round(Math.abs(aheadMs) / 60_000)} min ${aheadMs > 0 ? "ahead of" : "behind"}`;
  return `The clock of this computer is ${difference} Entra's: the range and what is complete go by Entra's clock.`;
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
