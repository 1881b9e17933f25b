import { outcomeTerms } from "../query/index.ts";
import { formatCount } from "../records/counted.ts";
import type { TableColumn, TablePart } from "../reports/summaryParts.ts";
import { fieldOf } from "../reports/index.ts";
import { textKey } from "../query/letterCase.ts";
import type { Counted, CountedPart, Measured } from "../results/measures.ts";
import type { Cell } from "../results/rows.ts";
import { eventTerms, rowsOf, valueTerms } from "./conditions.ts";
import type { SummaryWorld } from "./context.ts";
import type { Phrase } from "./summary.ts";
import { countedNoun, nameOf, percent, phrase, sentenceOf, timeText, wordFor } from "./texts.ts";
import { basisNotes, countedOf, countOf, nounOf, subjectTerms, type PartKind, type Totals } from "./partKind.ts";

/** Parts by one path more: enough for the names in a table's cells. */
const manyParts = 500;

/** Paths by which a column's values are told beside those of the table. */
function finer(column: TableColumn): readonly string[] | undefined {
  if (column.show === "list") return column.paths;
  if (column.show === "reason") return [column.said];
  return column.show === "distinct" && column.kinds ? [column.kinds.path] : undefined;
}

function distinctOf({ columns }: TablePart): readonly string[] {
  return [
    ...new Set(
      columns.flatMap((column) =>
        column.show === "distinct" ? [column.path] : column.show === "list" && column.paths.length === 1 ? column.paths : [],
      ),
    ),
  ];
}

function pathsOf(column: TableColumn): readonly string[] {
  if (column.show === "value" || column.show === "list") return column.paths;
  return column.show === "distinct" || column.show === "reason" ? [column.path] : [];
}

export const table: PartKind<TablePart> = {
  paths: ({ by, needs, subjects, columns }) => [
    ...by,
    ...needs.map(({ path }) => path),
    ...subjects.map(({ path }) => path),
    ...columns.flatMap(pathsOf),
  ],

  asks: (part, world) => [
    countOf(world, part.events, { distinct: part.subjects.map(({ path }) => path) }),
    countOf(world, part.events, { by: part.by, distinct: distinctOf(part), top: part.top, order: part.order }),
    ...part.columns.flatMap((column) => {
      const more = finer(column);
      return more ? [countOf(world, part.events, { by: [...part.by, ...more], top: manyParts, order: part.order })] : [];
    }),
  ],

  says(part, [whole, parted, ...fine], _, totals, world) {
    const { id, title, notes = [], needs, nothing } = part;
    const missing = needs.find(({ path }) => totals.isAbsent(path));
    if (missing) return { id, title, sentences: [[missing.absent]] };
    const total = countedOf(whole);
    if (total.events === 0) return { id, title, sentences: [[nothing]] };
    const rows = new TableRows(part, countedOf(parted), fine, total, totals, world);
    return {
      id,
      title,
      sentences: [rows.sentence()],
      ...(rows.parts.length > 0 && {
        table: {
          columns: rows.columns.map(({ label, show }) => ({
            label,
            ...((show === "events" || show === "share" || show === "distinct") && { isNumber: true as const }),
          })),
          rows: rows.parts.map((one) => rows.columns.map((column) => rows.cell(column, one))),
          more: Math.max(0, countedOf(parted).distinct - countedOf(parted).parts.length),
        },
      }),
      notes: [
        ...basisNotes([...(whole ? [whole] : []), ...(parted ? [parted] : []), ...fine]),
        ...rows.absent.map((label) => `${label}: not in these records.`),
        ...notes,
      ],
    };
  },
};

/** A part, or several that mean the same: then different values are known to be so many at least. */
interface Merged extends CountedPart {
  readonly isMerged?: true;
}

class TableRows {
  readonly columns: readonly TableColumn[];
  /** Labels of the columns that no record has anything for. */
  readonly absent: readonly string[];
  readonly parts: readonly Merged[];
  private readonly part: TablePart;
  private readonly total: Counted;
  private readonly totals: Totals;
  private readonly world: SummaryWorld;
  private readonly distinct: readonly string[];
  private readonly fine: ReadonlyMap<TableColumn, Counted>;

  constructor(part: TablePart, parted: Counted, fine: readonly Measured[], total: Counted, totals: Totals, world: SummaryWorld) {
    const isAbsent = (column: TableColumn): boolean => {
      const paths = pathsOf(column);
      return paths.length > 0 && paths.every((path) => totals.isAbsent(path));
    };
    this.part = part;
    this.total = total;
    this.totals = totals;
    this.world = world;
    this.distinct = distinctOf(part);
    this.columns = part.columns.filter((column) => !isAbsent(column));
    this.absent = part.columns.filter(isAbsent).map(({ label }) => label);
    this.fine = new Map(part.columns.filter((column) => finer(column)).map((column, index) => [column, countedOf(fine[index])]));
    this.parts = merged(parted.parts, (part_) => this.key(part_.values));
  }

  sentence(): readonly Phrase[] {
    const { report } = this.world;
    const { events } = this.part;
    const terms = eventTerms(report, events);
    const noun = this.world.words.noun;
    const numbers = this.part.subjects.map((subject, index): [string, Phrase] => {
      const called = nounOf(subject, this.totals, this.world);
      if (this.totals.isAbsent(subject.path)) return [String(index), `an unknown number of ${called.many}`];
      const count = this.total.parts[0]?.distinct[index] ?? 0;
      return [String(index), phrase(countedNoun(count, called), rowsOf(report, terms, subjectTerms(subject)))];
    });
    return sentenceOf(this.part.sentence, {
      events: phrase(countedNoun(this.total.events, noun), rowsOf(report, terms)),
      share: `${percent(this.total.events, this.totals.events)} of ${formatCount(this.totals.events)}`,
      ...Object.fromEntries(numbers),
    });
  }

