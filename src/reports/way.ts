import type { EntityKind } from "./entityPlaces.ts";

/**
 * Which of the ids of its kind an id is. Of users `object` is the directory's own and `name` what they sign in with; of applications and devices `object` is
 * the directory's own and `own` the client's or the device's, which is another one; of sessions `own` is the client's. `other`: an id of another system, or none that the directory gives.
 */
export type IdForm = "object" | "name" | "own" | "other";

/** A question about something of a kind, by one of its ids, wherever a record names it. A record of the report is meant when one of the fields has the id. */
export interface Way {
  readonly of: EntityKind;
  readonly label: string;
  /** Of the fields. */
  readonly paths: readonly string[];
  /** The form of id that is asked for, where the thing has one; missing: whichever id it is known by. */
  readonly by?: IdForm;
  /** Kinds of the report's events that are asked for; all of them unless they are given. */
  readonly types?: readonly string[];
  /** Behind those of other reports. */
  readonly comesLast?: true;
}
