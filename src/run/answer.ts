import type { Stretch } from "./coverage.ts";
import type { Lane } from "./lane.ts";
import type { Held } from "./newest.ts";
import type { Advance, Question } from "./question.ts";
import type { Verdict } from "./sift.ts";

/** What a source has answered, until the consumer has it. */
export interface Answer extends Held {
  readonly body: ArrayBuffer;
  readonly list: readonly [start: number, end: number];
  readonly lane: Lane;
  readonly question: Question;
  /** Its slice's own part: what is outside was asked for by others too. */
  readonly own: Stretch;
  readonly advance: Advance;
  /** This machine's clock. */
  readonly sentAt: number;
  /** Its records being judged, and what came of that. */
  judging?: Generator<void, readonly Verdict[]>;
  verdicts?: readonly Verdict[];
}
