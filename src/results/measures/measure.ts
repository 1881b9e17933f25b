import { textKey } from "../../query/letterCase.ts";
import { knownZone, offsetAt } from "../../query/zone.ts";
import { fieldOf, type Outcome, type Report } from "../../reports/index.ts";
import { cellOf, longestCell, memberAt } from "../columns/cells.ts";
import { compareCells } from "../columns/compareCells.ts";
import type { Columns } from "../columns/columns.ts";
import { momentOf } from "../columns/instants.ts";
import type { RowFilter } from "../filters/rowFilter.ts";
import type { CountedPart, CountMeasure, Counted, Heatmap, HeatmapMeasure, Items, ItemsMeasure, Measure, Measured } from "../measures.ts";
import type { Cell } from "../rows.ts";
import type { Work } from "../steps.ts";

export interface MeasureSource {
  readonly report: Report;
  readonly columns: Columns;
  /** The whole record. */
  record(row: number): unknown;
  where(condition: string): RowFilter;
  /** No record has a member of the name at a path. */
  isAbsent(path: string): boolean;
}

interface Event {
  /** The last row. */
  readonly row: number;
  readonly record: unknown;
  readonly rows: number;
  readonly time: number;
  readonly ticks: number;
  readonly first: number;
  readonly last: number;
  readonly outcome: Outcome;
}

const atOnce = 64;

export function* measureRows(rows: Uint32Array, measures: readonly Measure[], source: MeasureSource): Work<Measured[]> {
  const answers: Measured[] = [];
  for (const measure of measures) {
    const all = yield* eventsOf(rows, measure.attempt, source);
    const events = measure.where === undefined ? all : all.filter(passing(source.where(measure.where)));
    if (measure.kind === "count") answers.push(counted(events, measure, source));
    else if (measure.kind === "heatmap") answers.push(heatmap(events, measure));
    else answers.push(items(events, measure, source));
    yield;
  }
  return answers;
}

const passing = (filter: RowFilter) => (event: Event) => {
  const mask = Uint8Array.of(1);
  filter.test(event.row, mask);
  return mask[0] === 1;
};

function* eventsOf(rows: Uint32Array, attempt: string | undefined, source: MeasureSource): Work<Event[]> {
  const { report, columns } = source;
  const byKey = new Map<Cell | symbol, Event>();
  for (let from = 0; from < rows.length; from += atOnce) {
    for (const row of rows.subarray(from, from + atOnce)) {
      const record = source.record(row);
      const at = columns.valueOf(record, report.timeField);
      const moment = typeof at === "string" ? momentOf(at) : undefined;
      const time = moment?.ms ?? NaN;
      const event: Event = {
        row,
        record,
        rows: 1,
        time,
        ticks: moment?.ticks ?? 0,
        first: time,
        last: time,
        outcome: report.outcome(columns.valueOf(record, report.outcomePath)),
      };
      const id = attempt === undefined ? null : cellOf(columns.valueOf(record, attempt), longestCell);
      const key = id === null || id === "" ? Symbol() : folded(id, report, attempt ?? "");
      const before = byKey.get(key);
      byKey.set(key, before ? joined(before, event) : event);
    }
    yield;
  }
  return [...byKey.values()].sort((a, b) => a.row - b.row);
}

function joined(a: Event, b: Event): Event {
  const isLater = Number.isNaN(a.time) || b.time > a.time || (b.time === a.time && b.ticks >= a.ticks);
  const times = [a.first, a.last, b.first, b.last].filter((time) => !Number.isNaN(time));
  const [first, last] = times.length > 0 ? [Math.min(...times), Math.max(...times)] : [NaN, NaN];
  return { ...(isLater ? b : a), rows: a.rows + b.rows, first, last };
}

const folded = (cell: Cell, report: Report, path: string): Cell => (typeof cell === "string" ? textKey(cell, fieldOf(report, path)) : cell);

/** Values at a path: of a list its items. */
function valuesAt(record: unknown, path: string, { columns, report }: MeasureSource): Cell[] {
  const value = columns.valueOf(record, path);
  const isNested = path.includes("[]") && fieldOf(report, path)?.list === true;
  const list: readonly unknown[] = Array.isArray(value) ? (isNested ? value.flat() : value) : [value];
  const isList = path.includes("[]") || fieldOf(report, path)?.list === true;
  return (isList ? list : [value]).map((item) => cellOf(item, longestCell)).filter((cell) => cell !== null);
}

