import { outcomeTerms, type Expression } from "../query/index.ts";
import { textKey } from "../query/letterCase.ts";
import { formatCount } from "../records/counted.ts";
import { fieldOf } from "../reports/index.ts";
import type { Noun, TableColumn, TablePart } from "../reports/summaryParts.ts";
import type { Counted, CountedPart, Measured } from "../results/measures.ts";
import type { Cell } from "../results/rows.ts";
import { conditionTerms, eventTerms, oneOfTerms, rowsOf, valueTerms } from "./conditions.ts";
import type { SummaryWorld } from "./context.ts";
import { merged, type MergedPart } from "./mergedParts.ts";
import {
  basisNotes,
  countedOf,
  countOf,
  differentText,
  nothingFound,
  nounOf,
  subjectTerms,
  type PartKind,
  type Totals,
} from "./partKind.ts";
import type { Phrase } from "./summary.ts";
import { countedNoun, filledIn, listed, nameOf, percent, phrase, sentenceOf, textOf, timeText, wordFor } from "./texts.ts";

/** Parts by one path more: enough for the names in a table's cells. */
const manyParts = 500;
/** Parts among which those with most failures are looked for. */
const manyWithFailures = 300;

type ColumnShowing<Show extends TableColumn["show"]> = Extract<TableColumn, { readonly show: Show }>;

/** What a column asks beside the table's own count: parts by some paths more, and different values in them. */
function finer(column: TableColumn): { readonly paths: readonly string[]; readonly distinct: readonly string[] } | undefined {
  if (column.show === "list") return { paths: column.paths, distinct: [] };
  if (column.show === "reason") return { paths: [column.said], distinct: [] };
  return column.show === "distinct" && column.kinds ? { paths: [column.kinds.path], distinct: [column.path] } : undefined;
}

/** Paths of which the table's own count gives how many different values its parts have. */
const distinctOf = ({ columns }: TablePart): readonly string[] => [
  ...new Set(
    columns.flatMap((column) =>
      column.show === "distinct" ? [column.path] : column.show === "list" && column.paths.length === 1 ? column.paths : [],
    ),
  ),
];

function pathsOf(column: TableColumn): readonly string[] {
  if (column.show === "value" || column.show === "list") return column.paths;
  return column.show === "distinct" || column.show === "reason" ? [column.path] : [];
}

const isNumber: Readonly<Record<TableColumn["show"], boolean>> = {
  value: false,
  reason: false,
  events: true,
  share: true,
  besides: true,
  distinct: true,
  first: false,
  last: false,
  list: false,
};

export const table: PartKind<TablePart> = {
  paths: ({ by, needs, subjects, columns }) => [
    ...by,
    ...needs.map(({ path }) => path),
    ...subjects.map(({ path }) => path),
    ...columns.flatMap(pathsOf),
  ],

  asks(part, world) {
    const { events, subjects, by, top, columns, also = [] } = part;
    const order = part.order === "newest" ? "newest" : "count";
    return [
      countOf(world, events, { distinct: subjects.map(({ path }) => path) }),
      countOf(world, events, { by, distinct: distinctOf(part), top: part.order === "failures" ? manyWithFailures : top, order }),
      ...also.map(({ where }) => countOf(world, events, { terms: conditionTerms(where) })),
      ...columns.flatMap((column) => {
        const { paths, distinct } = finer(column) ?? {};
        return paths ? [countOf(world, events, { by: [...by, ...paths], distinct: distinct ?? [], top: manyParts, order })] : [];
      }),
    ];
  },

  asksThen(part, [, parted], _, world) {
    if (!part.columns.some(({ show }) => show === "besides")) return [];
    const { outcome: __, ...events } = part.events;
    const isAsked = (values: readonly Cell[]): boolean =>
      part.by.every((path, index) => valueTerms(world.report, path, values[index] ?? null));
    const parts = countedOf(parted)
      .parts.slice(0, part.top)
      .filter(({ values }) => isAsked(values));
    const terms = part.by.map((path, index) =>
      oneOfTerms(
        world.report,
        path,
        parts.map(({ values }) => values[index] ?? null),
      ),
    );
    if (parts.length === 0 || terms.some((one) => !one)) return [];
    return [countOf(world, events, { by: part.by, top: manyParts, terms: terms.flatMap((one) => one ?? []) })];
  },

  says(part, answers, then, totals, world) {
    const { id, title, notes = [], needs, nothing } = part;
    const missing = needs.find(({ path }) => totals.isAbsent(path));
    if (missing) return { id, title, sentences: [[missing.absent]] };
    const rows = new TableRows(part, answers, then, totals, world);
    if (rows.events === 0) return nothingFound(part, nothing, answers);
    return {
      id,
      title,
      sentences: [rows.sentence(), ...rows.more()],
      ...(rows.parts.length > 0 && {
        table: {
          columns: rows.columns.map(({ label, show }) => ({ label, ...(isNumber[show] && { isNumber: true as const }) })),
          rows: rows.parts.map((one) => rows.columns.map((column) => rows.cell(column, one))),
          more: rows.others,
        },
      }),
      notes: [...basisNotes([...answers, ...then]), ...rows.unnamed, ...rows.absent, ...notes],
    };
  },
};

