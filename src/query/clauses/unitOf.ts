import { rangeUnits, type RangeUnit } from "../query.ts";

const unitNames: Record<RangeUnit, string> = { m: "minute", h: "hour", d: "day", w: "week", mo: "month" };
/** A unit of time by its letters or its name. */
export const unitOf = (word: string) =>
  rangeUnits.find((unit) => word === unit || word === unitNames[unit] || word === `${unitNames[unit]}s`);

const otherUnits: Readonly<Record<string, RangeUnit>> = {
  min: "m",
  mins: "m",
  hr: "h",
  hrs: "h",
  wk: "w",
  wks: "w",
  mon: "mo",
  mth: "mo",
  mths: "mo",
};
/** One that is abbreviated in another way. */
export const unitMeant = (word: string): RangeUnit | undefined => (Object.hasOwn(otherUnits, word) ? otherUnits[word] : undefined);
