import type { DemoEvent } from "./events.ts";

export interface Audit extends DemoEvent {
  /** Position in `activities`. */
  readonly activity: number;
  /** Person who acted, or to whose behalf it was done; and the person, group, app … it was done to. */
  readonly who: number;
  readonly whom: number;
  readonly result: "success" | "failure" | "timeout";
  readonly flow: number;
}
