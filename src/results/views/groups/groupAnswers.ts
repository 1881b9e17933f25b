import type { Outcome } from "../../../reports/report.ts";
import { nothingSaid, type FirstSaid } from "../../columns/firstSaid.ts";
import type { RowOutcomes } from "../../columns/rowOutcomes.ts";
import type { RowTimes } from "../../columns/rowTimes.ts";
import type { GroupAnswers } from "../../rows.ts";
import { looksAtOnce, type Work } from "../../steps.ts";

/** Where the answers of a group are read. */
export interface AnswerSource {
  readonly outcomes: Pick<RowOutcomes, "isSlow" | "read">;
  readonly times: Pick<RowTimes, "isSlow" | "read">;
  /** Who acts, and how many kinds of them there are. */
  readonly people: Pick<FirstSaid, "codes" | "count" | "kindOf" | "takeNew">;
  readonly kinds: number;
}

const list: readonly Outcome[] = ["success", "failure", "interrupt", "other"];
const slowRowsAtOnce = 1024;

/** What the head of a group says of its records. */
export function* answersOf(records: Uint32Array, source: AnswerSource): Work<GroupAnswers> {
  const { outcomes, times, people } = source;
  const counts = [0, 0, 0, 0];
  const distinct = new Array<number>(source.kinds).fill(0);
  for (let from = 0; from < records.length; from += slowRowsAtOnce) {
    people.takeNew(records.subarray(from, from + slowRowsAtOnce));
    if (from + slowRowsAtOnce < records.length) yield;
  }
  const isNew = firstMeetings(records.length, people.count);
  let [first, last] = [Infinity, -Infinity];
  for (let from = 0; from < records.length;) {
    const rows = records.subarray(from, from + (outcomes.isSlow || times.isSlow ? slowRowsAtOnce : looksAtOnce));
    const [places, ms] = [new Uint8Array(rows.length), new Float64Array(rows.length)];
    outcomes.read(rows, places, list);
    times.read(rows, ms);
    const { codes } = people;
    for (let index = 0; index < rows.length; index++) {
      const place = places[index] ?? 0;
      counts[place] = (counts[place] ?? 0) + 1;
      const time = ms[index] ?? NaN;
      if (time < first) first = time;
      if (time > last) last = time;
      const person = codes[rows[index] ?? 0] ?? nothingSaid;
      if (person > nothingSaid && isNew(person)) {
        const kind = people.kindOf(person);
        distinct[kind] = (distinct[kind] ?? 0) + 1;
      }
    }
    from += rows.length;
    if (from < records.length) yield;
  }
  const [success = 0, failure = 0, interrupt = 0, other = 0] = counts;
  return { outcomes: { success, failure, interrupt, other }, people: distinct, ...(first <= last && { first, last }) };
}

/** Tells for each code whether it is met for the first time. A few rows need no room for all people that there are. */
function firstMeetings(rows: number, people: number): (person: number) => boolean {
  if (8 * rows < people) {
    const met = new Set<number>();
    return (person) => {
      const isNew = !met.has(person);
      met.add(person);
      return isNew;
    };
  }
  const met = new Uint8Array(people);
  return (person) => {
    const isNew = met[person] === 0;
    met[person] = 1;
    return isNew;
  };
}
