import type { Failure } from "./answers.ts";

/**
 * The cheap core of a record: what it takes to know when, who and how it ended. The members of the record are made from it when they are asked for.
 */
export interface DemoEvent {
  /** See ticks.ts. */
  readonly ticks: number;
  /** Bucket and place in it (modulo `parts`: the part); of a story's event the day of the story, marked, and its place among the stories' events. */
  readonly bucket: number;
  readonly index: number;
  /** What the event's random details are drawn from. */
  readonly key: number;
  /** Whole members that a story sets. */
  readonly says?: Readonly<Record<string, unknown>> | undefined;
}

/** Where a report's records come from. */
export interface Source<E extends DemoEvent> {
  /** Events per working day with factor 1. */
  readonly perDay: number;
  /** A record belongs to one of so many parts, which can be read without the others: the kinds of sign-ins. */
  readonly parts: number;
  partOf(event: E): number;
  /** Background events of a part and of `width` ticks from `from` on, in any order; `factor` times as many as usual. The same for the same bucket. */
  fill(part: number, bucket: number, from: number, width: number, factor: number): E[];
  /** Members as they are soon after the event, when the service changes records later. */
  readonly early?: Readonly<Record<string, unknown>>;
  /** What is said when somebody asks for events that are older than what is kept; missing: they get what there is. `oldest`: the first day that is kept. */
  tooOld?(oldest: Date): Failure;
  /** Of a record, behind `microsoft.graph.`. */
  readonly typeName: string;
  /** Missing: 1,000. */
  readonly mostPerPage?: number;
  /** What stands at the end of a skip token; `number`: one of its own. */
  skipTokenEnd(number: number): string;
  /** Bucket and place of the event with that id, when it is one of ours. */
  locate(id: string): readonly [number, number] | undefined;
  /** Makes each member of the record, in the service's order. */
  readonly members: Readonly<Record<string, (event: E) => unknown>>;
}

/** Marks the `bucket` of a story's event. */
export const storyMark = 0x8000_0000;
