import { formatCount } from "../records/counted.ts";
import type { FirstSeenPart } from "../reports/summaryParts.ts";
import type { CountedPart } from "../results/measures.ts";
import { conditionTerms, rowsOf, valueTerms } from "./conditions.ts";
import type { SummaryWorld } from "./context.ts";
import type { Phrase } from "./summary.ts";
import { countedNoun, nameOf, phrase, timeText } from "./texts.ts";
import { basisNotes, countedOf, countOf, type PartKind, type Totals } from "./partKind.ts";

const dayMs = 24 * 3_600_000;
/** New is what was not met in so many days of rows before. */
const daysBefore = 7;
/** Who met it within so long after the first are the first ones. */
const firstMs = dayMs;
const manyNames = 200;
const firstPeople = 3;

/** Those that were met first most lately, of which a second round asks by whom; and whether they can be called new. */
function candidates(
  part: FirstSeenPart,
  parts: readonly CountedPart[],
  totals: Totals,
  { context }: SummaryWorld,
): { readonly isNew: boolean; readonly parts: readonly CountedPart[] } {
  const oldest = totals.all?.first;
  const timed = parts.filter(({ first, values }) => first !== undefined && values[0] !== null && values[0] !== "");
  const fresh = timed.filter(({ first }) => oldest !== undefined && (first ?? 0) - oldest >= daysBefore * dayMs);
  const isWhole = context.missing === 0 && !context.narrowed && !context.running;
  const last = totals.all?.last;
  const reaches = oldest !== undefined && last !== undefined && last - oldest >= daysBefore * dayMs;
  return isWhole && reaches ? { isNew: true, parts: fresh.slice(0, part.top) } : { isNew: false, parts: timed.slice(0, part.top) };
}

export const firstSeen: PartKind<FirstSeenPart> = {
  paths: ({ path, name }) => [path, name],

  asks: ({ path, name, top }, world) => [
    countOf(world, {}, { by: [path], distinct: [world.words.actor.path], top: top * 4, order: "newest", rows: true }),
    countOf(world, {}, { by: [path, name], top: manyNames, order: "newest", rows: true }),
  ],

  asksThen(part, [keys], totals, world) {
    const { report, words } = world;
    return candidates(part, countedOf(keys).parts, totals, world).parts.flatMap(({ values, first = 0 }) => {
      const terms = valueTerms(report, part.path, values[0] ?? null);
      const until = conditionTerms(`${report.timeField} lt ${new Date(first + firstMs).toISOString()}`);
      return terms
        ? [countOf(world, {}, { by: [words.actor.path], top: manyNames, order: "newest", terms: [...terms, ...until], rows: true })]
        : [];
    });
  },

  says(part, answers, then, totals, world) {
    const { id, title, path, noun, notes = [] } = part;
    const { report, context } = world;
    if (totals.isAbsent(path)) return { id, title, sentences: [[part.absent]] };
    const [keys, names] = answers.map(countedOf);
    const { isNew, parts } = candidates(part, keys?.parts ?? [], totals, world);
    const oldest = timeText(totals.all?.first, context);
    const asked = parts.filter(({ values }) => valueTerms(report, path, values[0] ?? null));
    const rows = parts.map((one): readonly Phrase[] => {
      const [key = null] = one.values;
      const named = names?.parts.find(({ values }) => values[0] === key)?.values[1] ?? key;
      const who = countedOf(then[asked.indexOf(one)]);
      const first = who.distinct > who.parts.length ? [] : [...who.parts].sort((a, b) => (a.first ?? 0) - (b.first ?? 0));
      const people = first.slice(0, firstPeople).map(({ values }) => nameOf(values[0] ?? null));
      const wanted = rowsOf(report, valueTerms(report, path, key));
      return [
        nameOf(named),
        timeText(one.first, context),
        people.join(", "),
        phrase(countedNoun(one.distinct[0] ?? 0, totals.actors), wanted),
        phrase(formatCount(one.rows), wanted),
      ];
    });
    const sentence = isNew
      ? rows.length === 0
        ? `No new ${noun.one}: each was met within ${String(daysBefore)} days after ${oldest}, where these rows begin.`
        : `New: not met in at least ${String(daysBefore)} days of rows before, which begin ${oldest}.`
      : rows.length === 0
        ? `No row names its ${noun.one}.`
        : `First seen in these rows, the latest first. That is not yet new: these rows have no whole ${String(daysBefore)} days before it to compare with.`;
    return {
      id,
      title: isNew ? title : title.replace(/^New /, "First seen ").replace(/^./, (letter) => letter.toUpperCase()),
      sentences: [[sentence]],
      ...(rows.length > 0 && {
        table: {
          columns: [
            { label: noun.one.replace(/^./, (letter) => letter.toUpperCase()) },
            { label: "First" },
            ...[{ label: "By first" }],
            { label: "Who", isNumber: true as const },
            { label: "Rows", isNumber: true as const },
          ],
          rows,
          more: 0,
        },
      }),
      notes: [...basisNotes(answers), ...notes],
    };
  },
};
