import { derivedValue } from "../../src/reports/derived.ts";
import { fieldOf, type Report } from "../../src/reports/index.ts";
import type { ActivityRecord, Outcome } from "../../src/reports/report.ts";
import { textKey } from "../../src/query/letterCase.ts";
import { compile, parseFilter, wallAt } from "../../src/query/index.ts";
import type {
  Counted,
  CountMeasure,
  Heatmap,
  HeatmapMeasure,
  Items,
  ItemsMeasure,
  Measure,
  Measured,
  OutcomeCounts,
} from "../../src/results/measures.ts";
import type { Cell } from "../../src/results/rows.ts";

// What a store answers to the measures of a summary, by the simplest means.

const outcomeNames: readonly Outcome[] = ["success", "failure", "interrupt", "other"];
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function member(value: unknown, name: string): { readonly has: boolean; readonly value?: unknown } {
  if (!isObject(value)) return { has: false };
  const own = Object.keys(value);
  const found = own.find((key) => key === name) ?? own.find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? { has: false } : { has: true, value: value[found] };
}

/** What stands at a path, each item of its lists for itself; whether any record on the way has such a member. */
function walk(value: unknown, [first, ...rest]: readonly string[]): { readonly has: boolean; readonly values: readonly unknown[] } {
  if (first === undefined) return { has: true, values: [value] };
  if (first === "[]") {
    const found = (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]).map((item) => walk(item, rest));
    return { has: found.some(({ has }) => has), values: found.flatMap(({ values }) => values) };
  }
  const at = member(value, first);
  return at.has ? walk(at.value, rest) : { has: false, values: [] };
}

const cellOf = (value: unknown): Cell =>
  value === null || value === undefined ? null : typeof value === "object" ? JSON.stringify(value) : (value as Cell);

export interface Asked {
  readonly report: Report;
  readonly now: Date;
}

function cellsAt(record: ActivityRecord, path: string, { report }: Asked): { readonly has: boolean; readonly cells: readonly Cell[] } {
  const field = fieldOf(report, path);
  if (field?.derived) {
    const value = derivedValue(field, record);
    const cells = value === undefined ? [] : typeof value === "string" ? [value] : value;
    return { has: cells.length > 0, cells: cells.length > 0 ? cells : [null] };
  }
  const steps = path.split("/");
  const { has, values } = walk(record, field?.list ? [...steps, "[]"] : steps);
  const cells = values.map(cellOf).filter((cell) => cell !== null);
  const own = field?.list ? walk(record, steps).has : has;
  return { has: own, cells: cells.length > 0 ? cells : [null] };
}

const keyOf = (cell: Cell, path: string, { report }: Asked): string =>
  JSON.stringify(typeof cell === "string" ? textKey(cell, fieldOf(report, path)) : cell);

const timeOf = (record: ActivityRecord, { report }: Asked): number | undefined => {
  const text = record[report.timeField];
  const ms = typeof text === "string" ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
};

const outcomeOf = (record: ActivityRecord, { report }: Asked): Outcome => {
  const [value] = walk(record, report.outcomePath.split("/")).values;
  return report.outcome(value);
};

interface Event {
  readonly record: ActivityRecord;
  readonly rows: number;
  readonly times: readonly number[];
}

function eventsOf(records: readonly ActivityRecord[], { where, attempt }: { where?: string; attempt?: string }, asked: Asked): Event[] {
  const alone = (record: ActivityRecord): Event => ({ record, rows: 1, times: [timeOf(record, asked)].filter((ms) => ms !== undefined) });
  let events = records.map(alone);
  if (attempt !== undefined) {
    const groups = new Map<string, ActivityRecord[]>();
    records.forEach((record, index) => {
      const [cell = null] = cellsAt(record, attempt, asked).cells;
      const key = cell === null || cell === "" ? `alone ${String(index)}` : keyOf(cell, attempt, asked);
      groups.set(key, [...(groups.get(key) ?? []), record]);
    });
    events = [...groups.values()].map((rows) => ({
      record: rows.reduce((last, row) => ((timeOf(row, asked) ?? -Infinity) >= (timeOf(last, asked) ?? -Infinity) ? row : last)),
      rows: rows.length,
      times: rows.flatMap((row) => timeOf(row, asked) ?? []),
    }));
  }
  if (where === undefined) return events;
  const { expression } = parseFilter(where);
  if (!expression) throw new SyntaxError(where);
  const holds = compile(expression, { now: asked.now, report: asked.report });
  return events.filter(({ record }) => holds(record));
}

const rowsIn = (events: readonly Event[]): number => events.reduce((sum, { rows }) => sum + rows, 0);
const outcomesOf = (events: readonly Event[], asked: Asked): OutcomeCounts =>
  Object.fromEntries(
    outcomeNames.map((outcome) => [outcome, events.filter(({ record }) => outcomeOf(record, asked) === outcome).length]),
  ) as OutcomeCounts;

const distinctOf = (events: readonly Event[], path: string, asked: Asked): number =>
  new Set(
    events.flatMap(({ record }) =>
      cellsAt(record, path, asked)
        .cells.filter((cell) => cell !== null)
        .map((cell) => keyOf(cell, path, asked)),
    ),
  ).size;

