import { formatCount } from "../records/counted.ts";
import { outcomes as outcomeWords } from "../records/outcome.ts";
import type { Outcome } from "../reports/report.ts";
import type { OverviewPart } from "../reports/summaryParts.ts";
import { rowsOf, valueTerms } from "./conditions.ts";
import type { Phrase, SummaryBar } from "./summary.ts";
import { countedNoun, joined, listed, percent, phrase, quotedName, sentenceOf } from "./texts.ts";
import { basisNotes, countedOf, countOf, subjectTerms, type PartKind } from "./partKind.ts";

const order: readonly Outcome[] = ["success", "failure", "interrupt", "other"];
/** From so many events on it is worth a word that one has most of them. */
const manyEvents = 20;

export const overview: PartKind<OverviewPart> = {
  paths: ({ subjects }) => subjects.map(({ path }) => path),

  asks: ({ subjects }, world) => [
    countOf(world, {}, { by: [world.words.actor.path], top: 1 }),
    ...subjects.map((subject) => countOf(world, {}, { distinct: [subject.path], terms: subjectTerms(subject), rows: true })),
  ],

  says({ id, subjects }, [most, ...numbers], _, totals, { report, words }) {
    const { events, rows, all } = totals;
    const actors = totals.kinds
      .filter(({ distinct }) => distinct > 0)
      .map(({ subject, distinct }) => phrase(countedNoun(distinct, subject), rowsOf(report, subjectTerms(subject))));
    // Where rows have the member and nothing in it, there are not 0 of it either.
    const unnamed: string[] = [];
    const things = subjects.flatMap((subject, index): Phrase[] => {
      const [part] = countedOf(numbers[index]).parts;
      const count = totals.isAbsent(subject.path) ? 0 : (part?.distinct[0] ?? 0);
      if (count === 0) {
        if (totals.isAbsent(subject.path) || basisNotes(numbers.slice(index, index + 1)).length === 0) unnamed.push(subject.many);
        return [];
      }
      return [`, ${subject.before ?? "of"} `, phrase(countedNoun(count, subject), rowsOf(report, subjectTerms(subject)))];
    });
    const before = totals.kinds[0]?.subject.before ?? "by";
    const first = joined([
      countedNoun(events, words.noun),
      ...(actors.length > 0 ? [` ${before} `, ...listed(actors)] : []),
      ...things,
      ".",
    ]);
    const ended = totals.hasOutcomes ? order.filter((outcome) => (all?.outcomes[outcome] ?? 0) > 0) : [];
    const ends = ended.map((outcome) =>
      phrase(`${percent(all?.outcomes[outcome] ?? 0, events)} ${words.outcomes[outcome]}`, { kind: "outcome", outcome }),
    );
    const bars = ended.map((outcome): SummaryBar => {
      const count = all?.outcomes[outcome] ?? 0;
      return {
        label: outcomeWords[outcome].word,
        share: count / events,
        value: `${percent(count, events)}, ${formatCount(count)}`,
        outcome,
        rows: { kind: "outcome", outcome },
      };
    });
    const absent = [
      ...new Set([
        ...words.actor.kinds.filter(({ path }) => totals.isAbsent(path)).map(({ many }) => many),
        ...unnamed,
        ...(totals.hasOutcomes ? [] : ["results"]),
      ]),
    ];
    const counts = countedOf(most);
    const [top] = counts.parts;
    const isOne = top && counts.distinct > 1 && events >= manyEvents && top.events * 2 >= events;
    const note = words.attempt && rows > events ? words.attempt.note : undefined;
    return {
      id,
      sentences: [
        first,
        ...(ends.length > 0 ? [joined([...listed(ends), "."])] : []),
        ...(isOne
          ? [
              sentenceOf("{name} alone has {events} of them ({share}).", {
                name: quotedName(top.values[0] ?? null),
                events: phrase(formatCount(top.events), rowsOf(report, valueTerms(report, words.actor.path, top.values[0] ?? null))),
                share: phrase(percent(top.events, events), rowsOf(report, valueTerms(report, words.actor.path, top.values[0] ?? null))),
              }),
            ]
          : []),
      ],
      bars,
      notes: [
        ...basisNotes([...(most ? [most] : []), ...numbers]),
        ...(absent.length > 0 ? [`Not in these records: ${absent.join(", ")}.`] : []),
        ...ended.flatMap((outcome) => words.outcomeNotes?.[outcome] ?? []),
        ...(note === undefined
          ? []
          : [note.replace("{rows}", `${formatCount(rows)} rows`).replace("{events}", countedNoun(events, words.noun))]),
      ],
    };
  },
};