/** Counts spellings of values that are counted as one. */
class Spellings {
  readonly #counts = new Map<Cell, Map<Cell, number>>();

  add(key: Cell, cell: Cell): void {
    const counts = this.#counts.get(key) ?? new Map<Cell, number>();
    this.#counts.set(key, counts.set(cell, (counts.get(cell) ?? 0) + 1));
  }

  at(key: Cell): Cell {
    const [most] = [...(this.#counts.get(key) ?? [])].sort(([a, left], [b, right]) => right - left || compareCells(a, b));
    return most?.[0] ?? key;
  }
}

const noOutcomes = (): Record<Outcome, number> => ({ success: 0, failure: 0, interrupt: 0, other: 0 });

class Part {
  events = 0;
  rows = 0;
  first = Infinity;
  last = -Infinity;
  readonly outcomes = noOutcomes();
  readonly distinct: readonly Set<Cell>[];
  readonly keys: readonly Cell[];

  constructor(keys: readonly Cell[], paths: number) {
    this.keys = keys;
    this.distinct = Array.from({ length: paths }, () => new Set<Cell>());
  }

  add(event: Event, values: readonly ReadonlySet<Cell>[]): void {
    this.events++;
    this.rows += event.rows;
    if (event.first < this.first) this.first = event.first;
    if (event.last > this.last) this.last = event.last;
    this.outcomes[event.outcome]++;
    for (const [index, set] of values.entries()) for (const value of set) this.distinct[index]?.add(value);
  }
}

const span = (first: number, last: number) => (first > last ? {} : { first, last });
const totals = (events: readonly Event[]) => ({ events: events.length, rows: events.reduce((sum, { rows }) => sum + rows, 0) });
const keysOf = (values: readonly Cell[], path: string, { report }: MeasureSource): Set<Cell> =>
  new Set(values.map((cell) => folded(cell, report, path)));

function counted(events: readonly Event[], { by, distinct, top, order }: CountMeasure, source: MeasureSource): Counted {
  const parts = new Map<string, Part>();
  const spellings = by.map(() => new Spellings());
  if (by.length === 0) parts.set("[]", new Part([], distinct.length));
  let without = 0;
  for (const event of events) {
    const values = by.map((path) => valuesAt(event.record, path, source));
    if (values.some(({ length }) => length === 0)) {
      without++;
      continue;
    }
    const others = distinct.map((path) => keysOf(valuesAt(event.record, path, source), path, source));
    let tuples: Cell[][] = [[]];
    for (const [index, path] of by.entries()) {
      for (const cell of new Set(values[index])) spellings[index]?.add(folded(cell, source.report, path), cell);
      const keys = [...keysOf(values[index] ?? [], path, source)];
      tuples = tuples.flatMap((tuple) => keys.map((key) => [...tuple, key]));
    }
    for (const tuple of tuples) {
      const name = JSON.stringify(tuple);
      const part = parts.get(name) ?? new Part(tuple, distinct.length);
      parts.set(name, part);
      part.add(event, others);
    }
  }
  const written = (part: Part) => part.keys.map((key, index) => spellings[index]?.at(key) ?? key);
  const all = [...parts.values()].map((part) => ({ part, values: written(part) }));
  all.sort((a, b) => {
    const byEvents = b.part.events - a.part.events;
    const byFirst = order === "newest" ? newer(a.part.first, b.part.first) : 0;
    return byFirst || byEvents || a.values.reduce<number>((sum, cell, index) => sum || compareCells(cell, b.values[index] ?? null), 0);
  });
  return {
    kind: "count",
    ...totals(events),
    parts: all.slice(0, Math.max(0, top)).map(({ part, values }): CountedPart => ({
      values,
      events: part.events,
      rows: part.rows,
      outcomes: part.outcomes,
      distinct: part.distinct.map(({ size }) => size),
      ...span(part.first, part.last),
    })),
    distinct: parts.size,
    without,
    absent: [...by, ...distinct].map((path) => source.isAbsent(path)),
  };
}

/** Those without a time are the oldest. */
const newer = (a: number, b: number): number => (a === b ? 0 : a === Infinity ? 1 : b === Infinity ? -1 : b - a);

const hourMs = 3_600_000;

function heatmap(events: readonly Event[], { zone }: HeatmapMeasure): Heatmap {
  if (knownZone(zone) === undefined) throw new RangeError(`${zone} is no time zone that is known here`);
  const cells = () => new Array<number>(7 * 24).fill(0);
  const outcomes = { success: cells(), failure: cells(), interrupt: cells(), other: cells() };
  let [without, first, last] = [0, Infinity, -Infinity];
  for (const event of events) {
    if (event.first < first) first = event.first;
    if (event.last > last) last = event.last;
    if (Number.isNaN(event.time)) {
      without++;
      continue;
    }
    // 1970 began on a Thursday.
    const hour = (Math.floor((event.time + offsetAt(event.time, zone)) / hourMs) + 3 * 24) % (7 * 24);
    const cell = (hour + 7 * 24) % (7 * 24);
    outcomes[event.outcome][cell] = (outcomes[event.outcome][cell] ?? 0) + 1;
  }
  return { kind: "heatmap", ...totals(events), outcomes, without, ...span(first, last) };
}

function items(events: readonly Event[], measure: ItemsMeasure, source: MeasureSource): Items {
  const { list, key, name, result, results, distinct, most, top } = measure;
  const wanted = new Set(results.map((text) => text.toLowerCase()));
  const [keys, written] = [new Spellings(), new Spellings()];
  interface ItemPart {
    readonly key: Cell;
    readonly result: string;
    readonly part: Part;
    readonly most: Map<Cell, number>;
    name: { readonly cell: Cell; readonly event: Event } | undefined;
  }
  const parts = new Map<string, ItemPart>();
  const spellings = new Spellings();
  for (const event of events) {
    const seen = new Set<string>();
    const value = source.columns.valueOf(event.record, list);
    const others = distinct.map((path) => keysOf(valuesAt(event.record, path, source), path, source));
    const frequent = most ? new Set(valuesAt(event.record, most.path, source)) : new Set<Cell>();
    let isIn = false;
    const spelled = new Set<string>();
    for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      const [id, called, ended] = [key, name, result].map((member) => cellOf(memberAt(item, member), longestCell));
      if (ended === null || ended === undefined || !wanted.has(String(ended).toLowerCase())) continue;
      isIn = true;
      const [idKey, resultKey] = [folded(id ?? null, source.report, `${list}/[]/${key}`), String(ended).toLowerCase()];
      if (!spelled.has(JSON.stringify([0, id]))) keys.add(idKey, id ?? null);
      if (!spelled.has(JSON.stringify([1, String(ended)]))) written.add(resultKey, String(ended));
      spelled.add(JSON.stringify([0, id])).add(JSON.stringify([1, String(ended)]));
      const place = JSON.stringify([idKey, resultKey]);
      const part = parts.get(place) ?? {
        key: idKey,
        result: resultKey,
        part: new Part([], distinct.length),
        most: new Map(),
        name: undefined,
      };
      parts.set(place, part);
      if (called !== null && called !== undefined && (!part.name || isAfter(event, part.name.event))) part.name = { cell: called, event };
      if (seen.has(place)) continue;
      seen.add(place);
      part.part.add(event, others);
      for (const cell of new Set([...frequent].map((one) => folded(one, source.report, most?.path ?? ""))))
        part.most.set(cell, (part.most.get(cell) ?? 0) + 1);
    }
    if (isIn && most) for (const cell of frequent) spellings.add(folded(cell, source.report, most.path), cell);
  }
  const all = [...parts.values()].map((part) => ({ ...part, key: keys.at(part.key), result: String(written.at(part.result)) }));
  all.sort((a, b) => b.part.events - a.part.events || compareCells(a.key, b.key) || compareCells(a.result, b.result));
  return {
    kind: "items",
    ...totals(events),
    items: all.slice(0, Math.max(0, top)).map((one) => ({
      key: one.key,
      name: one.name?.cell ?? null,
      result: one.result,
      events: one.part.events,
      rows: one.part.rows,
      distinct: one.part.distinct.map(({ size }) => size),
      most: [...one.most]
        .map(([cell, count]) => ({ value: spellings.at(cell), events: count }))
        .sort((a, b) => b.events - a.events || compareCells(a.value, b.value))
        .slice(0, most?.count ?? 0),
    })),
    distinct: parts.size,
    absent: source.isAbsent(list),
  };
}

/** The event's last row is later, or as late and behind it. */
const isAfter = (a: Event, b: Event): boolean =>
  Number.isNaN(b.time) || a.time > b.time || (a.time === b.time && (a.ticks > b.ticks || (a.ticks === b.ticks && a.row >= b.row)));
