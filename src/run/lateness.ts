import type { Report } from "../reports/report.ts";
import type { Source } from "../sources/source.ts";

const minuteMs = 60_000;
/** Whoever is later still is not waited for: a range would never be complete. */
const longestMs = 4 * 60 * minuteMs;

/** Which records a question asks for. */
export interface Asked {
  readonly report: Pick<Report, "id" | "settleMinutes" | "settleMinutesOf">;
  /** Kinds of sign-ins; none: what the report has without any being named. */
  readonly types?: readonly string[] | undefined;
  /** Where it is asked; missing: where what is known of the report holds. */
  readonly source?: Pick<Source, "lateness">;
}

/** How long after an event its record may still be on its way: what is known of each report and type, what the person set, and what was seen: of one source. */
export class Lateness {
  readonly #leastMs: () => number;
  /** Seen, for each report and types. */
  readonly #seen = new Map<string, number>();

  /** `leastMs`: what the person set. */
  constructor(leastMs: () => number = () => 0) {
    this.#leastMs = leastMs;
  }

  settleMs(asked: Asked): number {
    const { report, types = [], source } = asked;
    const minutesOf = (type?: string) => Math.max(report.settleMinutes, report.settleMinutesOf?.[type ?? ""] ?? 0);
    const usualMs = (type?: string) => (source ? source.lateness(report.id, type) : minutesOf(type) * minuteMs);
    return Math.max(usualMs(), ...types.map(usualMs), this.#leastMs(), this.#seen.get(keyOf(asked)) ?? 0);
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