function grouped(parts: readonly CountedPart[], key: (part: CountedPart) => string): ReadonlyMap<string, readonly CountedPart[]> {
  const groups = new Map<string, CountedPart[]>();
  for (const part of parts) {
    const group = groups.get(key(part));
    if (group) group.push(part);
    else groups.set(key(part), [part]);
  }
  return groups;
}

/** `34 people and 2 groups`; where kinds are not all known, or one is written in several ways, how many there are in all. */
function kindsText(nouns: readonly { readonly noun: Noun | undefined; readonly some: number }[], count: number, other: Noun): string {
  const different = new Set(nouns.map(({ noun }) => noun));
  const [only] = different;
  if (different.size === 1 && only) return countedNoun(count, only);
  const isClear = different.size === nouns.length && !different.has(undefined) && nouns.length > 0;
  return isClear ? textOf(listed(nouns.map(({ noun, some }) => countedNoun(some, noun ?? other)))) : countedNoun(count, other);
}

/** What a table says, read off the answers. */
class TableRows {
  readonly columns: readonly TableColumn[];
  /** Of the columns that no record has anything for, a sentence each. */
  readonly absent: readonly string[];
  readonly parts: readonly MergedPart[];
  /** Parts that are not among those. */
  readonly others: number;
  readonly events: number;
  /** That some of the events have nothing that the table parts them by, and are not in it. */
  readonly unnamed: readonly string[];
  private readonly part: TablePart;
  private readonly total: Counted;
  private readonly also: readonly Counted[];
  private readonly totals: Totals;
  private readonly world: SummaryWorld;
  private readonly distinct: readonly string[];
  /** Of each column that asks for them the finer parts, by the part of the table that they are of. */
  private readonly fine: ReadonlyMap<TableColumn, ReadonlyMap<string, readonly CountedPart[]>>;
  private readonly besides: ReadonlyMap<string, CountedPart>;

  constructor(part: TablePart, answers: readonly Measured[], then: readonly Measured[], totals: Totals, world: SummaryWorld) {
    const { also = [], by, columns, order, top } = part;
    const isAbsent = (column: TableColumn): boolean => {
      const paths = pathsOf(column);
      if (column.show === "events" && column.outcome && !totals.hasOutcomes) return true;
      return (
        (paths.length > 0 && paths.every((path) => totals.isAbsent(path))) ||
        (column.show === "besides" && (then.length === 0 || isNowhere(column)))
      );
    };
    // Where the query leaves an outcome out, that there is none of it beside these says nothing.
    const isNowhere = ({ outcome }: ColumnShowing<"besides">): boolean => totals.all?.outcomes[outcome] === 0;
    this.part = part;
    this.totals = totals;
    this.world = world;
    this.total = countedOf(answers[0]);
    this.events = this.total.events;
    this.also = also.map((_, index) => countedOf(answers[2 + index]));
    this.distinct = distinctOf(part);
    this.columns = columns.filter((column) => !isAbsent(column));
    this.absent = columns.flatMap((column) => {
      if (!isAbsent(column)) return [];
      if (column.show !== "besides") return [`${column.label}: not in these records.`];
      return isNowhere(column) ? [`${column.label}: none of these rows ${world.words.outcomes[column.outcome]}.`] : [];
    });
    const asked = columns.filter((column) => finer(column));
    this.fine = new Map(
      asked.map((column, index) => {
        const { parts } = countedOf(answers[2 + also.length + index]);
        return [column, grouped(parts, ({ values }) => this.key(values.slice(0, by.length)))];
      }),
    );
    this.besides = new Map(countedOf(then[0]).parts.map((one) => [this.key(one.values), one]));
    const parted = countedOf(answers[1]);
    const unnamed = countedNoun(parted.without, part.noun ?? world.words.noun);
    const what = columns.flatMap(({ label, show }) => (show === "value" || show === "reason" ? [label.toLowerCase()] : []));
    this.unnamed = parted.without > 0 ? [`Not in a row of its own: ${unnamed} without ${what.join(" and ")}.`] : [];
    const all = merged(parted.parts, ({ values }) => this.key(values));
    const sorted = order === "failures" ? [...all].sort((one, other) => other.outcomes.failure - one.outcomes.failure) : all;
    this.parts = sorted.slice(0, top);
    this.others = Math.max(0, parted.distinct - parted.parts.length) + all.length - this.parts.length;
  }

