import type { Cell } from "../../../../src/protocol/grid.ts";
import { parseFilter } from "../../../../src/query/index.ts";
import { fieldOf, reportById, type Outcome } from "../../../../src/reports/index.ts";
import type { Measure, Measured, OutcomeCounts } from "../../../../src/results/measures.ts";
import { naiveAt, naiveCell, naiveHolds, naiveKey, naiveValue } from "../naive.ts";

const report = reportById("signIns");

// What the result store measures, by the simplest means.

interface NaiveEvent {
  readonly record: unknown;
  readonly rows: number;
  /** Of the last row, in ms and in units of 100 ns beyond them. */
  readonly time: readonly [ms: number, ticks: number] | undefined;
  readonly first: number | undefined;
  readonly outcome: Outcome;
}

function naiveMoment(record: unknown): readonly [ms: number, ticks: number] | undefined {
  const value = naiveValue(record, ["createdDateTime"]);
  const [, fraction = ""] = (typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?(?:Z|\+00:00)$/.exec(value)) || [];
  const ms = typeof value === "string" && /^\d{4}-\d\d-\d\dT.*(Z|\+00:00)$/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(ms) ? undefined : [ms, Number(fraction.slice(3, 7).padEnd(4, "0"))];
}

function folded(cell: Cell, path: string): Cell {
  if (typeof cell !== "string") return cell;
  return fieldOf(report, path)?.caseless || /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(cell) ? cell.toLowerCase() : cell;
}

function naiveValues(record: unknown, path: string): Cell[] {
  const isList = path.includes("[]") || fieldOf(report, path)?.list;
  const value = naiveAt(record, path);
  return (isList && Array.isArray(value) ? value : [value]).map((item) => naiveCell({ item }, "item")).filter((cell) => cell !== null);
}

/** Texts of less than one value, each as it is met most. */
class NaiveSpellings {
  readonly #path: string;
  readonly #times = new Map<Cell, number>();

  constructor(path: string) {
    this.#path = path;
  }

  add(cells: readonly Cell[]): void {
    for (const cell of new Set(cells)) this.#times.set(cell, (this.#times.get(cell) ?? 0) + 1);
  }

