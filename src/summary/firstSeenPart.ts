import { formatCount } from "../records/counted.ts";
import type { FirstSeenPart } from "../reports/summaryParts.ts";
import type { CountedPart } from "../results/measures.ts";
import { conditionTerms, instantText, rowsOf, valueTerms } from "./conditions.ts";
import type { SummaryWorld } from "./context.ts";
import { basisNotes, countedOf, countOf, type PartKind, type Totals } from "./partKind.ts";
import type { Phrase } from "./summary.ts";
import { countedNoun, nameOf, phrase, timeText } from "./texts.ts";

const dayMs = 24 * 3_600_000;
/** New is what no row of so many days before has. */
const daysBefore = 7;
/** What is met within the first day of the rows has nothing to be compared with. */
const quietMs = dayMs;
/** Those that came so soon after the first are the first ones. */
const firstMs = dayMs;
const manyParts = 200;
const namedPeople = 3;

interface Candidates {
  /** New ones first, the latest of them first. */
  readonly shown: readonly { readonly part: CountedPart; readonly isNew: boolean }[];
  /** How many are new, and how many of those first seen in these rows might be. */
  readonly fresh: number;
  readonly others: number;
}

/** What was met first most lately: the new ones, then the others, those with most people. The second round asks about those shown. */
function candidates({ top }: FirstSeenPart, parts: readonly CountedPart[], totals: Totals, { context }: SummaryWorld): Candidates {
  const oldest = totals.all?.first;
  if (oldest === undefined) return { shown: [], fresh: 0, others: 0 };
  // Where rows are missing, what is looked for may be in them.
  const isWhole = context.missing === 0 && !context.narrowed && !context.running;
  const since = ({ first = oldest }: CountedPart): number => first - oldest;
  const timed = parts.filter(({ first, values: [value] }) => first !== undefined && value !== null && value !== "");
  const late = timed.filter((part) => since(part) >= quietMs);
  const isNew = (part: CountedPart): boolean => isWhole && since(part) >= daysBefore * dayMs;
  const people = ({ distinct: [count = 0] }: CountedPart): number => count;
  const all = (late.length > 0 ? late : timed).map((part) => ({ part, isNew: isNew(part) }));
  const fresh = all.filter((one) => one.isNew).length;
  return {
    shown: all
      .sort((one, other) => Number(other.isNew) - Number(one.isNew) || (late.length > 0 ? people(other.part) - people(one.part) : 0))
      .slice(0, top)
      .sort((one, other) => Number(other.isNew) - Number(one.isNew) || (other.part.first ?? 0) - (one.part.first ?? 0)),
    fresh,
    others: all.length - fresh,
  };
}

const capital = (text: string): string => text.replace(/^./, (letter) => letter.toUpperCase());

export const firstSeen: PartKind<FirstSeenPart> = {
  paths: ({ path, name }) => [path, name],

  // Rows: an attempt counts by its last row, and the first one is looked for.
  asks: ({ path, name }, world) => [
    countOf(world, {}, { by: [path], distinct: [world.words.actor.path], top: manyParts, order: "newest", rows: true }),
    countOf(world, {}, { by: [path, name], top: manyParts * 2, order: "newest", rows: true }),
  ],

  asksThen(part, [keys], totals, world) {
    const { report, words } = world;
    return candidates(part, countedOf(keys).parts, totals, world).shown.flatMap(({ part: { values, first = 0 } }) => {
      const terms = valueTerms(report, part.path, values[0] ?? null);
      const end = instantText(first + firstMs);
      const until = end === undefined ? [] : conditionTerms(`${report.timeField} lt ${end}`);
      return terms
        ? [countOf(world, {}, { by: [words.actor.path], top: manyParts, order: "newest", terms: [...terms, ...until], rows: true })]
        : [];
    });
  },

  says(part, answers, then, totals, world) {
    const { id, title, path, noun, notes = [] } = part;
    const { report, context } = world;
    if (totals.isAbsent(path)) return { id, title, sentences: [[part.absent]] };
    const [keys, names] = answers.map(countedOf);
    const { shown: found, fresh, others } = candidates(part, keys?.parts ?? [], totals, world);
    const asked = found.filter(({ part: { values } }) => valueTerms(report, path, values[0] ?? null));
    const rows = found.map((one): readonly Phrase[] => {
      const { values, first, distinct, rows: count } = one.part;
      const [key = null] = values;
      const named = names?.parts.find((other) => other.values[0] === key)?.values[1] ?? key;
      const who = countedOf(then[asked.indexOf(one)]);
      // Those met first most lately are known: where there are more, the first of all is not among them.
      const inOrder = who.distinct > who.parts.length ? [] : [...who.parts].sort((a, b) => (a.first ?? 0) - (b.first ?? 0));
      const wanted = rowsOf(report, valueTerms(report, path, key));
      return [
        nameOf(named),
        `${timeText(first, context)}${one.isNew ? " (new)" : ""}`,
        inOrder
          .slice(0, namedPeople)
          .map((other) => nameOf(other.values[0] ?? null))
          .join(", "),
        phrase(countedNoun(distinct[0] ?? 0, totals.actors), wanted),
        phrase(formatCount(count), wanted),
      ];
    });
    const since = timeText(totals.all?.first, context);
    const days = `${String(daysBefore)} days`;
    const shownNew = found.filter(({ isNew }) => isNew).length;
    const ofMost = (count: number, shown: number): string => (count > shown ? ` The ${formatCount(shown)} with most people:` : "");
    // Those met first most lately were looked at: where all of these are among them, so may be some that were not.
    const isAll = (count: number): boolean => keys === undefined || keys.distinct <= keys.parts.length || count < keys.parts.length;
    const sentences = [
      ...(fresh > 0
        ? [
            `${isAll(fresh) ? "" : "At least "}${countedNoun(fresh, noun)} ${fresh === 1 ? "is" : "are"} new: in no row of the ${days} before.${ofMost(fresh, shownNew)}`,
          ]
        : []),
      ...(others > 0 && rows.length > shownNew
        ? [
            `First seen in these rows, which begin ${since}: ${isAll(fresh + others) ? "" : "at least "}${countedNoun(others, noun)}. New is what is in no row of ${days} before, and so many were not looked through.${ofMost(others, rows.length - shownNew)}`,
          ]
        : []),
    ];
    return {
      id,
      title,
      sentences: (rows.length > 0 ? sentences : [`No row names its ${noun.one}.`]).map((text) => [text]),
      ...(rows.length > 0 && {
        table: {
          columns: [
            { label: capital(noun.one) },
            { label: "First seen" },
            { label: "First people" },
            { label: "Who", isNumber: true as const },
            { label: "Rows", isNumber: true as const },
          ],
          rows,
          more: fresh - shownNew + (rows.length > shownNew ? others - (rows.length - shownNew) : 0),
        },
      }),
      notes: [...basisNotes([...answers, ...then]), ...notes],
    };
  },
};