  sentence(): readonly Phrase[] {
    const { report } = this.world;
    const terms = this.terms();
    const numbers = this.part.subjects.map((subject, index): [string, Phrase] => {
      const called = nounOf(subject, this.totals, this.world);
      const count = this.totals.isAbsent(subject.path) ? 0 : (this.total.parts[0]?.distinct[index] ?? 0);
      return [String(index), phrase(differentText(count, called), count > 0 ? rowsOf(report, terms, subjectTerms(subject)) : undefined)];
    });
    return sentenceOf(this.part.sentence, { ...this.numbers(this.total.events, terms), ...Object.fromEntries(numbers) });
  }

  /** Sentences about those of the events that meet a condition too. */
  more(): readonly (readonly Phrase[])[] {
    return (this.part.also ?? []).flatMap(({ where, sentence }, index) => {
      const { events = 0 } = this.also[index] ?? {};
      return events > 0 ? [sentenceOf(sentence, this.numbers(events, [...this.terms(), ...conditionTerms(where)]))] : [];
    });
  }

  cell(column: TableColumn, part: MergedPart): Phrase {
    const { report, context } = this.world;
    const { by, events } = this.part;
    switch (column.show) {
      case "value": {
        const texts = column.paths.map((path) => {
          const value = part.values[by.indexOf(path)] ?? null;
          return wordFor(value, column.words) ?? nameOf(value, column.none);
        });
        return filledIn(column.as, texts);
      }
      case "reason":
        return this.reason(column, part);
      case "events":
        return column.outcome && column.outcome !== events.outcome
          ? phrase(
              formatCount(part.outcomes[column.outcome]),
              this.rows(part, part.outcomes[column.outcome], outcomeTerms(report, column.outcome)),
            )
          : phrase(formatCount(part.events), this.rows(part, part.events));
      case "besides": {
        if (!this.values(part).every((terms) => terms)) return "not counted";
        const count = this.besides.get(this.key(part.values))?.outcomes[column.outcome] ?? 0;
        const { outcome: _, ...others } = events;
        const rows = rowsOf(report, eventTerms(report, others), outcomeTerms(report, column.outcome), ...this.values(part));
        return phrase(formatCount(count), count > 0 ? rows : undefined);
      }
      case "share":
        return phrase(percent(part.events, this.total.events), this.rows(part, part.events));
      case "distinct":
        return this.different(column, part);
      case "first":
      case "last":
        return timeText(part[column.show], context);
      case "list":
        return this.list(column, part);
    }
  }

  private numbers(events: number, terms: readonly Expression[]): Readonly<Record<string, Phrase>> {
    const rows = rowsOf(this.world.report, terms);
    const { events: all } = this.totals;
    return {
      events: phrase(countedNoun(events, this.part.noun ?? this.world.words.noun), rows),
      count: phrase(formatCount(events), rows),
      percent: phrase(percent(events, all), events > 0 ? rows : undefined),
      share: phrase(`${percent(events, all)} of ${formatCount(all)}`, events > 0 ? rows : undefined),
    };
  }

