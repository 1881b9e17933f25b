import type { Report } from "../reports/report.ts";

const minuteMs = 60_000;
/** Whoever is later still is not waited for: a range would never be complete. */
const longestMs = 4 * 60 * minuteMs;

/** Which records a question asks for. */
export interface Asked {
  readonly report: Pick<Report, "id" | "settleMinutes" | "settleMinutesOf">;
  /** Kinds of sign-ins; none: what the report has without any being named. */
  readonly types?: readonly string[] | undefined;
}

/** How long after an event its record may still be on its way: what is known of each report and type, what the person set, and what was seen. */
export class Lateness {
  readonly #leastMs: () => number;
  /** Seen, for each report and types. */
  readonly #seen = new Map<string, number>();

  /** `leastMs`: what the person set. */
  constructor(leastMs: () => number = () => 0) {
    this.#leastMs = leastMs;
  }

  settleMs(asked: Asked): number {
    const { report, types = [] } = asked;
    const minutes = Math.max(report.settleMinutes, ...types.map((type) => report.settleMinutesOf?.[type] ?? 0));
    return Math.max(minutes * minuteMs, this.#leastMs(), this.#seen.get(keyOf(asked)) ?? 0);
  }

  /**
   * A record came `lateMs` after its event at most, where all had been thought to be there. It can have been there sooner, as nobody looked:
   * what was waited for so far was too short, and is doubled as far as the record proves.
   */
  learn(asked: Asked, lateMs: number): void {
    this.#seen.set(
      keyOf(asked),
      Math.min(longestMs, Math.max(this.#seen.get(keyOf(asked)) ?? 0, Math.min(lateMs, 2 * this.settleMs(asked)))),
    );
  }
}

const keyOf = ({ report, types = [] }: Asked): string => [report.id, ...[...types].sort()].join(" ");
