import type { Report } from "../reports/index.ts";
import { summaries } from "../reports/summaries.ts";
import type { OverviewPart, SummaryPart } from "../reports/summaryParts.ts";
import type { Measure, Measured } from "../results/measures.ts";
import { basisOf } from "./basis.ts";
import type { SummaryContext, SummaryWorld } from "./context.ts";
import { firstSeen } from "./firstSeenPart.ts";
import { heatmap } from "./heatmapPart.ts";
import { items } from "./itemsPart.ts";
import { overview } from "./overviewPart.ts";
import { countedOf, countOf, subjectTerms, type PartKind, type Totals } from "./partKind.ts";
import { shares } from "./sharesPart.ts";
import { table } from "./tablePart.ts";
import type { Summary, SummarySection } from "./summary.ts";

export type { SummaryContext } from "./context.ts";
export type * from "./summary.ts";
export { nothingLast } from "./nothingLast.ts";
export { summaryMarkdown } from "./summaryMarkdown.ts";

const kinds: { readonly [Kind in SummaryPart["kind"]]: PartKind<Extract<SummaryPart, { readonly kind: Kind }>> } = {
  overview,
  table,
  shares,
  heatmap,
  firstSeen,
  items,
};
// Each kind is given its own parts only.
const kindOf = (part: SummaryPart): PartKind<SummaryPart> => kinds[part.kind] as PartKind<OverviewPart> as PartKind<SummaryPart>;

/** Paths of which the first measure tells whether records have them. */
const pathsOf = ({ report, words }: SummaryWorld): readonly string[] => [
  ...new Set([
    report.outcomePath,
    words.actor.path,
    ...words.actor.kinds.map(({ path }) => path),
    ...words.parts.flatMap((part) => kindOf(part).paths(part)),
  ]),
];

function totalMeasures(world: SummaryWorld): readonly Measure[] {
  return [
    countOf(world, {}, { distinct: pathsOf(world) }),
    ...world.words.actor.kinds.map((subject) => countOf(world, {}, { distinct: [subject.path], terms: subjectTerms(subject), rows: true })),
  ];
}

function totalsOf([whole, ...ofKinds]: readonly Measured[], world: SummaryWorld): Totals {
  const { words } = world;
  const all = countedOf(whole);
  const absent = new Set(pathsOf(world).filter((_, index) => all.absent[index]));
  const counted = words.actor.kinds.map((subject, index) => ({
    subject,
    distinct: absent.has(subject.path) ? 0 : (countedOf(ofKinds[index]).parts[0]?.distinct[0] ?? 0),
  }));
  const there = counted.filter(({ distinct }) => distinct > 0);
  return {
    events: all.events,
    rows: all.rows,
    inView: all.basis?.of ?? all.rows,
    all: all.parts[0],
    kinds: counted,
    actors: there.length === 1 && there[0] ? there[0].subject : words.actor.mixed,
    isAbsent: (path) => absent.has(path),
    hasOutcomes: !absent.has(world.report.outcomePath),
  };
}

const worldOf = (report: Report, context: SummaryContext): SummaryWorld => ({ report, words: summaries[report.id], context });

/** All that a summary asks of the rows of a view, flat. The store answers each in its place. */
export function summaryMeasures(report: Report, context: SummaryContext): readonly Measure[] {
  const world = worldOf(report, context);
  return [...totalMeasures(world), ...world.words.parts.flatMap((part) => kindOf(part).asks(part, world))];
}

/** The answers to `summaryMeasures`, part by part. */
function answersOf(answers: readonly Measured[], world: SummaryWorld) {
  let at = totalMeasures(world).length;
  const totals = totalsOf(answers.slice(0, at), world);
  const parts = world.words.parts.map((part) => {
    const count = kindOf(part).asks(part, world).length;
    return { part, answers: answers.slice(at, (at += count)) };
  });
  return { totals, parts, read: at };
}

/**
 * What a summary asks once it has the answers to `summaryMeasures`: who came first to what is new. A summary can be composed without; when these are answered, their answers
 * follow those to the measures.
 */
export function summaryFollowUps(report: Report, answers: readonly Measured[], context: SummaryContext): readonly Measure[] {
  const world = worldOf(report, context);
  const { totals, parts } = answersOf(answers, world);
  return parts.flatMap(({ part, answers: own }) => kindOf(part).asksThen?.(part, own, totals, world) ?? []);
}

/** A summary of answers to `summaryMeasures`, and behind them to `summaryFollowUps`, if that was asked. Never throws, whatever the records were like. */
export function composeSummary(report: Report, answers: readonly Measured[], context: SummaryContext): Summary {
  const world = worldOf(report, context);
  const { totals, parts, read } = answersOf(answers, world);
  const { title } = report;
  const basis = basisOf(totals, world);
  if (totals.rows === 0) {
    const nothing = context.running
      ? "Nothing has come yet."
      : context.loaded > 0
        ? "No loaded row meets the query and the filter."
        : "There are no rows to sum up.";
    return { title, basis, sections: [{ id: "all", sentences: [[nothing]] }] };
  }
  let at = read;
  const sections = parts.map(({ part, answers: own }) => {
    const then = kindOf(part).asksThen?.(part, own, totals, world).length ?? 0;
    const mine = answers.slice(at, (at += then));
    if ("events" in part && part.events.outcome && !totals.hasOutcomes)
      return { id: part.id, title: part.title, sentences: [["Results are not in these records."]] };
    return kindOf(part).says(part, own, mine, totals, world);
  });
  return { title, basis, sections: isPatternOfOne(totals) ? patternFirst(sections) : sections };
}

/** From so many rows on they make a pattern. */
const manyRows = 20;

const isPatternOfOne = ({ kinds, rows }: Totals): boolean =>
  rows >= manyRows && kinds.reduce((sum, { distinct }) => sum + distinct, 0) === 1;

/** Who looks at one person wants to know when: that stands right behind how much it is. */
function patternFirst([first, ...others]: readonly SummarySection[]): readonly SummarySection[] {
  const has = others.filter(({ heatmap }) => heatmap);
  return [...(first ? [first] : []), ...has, ...others.filter(({ heatmap }) => !heatmap)];
}
