import { formatCount } from "../records/counted.ts";
import type { SharesPart } from "../reports/summaryParts.ts";
import type { CountedPart } from "../results/measures.ts";
import { conditionTerms, eventTerms, rowsOf, valueTerms } from "./conditions.ts";
import type { SummaryBar } from "./summary.ts";
import { countedNoun, isAmong, nameOf, percent, phrase, sentenceOf, wordFor } from "./texts.ts";
import { outcomeTerms, type Expression } from "../query/index.ts";
import { basisNotes, countedOf, countOf, differentText, nothingFound, nounOf, type PartKind } from "./partKind.ts";

/** Rows with one of the marked values, in whatever case they are written. */
function markedTerms({ path, marked }: SharesPart): readonly Expression[] {
  const texts = marked.values.map((value) => `'${value.toLowerCase().replaceAll("'", "''")}'`);
  return conditionTerms(texts.length === 1 ? `tolower(${path}) eq ${texts.join("")}` : `tolower(${path}) in (${texts.join(", ")})`);
}

export const shares: PartKind<SharesPart> = {
  paths: ({ path, marked }) => [path, ...marked.subjects.map((subject) => subject.path)],

  asks: (part, world) => [
    countOf(world, part.events, { by: [part.path], top: part.top }),
    countOf(world, part.events, { distinct: part.marked.subjects.map(({ path }) => path), terms: markedTerms(part) }),
  ],

  says(part, answers, _, totals, world) {
    const { id, title, path, events, marked, notes = [] } = part;
    const { report, words } = world;
    if (totals.isAbsent(path)) return { id, title, sentences: [[part.absent]] };
    const [all, some] = answers.map(countedOf);
    if (!all || !some || all.events === 0) return nothingFound(part, part.nothing, answers);
    // An empty text says as little as none.
    const isSaid = ({ values: [value] }: CountedPart): boolean => value !== null && !(typeof value === "string" && value.trim() === "");
    const without = all.without + all.parts.reduce((sum, one) => sum + (one.values[0] === null || isSaid(one) ? 0 : one.events), 0);
    // Events there are, but not one says it.
    if (all.events === without) return { id, title, sentences: [[part.absent]], notes: basisNotes(answers) };
    const terms = eventTerms(report, events);
    const ofMarked = markedTerms(part);
    const [one] = some.parts;
    const ofSome = some.events > 0 ? rowsOf(report, terms, ofMarked) : undefined;
    const of = phrase(countedNoun(all.events, words.noun), rowsOf(report, terms));
    const subjects = marked.subjects.map((subject, index) => [
      String(index),
      phrase(differentText(one?.distinct[index] ?? 0, nounOf(subject, totals, world)), rowsOf(report, terms, ofMarked)),
    ]);
    const success = one?.outcomes.success ?? 0;
    const bars = all.parts.filter(isSaid).map((part_): SummaryBar => {
      const value = part_.values[0] ?? null;
      const mark = isAmong(value, marked.values) && marked.word !== "" ? ` (${marked.word})` : "";
      const rows = rowsOf(report, terms, valueTerms(report, path, value));
      return {
        label: `${wordFor(value, part.words) ?? nameOf(value)}${mark}`,
        share: part_.events / all.events,
        value: `${percent(part_.events, all.events)}, ${formatCount(part_.events)}`,
        ...(rows && { rows }),
      };
    });
    const others = all.distinct - all.parts.length;
    return {
      id,
      title,
      sentences: [
        sentenceOf(some.events === 0 ? marked.nothing : marked.sentence, {
          of,
          events: phrase(countedNoun(some.events, words.noun), rowsOf(report, terms, ofMarked)),
          count: phrase(formatCount(some.events), rowsOf(report, terms, ofMarked)),
          percent: phrase(percent(some.events, all.events), ofSome),
          share: phrase(`${percent(some.events, all.events)} of ${formatCount(all.events)}`, ofSome),
          success: !totals.hasOutcomes
            ? "an unknown number"
            : totals.all?.outcomes.success === 0
              ? "of all these rows none"
              : phrase(formatCount(success), success > 0 ? rowsOf(report, terms, ofMarked, outcomeTerms(report, "success")) : undefined),
          ...Object.fromEntries(subjects),
        }),
      ],
      bars,
      notes: [
        ...basisNotes(answers),
        ...(others > 0 ? [`${formatCount(others)} more ${others === 1 ? "value" : "values"} with fewer.`] : []),
        ...(without > 0 ? [`${countedNoun(without, words.noun)} of ${formatCount(all.events)} do not say.`] : []),
        ...(some.events > 0 ? notes : []),
      ],
    };
  },
};
