import type { Events, Noun, Subject, SummaryPart } from "../reports/summaryParts.ts";
import type { Expression } from "../query/index.ts";
import { formatCount } from "../records/counted.ts";
import type { Counted, CountMeasure, Measure, Measured } from "../results/measures.ts";
import { conditionTerms, conditionText, eventTerms } from "./conditions.ts";
import type { SummaryWorld } from "./context.ts";
import type { SummarySection } from "./summary.ts";
import { countedNoun } from "./texts.ts";

/** What all parts build on: the numbers of all events. */
export interface Totals {
  readonly events: number;
  readonly rows: number;
  /** Rows of the view: more than those, as long as some have not been read. */
  readonly inView: number;
  /** The one part of all, if there are any. */
  readonly all: Counted["parts"][number] | undefined;
  /** By place in the report's kinds of those who act. */
  readonly kinds: readonly { readonly subject: Subject; readonly distinct: number }[];
  /** What those who act are together. */
  readonly actors: Noun;
  /** No row has the member. */
  isAbsent(path: string): boolean;
  /** Some row has the member that tells how it ended. */
  readonly hasOutcomes: boolean;
}

/** How a kind of part is carried out. `answers` are those of what it has asked, in that order. */
export interface PartKind<Part extends SummaryPart> {
  /** Fields of which it must be known whether any record has them. */
  paths(part: Part): readonly string[];
  asks(part: Part, world: SummaryWorld): readonly Measure[];
  /** What it asks once it has these answers. */
  asksThen?(part: Part, answers: readonly Measured[], totals: Totals, world: SummaryWorld): readonly Measure[];
  /** `then`: answers to what was asked once there were answers; none when that was not asked. */
  says(part: Part, answers: readonly Measured[], then: readonly Measured[], totals: Totals, world: SummaryWorld): SummarySection;
}

interface Counting extends Partial<Pick<CountMeasure, "by" | "distinct" | "top" | "order">> {
  /** Beside those of the events. */
  readonly terms?: readonly Expression[];
  /** Each row counts, attempts or not. */
  readonly rows?: true;
}

export function countOf(
  { report, words }: SummaryWorld,
  events: Events,
  { by = [], distinct = [], top = 1, order = "count", terms = [], rows }: Counting = {},
): CountMeasure {
  const where = conditionText([...eventTerms(report, events), ...terms]);
  return {
    kind: "count",
    by,
    distinct,
    top,
    order,
    ...(where !== undefined && { where }),
    ...(words.attempt && !rows && { attempt: words.attempt.path }),
  };
}

/** An answer that was asked for as a count; without one nothing was counted. */
export const countedOf = (answer: Measured | undefined): Counted =>
  answer?.kind === "count" ? answer : { kind: "count", events: 0, rows: 0, parts: [], distinct: 0, without: 0, absent: [] };

/** Rows that have one of a subject. */
export const subjectTerms = ({ path, where }: Subject): readonly Expression[] =>
  conditionTerms(where ?? `${path} ne null and ${path} ne ''`);

/** Of so many rows the answers speak, where they do not speak of all. */
export function basisNotes(answers: readonly Measured[]): readonly string[] {
  const partial = answers.map(({ basis }) => basis).find((basis) => basis && basis.read < basis.of);
  return partial
    ? [`Of ${formatCount(partial.read)} of ${formatCount(partial.of)} rows: the others have not been read yet, so these numbers grow.`]
    : [];
}

/** What is said where no event is one of a part's: of those that were looked at only, as long as there are others. */
export function nothingFound(
  { id, title }: Pick<SummarySection, "id" | "title">,
  sentence: string,
  answers: readonly Measured[],
): SummarySection {
  const notes = basisNotes(answers);
  return {
    id,
    ...(title !== undefined && { title }),
    sentences: [[sentence]],
    ...(notes.length > 0 ? { notes } : { isNothing: true }),
  };
}

/** How many different ones there are, in words: none where events have no value there is not 0 of them. */
export const differentText = (count: number, noun: Noun): string =>
  count === 0 ? `an unknown number of ${noun.many}` : countedNoun(count, noun);

/** What a subject is called: those who act are called what they are. */
export const nounOf = (subject: Subject, totals: Totals, { words }: SummaryWorld): Noun =>
  subject.path === words.actor.path ? totals.actors : subject;
