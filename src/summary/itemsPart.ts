import { formatCount } from "../records/counted.ts";
import type { ItemsPart } from "../reports/summaryParts.ts";
import type { CountedItem, Items, ItemsMeasure } from "../results/measures.ts";
import { conditionText, conditionTerms, eventTerms, isJson, rowsOf, type Terms } from "./conditions.ts";
import { quoted } from "../query/tokens.ts";
import { variablesIn } from "../query/index.ts";
import type { SummaryWorld } from "./context.ts";
import type { Phrase } from "./summary.ts";
import { countedNoun, listed, nameOf, phrase, quotedName, sentenceOf, textOf } from "./texts.ts";
import { basisNotes, differentText, nothingFound, type PartKind, type Totals } from "./partKind.ts";

const saidOf = ({ says }: ItemsPart, result: string): string | undefined =>
  Object.entries(says).find(([known]) => known.toLowerCase() === result.toLowerCase())?.[1];

const isKeyless = ({ key }: CountedItem): boolean => key === null || (typeof key === "string" && key.trim() === "");

/** Rows in whose list this very item came to the result; those without a key are one. */
function itemTerms(part: ItemsPart, { key, result }: CountedItem): Terms {
  if (key !== null && (typeof key !== "string" || isJson(key) || variablesIn(key).length > 0)) return undefined;
  const own = `x/${part.key} eq ${key === null ? "null" : quoted(key)}`;
  return conditionTerms(`${part.list}/any(x: ${own} and x/${part.result} eq ${quoted(result)})`);
}

export const items: PartKind<ItemsPart> = {
  // Whether records have the list is in its own answer: to tell its different values apart would be a lot of work.
  paths: () => [],

  asks(part, { report, words }) {
    const where = conditionText(eventTerms(report, part.events));
    const { list, key, name, result, says, top, most } = part;
    const measure: ItemsMeasure = {
      kind: "items",
      list,
      key,
      name,
      result,
      results: Object.keys(says),
      distinct: [words.actor.path, most.path],
      top,
      most: { path: most.path, count: most.count },
      ...(where !== undefined && { where }),
      ...(words.attempt && { attempt: words.attempt.path }),
    };
    return [measure];
  },

  says(part, [answer], _, totals, world) {
    const { id, title, notes = [] } = part;
    const counted = answer?.kind === "items" ? answer : undefined;
    if (!counted || counted.absent) return { id, title, sentences: [[part.absent]] };
    const order = Object.keys(part.says).map((result) => result.toLowerCase());
    const sorted = [...counted.items].sort(
      (one, other) => order.indexOf(one.result.toLowerCase()) - order.indexOf(other.result.toLowerCase()) || other.events - one.events,
    );
    if (sorted.length === 0) return nothingFound(part, part.nothing, [counted]);
    const more = counted.distinct - counted.items.length;
    return {
      id,
      title,
      sentences: sorted.map((item) => said(part, item, counted, totals, world)),
      notes: [...basisNotes([counted]), ...(more > 0 ? [`${formatCount(more)} more with fewer.`] : []), ...notes],
    };
  },
};

function said(part: ItemsPart, item: CountedItem, counted: Items, totals: Totals, { report, words }: SummaryWorld): readonly Phrase[] {
  const rows = rowsOf(report, eventTerms(report, part.events), itemTerms(part, item));
  const most = item.most.filter(({ value }) => value !== null && value !== "");
  const [who = 0, others = 0] = item.distinct;
  const before = others > most.length ? part.most.before : part.most.beforeAll;
  const named = most.map(({ value, events }) => `${nameOf(value)} (${formatCount(events)})`);
  return sentenceOf(
    `{name} ${saidOf(part, item.result) ?? item.result} {events} of {of} ({who})${named.length > 0 ? `, ${before} {most}` : ""}.`,
    {
      // Of several without a key one name would stand for all.
      name: isKeyless(item) ? part.keyless : quotedName(nameOf(item.name, "") === "" ? item.key : item.name),
      events: phrase(formatCount(item.events), rows),
      of: countedNoun(counted.events, part.noun ?? words.noun),
      who: phrase(differentText(who, totals.actors), rows),
      most: textOf(listed(named)),
    },
  );
}