  at(value: Cell, fold = (cell: Cell) => folded(cell, this.#path)): Cell {
    const [most] = [...this.#times].filter(([cell]) => fold(cell) === value).sort(([a, left], [b, right]) => right - left || byCell(a, b));
    return most?.[0] ?? null;
  }
}

function byCell(a: Cell, b: Cell, path = ""): number {
  for (const keyPath of [path, ""]) {
    const [left, right] = [naiveKey(a, keyPath), naiveKey(b, keyPath)];
    for (const [index, one] of left.entries()) if (one !== right[index]) return one < right[index]! ? -1 : 1;
  }
  return 0;
}

const isLater = (a: NaiveEvent, b: NaiveEvent): boolean => {
  const [[ms, ticks], [otherMs, otherTicks]] = [a.time ?? [-Infinity, 0], b.time ?? [-Infinity, 0]];
  return ms > otherMs || (ms === otherMs && ticks >= otherTicks);
};

function naiveEvents(records: readonly unknown[], { attempt, where }: Measure): NaiveEvent[] {
  const events = new Map<unknown, NaiveEvent>();
  for (const record of records) {
    const time = naiveMoment(record);
    const event: NaiveEvent = {
      record,
      rows: 1,
      time,
      first: time?.[0],
      outcome: report.outcome(naiveValue(record, report.outcomePath.split("/"))),
    };
    const id = attempt === undefined ? null : naiveCell(record, attempt);
    const isNone = id === null || id === "" || id === "00000000-0000-0000-0000-000000000000";
    const key = isNone ? Symbol() : folded(id, attempt!);
    const before = events.get(key);
    const firsts = [before?.first, event.first].filter((first) => first !== undefined);
    const last = !before || isLater(event, before) ? event : before;
    // The one that is last stands where it came, as names that are met last count.
    if (last === event) events.delete(key);
    events.set(key, { ...last, rows: (before?.rows ?? 0) + 1, first: firsts.length > 0 ? Math.min(...firsts) : undefined });
  }
  const all = [...events.values()];
  return where === undefined ? all : all.filter(({ record }) => naiveHolds(record, parseFilter(where)));
}

const span = (events: readonly NaiveEvent[]) => {
  const firsts = events.map(({ first }) => first).filter((first) => first !== undefined);
  const lasts = events.map(({ time }) => time?.[0]).filter((last) => last !== undefined);
  return firsts.length > 0 ? { first: Math.min(...firsts), last: Math.max(...lasts) } : {};
};
const rowsOf = (events: readonly NaiveEvent[]): number => events.reduce((sum, { rows }) => sum + rows, 0);
const outcomesOf = (events: readonly NaiveEvent[]): OutcomeCounts => {
  const counts = { success: 0, failure: 0, interrupt: 0, other: 0 };
  for (const { outcome } of events) counts[outcome]++;
  return counts;
};
const differentAt = (events: readonly NaiveEvent[], path: string): number =>
  new Set(events.flatMap(({ record }) => naiveValues(record, path).map((cell) => folded(cell, path)))).size;

const derivedFrom: Readonly<Record<string, string>> = { failureReason: "status", blockingPolicies: "appliedConditionalAccessPolicies" };

/** `ever`: all records that ever came. */
function naiveAbsent(ever: readonly unknown[], path: string): boolean {
  const names = (derivedFrom[path] ?? path).split("/");
  for (const [depth, name] of names.entries()) {
    const parents = ever.map((record) => (depth === 0 ? record : naiveValue(record, names.slice(0, depth))));
    const has = (object: unknown): boolean =>
      typeof object === "object" &&
      object !== null &&
      !Array.isArray(object) &&
      Object.keys(object).some((own) => own.toLowerCase() === name.toLowerCase());
    if (!parents.some(has)) return true;
    const prefix = `${names.slice(0, depth + 1).join("/")}/`;
    if (names[depth + 1] === "[]" || !report.fields.some((field) => field.path.startsWith(prefix) && !field.path.startsWith(`${prefix}[]`)))
      return false;
  }
  return false;
}

/** A measure of records, as they are in the view's store. */
export function naiveMeasure(records: readonly unknown[], ever: readonly unknown[], measure: Measure): Measured {
  const events = naiveEvents(records, measure);
  const basis = { events: events.length, rows: rowsOf(events) };
  if (measure.kind === "count") {
    const { by, distinct, top, order } = measure;
    const parts = new Map<string, { values: Cell[]; events: NaiveEvent[] }>();
    if (by.length === 0) parts.set("[]", { values: [], events: [] });
    let without = 0;
    for (const event of events) {
      let tuples: Cell[][] = [[]];
      for (const path of by) {
        const values = new Set(naiveValues(event.record, path).map((cell) => folded(cell, path)));
        const all: Cell[] = values.size > 0 ? [...values] : [null];
        tuples = tuples.flatMap((tuple) => all.map((value) => [...tuple, value]));
      }
      if (by.length > 0) tuples = tuples.filter((tuple) => tuple.some((value) => value !== null));
      if (tuples.length === 0) without++;
      for (const values of tuples) {
        const key = JSON.stringify(values);
        if (!parts.has(key)) parts.set(key, { values, events: [] });
        parts.get(key)!.events.push(event);
      }
    }
    const spellings = by.map((path) => {
      const spelling = new NaiveSpellings(path);
      for (const { record } of events) spelling.add(naiveValues(record, path));
      return spelling;
    });
    const answered = [...parts.values()].map((part) => ({
      values: part.values.map((value, index) => (value === null ? null : spellings[index]!.at(value))),
      events: part.events.length,
      rows: rowsOf(part.events),
      outcomes: outcomesOf(part.events),
      distinct: distinct.map((path) => differentAt(part.events, path)),
      ...span(part.events),
    }));
    answered.sort(
      (a, b) =>
        (order === "newest" ? (b.first ?? -1) - (a.first ?? -1) : 0) ||
        b.events - a.events ||
        a.values.reduce<number>((sum, value, index) => sum || byCell(value, b.values[index]!, by[index]), 0),
    );
    const absent = [...by, ...distinct].map((path) => naiveAbsent(ever, path));
    return { kind: "count", ...basis, parts: answered.slice(0, top), distinct: parts.size, without, absent };
  }
  if (measure.kind === "heatmap") {
    const cells = () => new Array<number>(168).fill(0);
    const outcomes = { success: cells(), failure: cells(), interrupt: cells(), other: cells() };
    let without = 0;
    const format = new Intl.DateTimeFormat("en-GB", { timeZone: measure.zone, weekday: "short", hour: "2-digit", hourCycle: "h23" });
    for (const { time, outcome } of events) {
      if (!time) {
        without++;
        continue;
      }
      const parts = format.formatToParts(time[0]);
      const [weekday, hour] = ["weekday", "hour"].map((type) => parts.find((part) => part.type === type)?.value);
      outcomes[outcome][24 * ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(weekday!) + Number(hour)]!++;
    }
    return { kind: "heatmap", ...basis, outcomes, without, ...span(events) };
  }
  const { list, key, name, result, results, distinct, most, top } = measure;
  const wanted = results.map((one) => one.toLowerCase());
  const kinds = new Map<string, { key: Cell; result: string; name: Cell; last?: NaiveEvent; events: NaiveEvent[] }>();
  const [keys, ends] = [new NaiveSpellings(`${list}/[]/${key}`), new NaiveSpellings("")];
  for (const event of events) {
    const value = naiveAt(event.record, list);
    const items = ([value].flat() as unknown[])
      .map((item) => [key, name, result].map((member) => naiveCell(item, member)) as [Cell, Cell, Cell])
      .filter(([, , ended]) => ended !== null && wanted.includes(String(ended).toLowerCase()));
    keys.add(items.map(([id]) => id));
    ends.add(items.map(([, , ended]) => String(ended)));
    for (const [id, called, ended] of items) {
      const pair = [folded(id, `${list}/[]/${key}`), String(ended).toLowerCase()] as const;
      const kind = kinds.get(JSON.stringify(pair)) ?? { key: pair[0], result: pair[1], name: null, events: [] };
      kinds.set(JSON.stringify(pair), kind);
      if (kind.events.at(-1) !== event) kind.events.push(event);
      if (called === null || (kind.last && !isLater(event, kind.last))) continue;
      kind.last = event;
      kind.name = called;
    }
  }
  const frequent = new NaiveSpellings(most?.path ?? "");
  for (const { record } of events) frequent.add(most ? naiveValues(record, most.path) : []);
  const answered = [...kinds.values()].map((kind) => {
    const times = new Map<Cell, number>();
    for (const { record } of most ? kind.events : [])
      for (const cell of new Set(naiveValues(record, most!.path).map((cell) => folded(cell, most!.path))))
        times.set(cell, (times.get(cell) ?? 0) + 1);
    return {
      key: keys.at(kind.key),
      name: kind.name,
      result: String(ends.at(kind.result, (cell) => String(cell).toLowerCase())),
      events: kind.events.length,
      rows: rowsOf(kind.events),
      distinct: distinct.map((path) => differentAt(kind.events, path)),
      most: [...times]
        .map(([value, count]) => ({ value: frequent.at(value), events: count }))
        .sort((a, b) => b.events - a.events || byCell(a.value, b.value, most!.path))
        .slice(0, most?.count ?? 0),
    };
  });
  answered.sort((a, b) => b.events - a.events || byCell(a.key, b.key) || byCell(a.result, b.result));
  return { kind: "items", ...basis, items: answered.slice(0, top), distinct: kinds.size, absent: naiveAbsent(ever, list) };
}
