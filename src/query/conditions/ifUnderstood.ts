import type { Reader } from "../reader.ts";

/** A replacement for what begins there; undefined where something in it is wrong that has none itself, and would be lost. */
export function ifUnderstood({ problems }: Reader, start: number, written: string): string | undefined {
  const isLost = problems.some((one) => one.start >= start && one.severity === "error" && one.replacement === undefined);
  return isLost ? undefined : written;
}
