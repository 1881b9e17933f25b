import { chance, hashText, mix } from "./random.ts";

/** What a fault is asked about. */
export interface Occasion {
  readonly request: Request;
  /** Requests before this one: a repeated request may fare better. */
  readonly ordinal: number;
  /** Of faults that concern one record. */
  readonly id?: string;
}
/** How often: a rate from 0 to 1, drawn from the seed, or a rule. */
export type Rate = number | ((occasion: Occasion) => boolean);

/** What goes wrong, as it does with the real service. All off unless named. */
export interface Faults {
  /** Pages with fewer records than asked for, although more follow. */
  readonly shortPages?: Rate;
  /** Pages without records, although more follow. */
  readonly emptyPages?: Rate;
  /** Per record: it comes a second time. */
  readonly duplicates?: Rate;
  /** Per record: it can be read only up to 20 minutes after the event. */
  readonly lateEvents?: Rate;
  /** Per record: details and risk of a sign-in are added up to two hours after the event. A duplicate is the later state. */
  readonly changingRecords?: Rate;
  readonly deadSkipTokens?: Rate;
  /** The body of a 200 ends in the middle, with an error attached. */
  readonly brokenJson?: Rate;
  readonly slowAnswers?: Rate;
  /** How long a slow answer takes, in milliseconds; 3,000 if not said. */
  readonly slowMs?: number;
  /** `fetch` rejects as it does when the connection ends. */
  readonly droppedConnections?: Rate;
  /** 500, 503 or 504. */
  readonly serverErrors?: Rate;
  /** The 403 about a missing licence, which comes and goes. */
  readonly licenceErrors?: Rate;
  /** `$select` is refused, as until 2022. */
  readonly selectRefused?: Rate;
  /** The list of activities is for other roles: a 403. */
  readonly activityTypesRefused?: Rate;
  /** Requests allowed in 10 s; 5 if not said, as the real service. `Infinity`: no limit. */
  readonly throttleAfter?: number;
}
export type Fault = Exclude<keyof Faults, "slowMs" | "throttleAfter">;

export const faultHappens =
  (faults: Faults, seed: number) =>
  (fault: Fault, occasion: Occasion): boolean => {
    const rate = faults[fault];
    if (rate === undefined || rate === 0) return false;
    if (typeof rate === "function") return rate(occasion);
    return chance(mix(seed, hashText(fault)), occasion.id === undefined ? occasion.ordinal : hashText(occasion.id)) < rate;
  };
