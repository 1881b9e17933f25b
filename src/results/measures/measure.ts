import { knownZone } from "../../query/zone.ts";
import type { RowFilter } from "../filters/rowFilter.ts";
import type { Measure, Measured } from "../measures.ts";
import type { Work } from "../steps.ts";
import { attemptsOf, type AttemptSource } from "./attempts.ts";
import { countParts } from "./countParts.ts";
import { eventsOf, eventsWhere, sizeOf, type Events } from "./events.ts";
import { heatmapOf } from "./heatmapOf.ts";
import { countItems } from "./items.ts";
import type { PathValues, ValueSource } from "./pathValues.ts";

export interface MeasureSource extends AttemptSource {
  /** Conditions of the measures, by their texts. */
  readonly filters: ReadonlyMap<string, WhereFilter>;
  /** How many of the first rows were read of what no column has. */
  readonly rowsRead: number;
}

/** The condition of a measure. */
export interface WhereFilter {
  readonly filter: RowFilter;
  /** It stands on what no column has. */
  readonly readsRest: boolean;
  /** Fields made here that it may name. */
  readonly made: readonly string[];
}

/** Throws a `RangeError` for what cannot be counted, whatever the rows are. */
export function checkMeasures(measures: readonly Measure[]): void {
  for (const measure of measures)
    if (measure.kind === "heatmap" && knownZone(measure.zone) === undefined)
      throw new RangeError(`"${measure.zone}" is no time zone that is known here. Give the IANA name of one, or utc.`);
}

/** Paths whose values a measure needs, its condition left aside. */
export function pathsOf(measure: Measure): string[] {
  const attempt = measure.attempt === undefined ? [] : [measure.attempt];
  if (measure.kind === "heatmap") return attempt;
  const most = measure.kind === "items" && measure.most ? [measure.most.path] : [];
  return [...attempt, ...(measure.kind === "count" ? measure.by : [measure.list]), ...measure.distinct, ...most];
}

/** The values at a path are neither in a column nor known to be missing everywhere. */
export function needsRest(path: string, { columns, fields }: ValueSource): boolean {
  if (columns.isAbsent(path) || columns.isDerived(path)) return false;
  return columns.soFar(path) === undefined || (fields.isList(path) && !path.includes("[]"));
}

/** Takes measures of rows, which ascend. */
export class Measuring {
  readonly #rows: Uint32Array;
  readonly #source: MeasureSource;
  /** What several measures count, by what it is. */
  readonly #events = new Map<string, Events>();

  constructor(rows: Uint32Array, source: MeasureSource) {
    this.#rows = rows;
    this.#source = source;
  }

  *take(measures: readonly Measure[]): Work<Measured[]> {
    const answers: Measured[] = [];
    for (const measure of measures) answers.push(yield* this.#take(measure));
    return answers;
  }

  *#take(measure: Measure): Work<Measured> {
    const { columns } = this.#source;
    const known = this.#known(measure);
    const events = yield* this.#eventsOf(measure, known);
    const basis = {
      events: events.rows.length,
      rows: yield* sizeOf(events),
      ...(known < this.#rows.length && { basis: { read: known, of: this.#rows.length } }),
    };
    const source = { ...this.#source, valuesAt: (path: string, rows: Uint32Array) => this.#valuesAt(path, rows) };
    switch (measure.kind) {
      case "count": {
        const absent = [...measure.by, ...measure.distinct].map((path) => columns.isAbsent(path));
        return { kind: "count", ...basis, ...(yield* countParts(events, measure, source)), absent };
      }
      case "heatmap":
        return { kind: "heatmap", ...basis, ...(yield* heatmapOf(events, measure.zone)) };
      case "items": {
        const absent = columns.isAbsent(measure.list);
        const counted = absent
          ? { items: [], distinct: 0 }
          : yield* countItems(events, { ...measure, list: columns.canonical(measure.list) }, source);
        return { kind: "items", ...basis, ...counted, absent };
      }
    }
  }

  /** Of how many of the rows all is known that a measure needs. */
  #known(measure: Measure): number {
    const filter = this.#source.filters.get(measure.where ?? "");
    const paths = pathsOf(measure);
    const read = filter?.readsRest || paths.some((path) => needsRest(path, this.#source)) ? this.#source.rowsRead : Infinity;
    const made = [...paths, ...(filter?.made ?? [])].filter((path) => !this.#source.columns.isAbsent(path));
    return placeOf(this.#rows, Math.min(read, this.#source.columns.rowsMade(made)));
  }

  *#eventsOf({ attempt, where }: Measure, known: number): Work<Events> {
    const rows = this.#rows.subarray(0, known);
    const all = yield* this.#kept([known, attempt], () =>
      attempt === undefined || this.#source.columns.isAbsent(attempt)
        ? eventsOf(rows, this.#source)
        : attemptsOf(rows, attempt, this.#source),
    );
    const filter = this.#source.filters.get(where ?? "")?.filter;
    return filter ? yield* this.#kept([known, attempt, where], () => eventsWhere(all, filter)) : all;
  }

  *#kept(name: readonly unknown[], make: () => Work<Events>): Work<Events> {
    const key = JSON.stringify(name);
    const events = this.#events.get(key) ?? (yield* make());
    this.#events.set(key, events);
    return events;
  }

  *#valuesAt(path: string, rows: Uint32Array): Work<PathValues> {
    return this.#source.columns.isAbsent(path) ? nothing : yield* this.#source.numbers.at(path, rows);
  }
}

/** Where no row has a value. */
const nothing: PathValues = {
  values: [null],
  numbers: new Uint32Array(1),
  count: 1,
  isFolded: false,
  placeOf: () => 0,
  furtherOf: () => [],
  codes: new Uint8Array(0),
  codeCount: 1,
  lists: undefined,
  // eslint-disable-next-line require-yield -- there is nothing to do
  *timesIn() {
    return new Uint32Array(1);
  },
};

/** How many of ascending numbers are less than `end`. */
function placeOf(rows: Uint32Array, end: number): number {
  let low = 0;
  for (let high = rows.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  return low;
}