  private reason(column: ColumnShowing<"reason">, part: MergedPart): string {
    const value = part.values[this.part.by.indexOf(column.path)] ?? null;
    const code = value === null ? NaN : Number(value);
    const known = Number.isSafeInteger(code) ? this.world.context.describe?.(code) : undefined;
    const said = this.under(column, part).map(({ values }) => values.at(-1) ?? null)[0];
    const text = known ?? (said === undefined || said === null ? undefined : nameOf(said));
    return text === undefined ? `Error code ${nameOf(value, "missing")}` : `${text.replace(/\.$/, "")} (${nameOf(value, "no code")})`;
  }

  private different(column: ColumnShowing<"distinct">, part: MergedPart): Phrase {
    const count = part.distinct[this.distinct.indexOf(column.path)] ?? 0;
    const { kinds } = column;
    if (count === 0) return "none named";
    const nouns = this.under(column, part).flatMap(({ values, distinct: [some = 0] }) => {
      const kind = String(values.at(-1) ?? "").toLowerCase();
      return some > 0 ? [{ noun: kinds && Object.hasOwn(kinds.nouns, kind) ? kinds.nouns[kind] : undefined, some }] : [];
    });
    const text = kinds ? kindsText(nouns, count, kinds.other) : formatCount(count);
    return phrase(part.isMerged ? `at least ${text}` : text, this.rows(part, count));
  }

  private list(column: ColumnShowing<"list">, part: MergedPart): string {
    const { by } = this.part;
    const { paths, least = 1, most, as } = column;
    const all = this.under(column, part);
    const under = all.filter(({ values }) => values.slice(by.length).some((value) => value !== null && value !== ""));
    // An empty text is a value to who counts, and no name.
    const empty = all.filter(({ values }) => values.slice(by.length).every((value) => value === "")).length;
    const shown = under.filter(({ events }) => events >= least).slice(0, most);
    const names = shown.map(({ values, events }) => {
      const name = filledIn(
        as,
        values.slice(by.length).map((value) => nameOf(value, "not named")),
      );
      return events > 1 && under.length > 1 ? `${name} (${formatCount(events)})` : name;
    });
    if (least > 1) {
      const more = under.filter(({ events }) => events >= least).length - names.length;
      return names.length === 0 ? "nobody" : more > 0 ? `${names.join(", ")} and ${formatCount(more)} more` : names.join(", ");
    }
    const isExact = paths.length === 1 && !part.isMerged;
    const distinct = isExact ? (part.distinct[this.distinct.indexOf(paths[0] ?? "")] ?? 0) - empty : 0;
    const more = Math.max(distinct, under.length) - shown.length;
    if (names.length === 0) return more > 0 ? formatCount(more) : "none";
    return more > 0 ? `${names.join(", ")} and ${formatCount(more)} more` : names.join(", ");
  }

  /** The events of the table. */
  private terms(): readonly Expression[] {
    return eventTerms(this.world.report, this.part.events);
  }

  private values(part: MergedPart) {
    return this.part.by.map((path, index) => valueTerms(this.world.report, path, part.values[index] ?? null));
  }

  /** The rows of a part; none when there are none. */
  private rows(part: MergedPart, count: number, terms: readonly Expression[] = []) {
    const { report } = this.world;
    const { outcome, ...events } = this.part.events;
    const at = this.part.by.indexOf(report.outcomePath);
    // A value that makes an outcome asks for it already, and in fewer words.
    const saysOutcome = at >= 0 && outcome !== undefined && report.outcome(part.values[at]) === outcome;
    return count > 0 ? rowsOf(report, eventTerms(report, saysOutcome ? events : this.part.events), terms, ...this.values(part)) : undefined;
  }

  /** The parts of a finer count that are of a part of the table. */
  private under(column: TableColumn, { values }: MergedPart): readonly CountedPart[] {
    return this.fine.get(column)?.get(this.key(values)) ?? [];
  }

  /** The same for values that mean the same. */
  private key(values: readonly Cell[]): string {
    return JSON.stringify(
      values.map((value, index) => {
        const field = fieldOf(this.world.report, this.part.by[index] ?? "");
        if (typeof value !== "string") return value;
        return field?.kind === "integer" && /^\d{1,15}$/.test(value) ? Number(value) : textKey(value, field);
      }),
    );
  }
}