function timesOf(events: readonly Event[]): { first?: number; last?: number } {
  const times = events.flatMap((event) => event.times);
  if (times.length === 0) return {};
  return { first: times.reduce((a, b) => Math.min(a, b)), last: times.reduce((a, b) => Math.max(a, b)) };
}

function count(records: readonly ActivityRecord[], measure: CountMeasure, asked: Asked): Counted {
  const events = eventsOf(records, measure, asked);
  const parts = new Map<string, { values: readonly Cell[]; events: Event[] }>();
  let without = 0;
  for (const event of events) {
    let combinations: (readonly Cell[])[] = [[]];
    for (const path of measure.by) {
      const cells = [...new Map(cellsAt(event.record, path, asked).cells.map((cell) => [keyOf(cell, path, asked), cell])).values()];
      combinations = combinations.flatMap((values) => cells.map((cell) => [...values, cell]));
    }
    if (measure.by.length > 0 && combinations.every((values) => values.every((value) => value === null))) without++;
    for (const values of combinations) {
      if (measure.by.length > 0 && values.every((value) => value === null)) continue;
      const key = values.map((value, index) => keyOf(value, measure.by[index] ?? "", asked)).join();
      const part = parts.get(key) ?? { values, events: [] };
      part.events.push(event);
      parts.set(key, part);
    }
  }
  const all = [...parts.values()].map((part) => ({
    values: part.values,
    events: part.events.length,
    rows: rowsIn(part.events),
    outcomes: outcomesOf(part.events, asked),
    distinct: measure.distinct.map((path) => distinctOf(part.events, path, asked)),
    ...timesOf(part.events),
  }));
  all.sort((a, b) => (measure.order === "count" ? b.events - a.events : (b.first ?? -Infinity) - (a.first ?? -Infinity)));
  return {
    kind: "count",
    events: events.length,
    rows: rowsIn(events),
    parts: all.slice(0, measure.top),
    distinct: all.length,
    without,
    // Of all rows, whatever the condition.
    absent: [...measure.by, ...measure.distinct].map((path) => !records.some((record) => cellsAt(record, path, asked).has)),
  };
}

function heatmap(records: readonly ActivityRecord[], measure: HeatmapMeasure, asked: Asked): Heatmap {
  const events = eventsOf(records, measure, asked);
  const outcomes = Object.fromEntries(outcomeNames.map((outcome) => [outcome, Array.from({ length: 168 }, () => 0)])) as Record<
    Outcome,
    number[]
  >;
  let without = 0;
  for (const { record } of events) {
    const ms = timeOf(record, asked);
    if (ms === undefined) {
      without++;
      continue;
    }
    const wall = new Date(wallAt(ms, measure.zone));
    const place = ((wall.getUTCDay() + 6) % 7) * 24 + wall.getUTCHours();
    const counts = outcomes[outcomeOf(record, asked)];
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { kind: "heatmap", events: events.length, rows: rowsIn(events), outcomes, without, ...timesOf(events) };
}

function items(records: readonly ActivityRecord[], measure: ItemsMeasure, asked: Asked): Items {
  const events = eventsOf(records, measure, asked);
  const wanted = new Set(measure.results.map((result) => result.toLowerCase()));
  const found = new Map<string, { key: Cell; name: Cell; result: string; events: Set<Event> }>();
  for (const event of events)
    for (const item of walk(event.record, [...measure.list.split("/"), "[]"]).values) {
      const result = member(item, measure.result).value;
      if (typeof result !== "string" || !wanted.has(result.toLowerCase())) continue;
      const [key, name] = [cellOf(member(item, measure.key).value), cellOf(member(item, measure.name).value)];
      const id = JSON.stringify([typeof key === "string" ? key.toLowerCase() : key, result.toLowerCase()]);
      const entry = found.get(id) ?? { key, name, result, events: new Set<Event>() };
      entry.events.add(event);
      found.set(id, { ...entry, name });
    }
  const all = [...found.values()]
    .map((entry) => {
      const own = [...entry.events];
      const { most } = measure;
      return {
        key: entry.key,
        name: entry.name,
        result: entry.result,
        events: own.length,
        rows: rowsIn(own),
        distinct: measure.distinct.map((path) => distinctOf(own, path, asked)),
        most: most
          ? count(
              own.map(({ record }) => record),
              { kind: "count", by: [most.path], distinct: [], top: most.count, order: "count" },
              asked,
            ).parts.map(({ values, events: times }) => ({ value: values[0] ?? null, events: times }))
          : [],
      };
    })
    .sort((a, b) => b.events - a.events);
  return {
    kind: "items",
    events: events.length,
    rows: rowsIn(events),
    items: all.slice(0, measure.top),
    distinct: all.length,
    absent: !records.some((record) => walk(record, measure.list.split("/")).has),
  };
}

export function naiveMeasured(records: readonly ActivityRecord[], measure: Measure, asked: Asked): Measured {
  switch (measure.kind) {
    case "count":
      return count(records, measure, asked);
    case "heatmap":
      return heatmap(records, measure, asked);
    case "items":
      return items(records, measure, asked);
  }
}