  cell(column: TableColumn, part: Merged): Phrase {
    const { report, context } = this.world;
    const { by, events } = this.part;
    const terms = [eventTerms(report, events), ...by.map((path, index) => valueTerms(report, path, part.values[index] ?? null))];
    switch (column.show) {
      case "value": {
        const texts = column.paths.map((path) => part.values[by.indexOf(path)] ?? null);
        return texts.map((value) => wordFor(value, column.words) ?? nameOf(value, column.none)).join(column.between ?? ", ");
      }
      case "reason":
        return this.reason(column, part);
      case "events": {
        const { outcome } = column;
        const count = outcome ? part.outcomes[outcome] : part.events;
        const rows =
          count > 0 ? rowsOf(report, ...terms, outcome && outcome !== events.outcome ? outcomeTerms(report, outcome) : []) : undefined;
        return phrase(formatCount(count), rows);
      }
      case "share":
        return percent(part.events, this.total.events);
      case "distinct": {
        const count = part.distinct[this.distinct.indexOf(column.path)] ?? 0;
        const noun = this.kindOf(column, part);
        const text = noun ? countedNoun(count, noun) : formatCount(count);
        return phrase(part.isMerged ? `at least ${text}` : text, count > 0 ? rowsOf(report, ...terms) : undefined);
      }
      case "first":
      case "last":
        return timeText(part[column.show], context);
      case "list":
        return this.list(column, part);
    }
  }

  private reason(column: Extract<TableColumn, { show: "reason" }>, part: Merged): string {
    const value = part.values[this.part.by.indexOf(column.path)] ?? null;
    const code = Number(value);
    const said = this.under(column, part).map(({ values }) => values.at(-1) ?? null)[0];
    const known = Number.isSafeInteger(code) ? this.world.context.describe?.(code) : undefined;
    const text = known ?? (said === undefined || said === null ? undefined : nameOf(said));
    return text === undefined ? `Code ${nameOf(value)}` : `${text.replace(/\.$/, "")} (${nameOf(value)})`;
  }

  private list(column: Extract<TableColumn, { show: "list" }>, part: Merged): string {
    const { by } = this.part;
    const under = this.under(column, part).filter(({ values }) => values.slice(by.length).some((value) => value !== null));
    const shown = under.slice(0, column.most);
    const names = shown.map(({ values, events }) => {
      const name = values
        .slice(by.length)
        .map((value) => wordFor(value, column.words) ?? nameOf(value, "not named"))
        .join(column.between ?? ", ");
      return events > 1 && under.length > 1 ? `${name} (${formatCount(events)})` : name;
    });
    const [path = ""] = column.paths;
    const distinct =
      column.paths.length === 1 && !part.isMerged ? (part.distinct[this.distinct.indexOf(path)] ?? under.length) : under.length;
    const more = Math.max(distinct, under.length) - shown.length;
    if (names.length === 0) return distinct > 0 ? formatCount(distinct) : "none";
    return more > 0 ? `${names.join(", ")} and ${formatCount(more)} more` : names.join(", ");
  }

  private kindOf(
    column: Extract<TableColumn, { show: "distinct" }>,
    part: Merged,
  ): { readonly one: string; readonly many: string } | undefined {
    if (!column.kinds) return undefined;
    const kinds = new Set(this.under(column, part).map(({ values }) => String(values.at(-1) ?? "").toLowerCase()));
    const [only = ""] = kinds;
    const noun = kinds.size === 1 && Object.hasOwn(column.kinds.nouns, only) ? column.kinds.nouns[only] : undefined;
    return noun ?? column.kinds.other;
  }

  /** The parts of a finer count that are of a part of the table. */
  private under(column: TableColumn, { values }: CountedPart): readonly CountedPart[] {
    const key = this.key(values);
    return (this.fine.get(column)?.parts ?? []).filter((part) => this.key(part.values.slice(0, values.length)) === key);
  }

  /** The same for values that mean the same. */
  private key(values: readonly Cell[]): string {
    return JSON.stringify(
      values.map((value, index) => {
        const field = fieldOf(this.world.report, this.part.by[index] ?? "");
        if (typeof value !== "string") return value;
        if (field?.kind === "integer" && /^\d{1,15}$/.test(value)) return Number(value);
        return textKey(value, field);
      }),
    );
  }
}

function merged(parts: readonly CountedPart[], key: (part: CountedPart) => string): readonly Merged[] {
  const byKey = new Map<string, Merged>();
  for (const part of parts) {
    const before = byKey.get(key(part));
    byKey.set(key(part), before ? both(before, part) : part);
  }
  return [...byKey.values()];
}

function both(one: Merged, other: CountedPart): Merged {
  const times = (pick: (...of: number[]) => number, a: number | undefined, b: number | undefined): number | undefined =>
    a === undefined || b === undefined ? (a ?? b) : pick(a, b);
  const first = times(Math.min, one.first, other.first);
  const last = times(Math.max, one.last, other.last);
  return {
    values: one.values,
    events: one.events + other.events,
    rows: one.rows + other.rows,
    outcomes: {
      success: one.outcomes.success + other.outcomes.success,
      failure: one.outcomes.failure + other.outcomes.failure,
      interrupt: one.outcomes.interrupt + other.outcomes.interrupt,
      other: one.outcomes.other + other.outcomes.other,
    },
    distinct: one.distinct.map((count, index) => Math.max(count, other.distinct[index] ?? 0)),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    isMerged: true,
  };
}
