import { textKey } from "../../query/letterCase.ts";
import { fieldOf, type Field, type Report } from "../../reports/index.ts";
import { unknownCode } from "../columns/cellCodes.ts";
import { cellOf, longestCell, memberAt } from "../columns/cells.ts";
import { compareCells, compareFor } from "../columns/compareCells.ts";
import { compareDifferent } from "../columns/comparePlaces.ts";
import { wholes } from "../columns/encoding.ts";
import type { FieldCodes } from "../columns/fieldCodes.ts";
import type { RowTimes } from "../columns/rowTimes.ts";
import type { CountedItem, Items, ItemsMeasure } from "../measures.ts";
import type { Cell } from "../rows.ts";
import type { Work } from "../steps.ts";
import { firstInOrder } from "../views/sortInSteps.ts";
import { distinctOf } from "./distinct.ts";
import type { Events } from "./events.ts";
import { noPart, partedBy, partsOf, type Parts } from "./parts.ts";
import { ready, type PathValues } from "./pathValues.ts";
import { tallyOf } from "./tally.ts";
import { writtenAt } from "./valueNumbers.ts";

const atOnce = 16_384;
const listsAtOnce = 16;

export interface ItemSource {
  readonly report: Report;
  readonly fields: FieldCodes;
  readonly times: RowTimes;
  valuesAt(path: string, rows: Uint32Array): Work<PathValues>;
}

/** An item as it is written. */
type Item = readonly [key: Cell, name: Cell, result: Cell];

/** Counts events by the items of a list. */
export function* countItems(events: Events, measure: ItemsMeasure, source: ItemSource): Work<Pick<Items, "items" | "distinct">> {
  const { rows } = events;
  const { list, key, name, result, results, distinct, most, top } = measure;
  const { codes } = source.fields.made(list, JSON.stringify([key, name, result]), (value) => JSON.stringify(itemsIn(value, measure)));
  yield* ready(codes, rows);
  const [byRow, texts] = [codes.codes, codes.values];
  const times = new Uint32Array(texts.length);
  for (let index = 0; index < rows.length; index++) {
    const code = byRow[rows[index] ?? 0] ?? unknownCode;
    times[code] = (times[code] ?? 0) + 1;
    if (index % atOnce === atOnce - 1) yield;
  }
  const kinds = new ItemKinds(fieldOf(source.report, `${list}/[]/${key}`), results);
  const lists = new Array<readonly number[]>(times.length);
  const names = new Array<readonly Cell[]>(times.length);
  for (let code = 0, read = 0; code < times.length; code++) {
    if ((times[code] ?? 0) === 0) continue;
    const items = kinds.take(JSON.parse(String(texts[code])) as readonly Item[], times[code] ?? 0);
    lists[code] = [...items.keys()];
    names[code] = [...items.values()];
    if (++read % listsAtOnce === 0) yield;
  }
  const parts = yield* partsOf(events, [{ codes: byRow, numbers: times, lists: (code) => lists[code] ?? [], count: kinds.size }]);
  const tally = yield* tallyOf(events, parts);
  const all = wholes(0, kinds.size);
  const order = (a: number, b: number): number => (tally.events[b] ?? 0) - (tally.events[a] ?? 0) || kinds.compare(a, b);
  const answered = yield* firstInOrder(all, Math.max(0, Math.trunc(top) || 0), order);
  const places = new Uint32Array(kinds.size).fill(noPart);
  for (const [place, kind] of answered.entries()) places[kind] = place;
  const different: Uint32Array[] = [];
  for (const path of distinct)
    different.push(yield* distinctOf(events, parts, places, answered.length, yield* source.valuesAt(path, rows)));
  const called = yield* lastNames(events, parts, (row, kind) => nameIn(byRow[row] ?? 0, kind), source.times);
  const frequent = most && (yield* mostFrequent(events, parts, places, answered.length, most, source));
  return {
    items: Array.from(answered, (kind, place) => ({
      key: kinds.key(kind),
      name: called[kind] ?? null,
      result: kinds.result(kind),
      events: tally.events[kind] ?? 0,
      rows: tally.rows[kind] ?? 0,
      distinct: different.map((counts) => counts[place] ?? 0),
      most: frequent?.[place] ?? [],
    })),
    distinct: kinds.size,
  };

  function nameIn(code: number, kind: number): Cell {
    return names[code]?.[lists[code]?.indexOf(kind) ?? -1] ?? null;
  }
}

/** Those that end in some way. What is no list stands for a list of itself. */
function itemsIn(value: unknown, { key, name, result }: ItemsMeasure): Item[] {
  const items: Item[] = [];
  for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
    const cell = (member: string): Cell => cellOf(memberAt(item, member), longestCell);
    const ended = cell(result);
    if (ended !== null) items.push([cell(key), cell(name), ended]);
  }
  return items;
}

/** Pairs of an item's key and its result, of those results that count. */
class ItemKinds {
  readonly #field: Field | undefined;
  readonly #wanted: ReadonlySet<string>;
  readonly #numbers = new Map<Cell, Map<string, number>>();
  readonly #kinds: { readonly key: Cell; readonly result: string }[] = [];
  readonly #keys = new Spellings();
  readonly #results = new Spellings();

  /** `field`: of the key. */
  constructor(field: Field | undefined, results: readonly string[]) {
    this.#field = field;
    this.#wanted = new Set(results.map((result) => result.toLowerCase()));
  }

  get size(): number {
    return this.#kinds.length;
  }

  key(kind: number): Cell {
    return this.#keys.most(this.#kinds[kind]?.key ?? null);
  }

  result(kind: number): string {
    return String(this.#results.most(this.#kinds[kind]?.result ?? ""));
  }

  compare(a: number, b: number): number {
    return compareCells(this.key(a), this.key(b)) || compareCells(this.result(a), this.result(b));
  }

  /** The kinds of a list that so many events have, and the name of each, if it has one: of several items that of the last. */
  take(items: readonly Item[], events: number): Map<number, Cell> {
    const names = new Map<number, Cell>();
    const [keys, results] = [new Map<Cell, Cell>(), new Map<Cell, Cell>()];
    for (const [key, name, result] of items) {
      const ended = String(result);
      if (!this.#wanted.has(ended.toLowerCase())) continue;
      const kind = this.#number(typeof key === "string" ? textKey(key, this.#field) : key, ended.toLowerCase());
      names.set(kind, name ?? names.get(kind) ?? null);
      keys.set(key, this.#kinds[kind]?.key ?? null);
      results.set(ended, ended.toLowerCase());
    }
    for (const [written, key] of keys) this.#keys.add(key, written, events);
    for (const [written, result] of results) this.#results.add(result, written, events);
    return names;
  }

  #number(key: Cell, result: string): number {
    let numbers = this.#numbers.get(key);
    if (!numbers) this.#numbers.set(key, (numbers = new Map()));
    const known = numbers.get(result);
    if (known !== undefined) return known;
    numbers.set(result, this.#kinds.length);
    return this.#kinds.push({ key, result }) - 1;
  }
}

/** How often values that count as one are written in each way. */
class Spellings {
  readonly #times = new Map<Cell, Map<Cell, number>>();

  add(value: Cell, written: Cell, times: number): void {
    let known = this.#times.get(value);
    if (!known) this.#times.set(value, (known = new Map()));
    known.set(written, (known.get(written) ?? 0) + times);
  }

  most(value: Cell): Cell {
    let [most, times] = [value, 0];
    for (const [written, count] of this.#times.get(value) ?? [])
      if (count > times || (count === times && compareCells(written, most) < 0)) [most, times] = [written, count];
    return most;
  }
}

/** By part the name that the last of its events has for it. */
function* lastNames(
  { rows, times }: Events,
  { events, parts, count }: Parts,
  nameOf: (row: number, part: number) => Cell,
  rowTimes: RowTimes,
): Work<(Cell | undefined)[]> {
  const names = new Array<Cell | undefined>(count);
  const lasts = new Float64Array(count);
  const lastRows = new Uint32Array(count);
  for (let index = 0; index < parts.length; index++) {
    if (index % atOnce === atOnce - 1) yield;
    const [part = 0, event = 0] = [parts[index], events?.[index]];
    const [row = 0, time = NaN] = [rows[event], times[event]];
    const last = lasts[part] ?? NaN;
    if (names[part] !== undefined && !(time > last || last !== last)) {
      if (time !== last || rowTimes.ticksAt(row) < rowTimes.ticksAt(lastRows[part] ?? 0)) continue;
    }
    const name = nameOf(row, part);
    if (name === null) continue;
    names[part] = name;
    lasts[part] = time;
    lastRows[part] = row;
  }
  return names;
}

/** Of each part that is answered with, the values at a path that most of its events have. */
function* mostFrequent(
  events: Events,
  parts: Parts,
  places: Uint32Array,
  size: number,
  { path, count }: NonNullable<ItemsMeasure["most"]>,
  source: ItemSource,
): Work<CountedItem["most"][]> {
  const values = yield* source.valuesAt(path, events.rows);
  const times = values.isFolded ? yield* values.timesIn(events.rows) : undefined;
  const parted = yield* partedBy(values, parts, events);
  const tally = yield* tallyOf(events, parted);
  const ofPlace = Array.from({ length: size }, (): number[] => []);
  for (let part = 0; part < parted.count; part++) {
    if (part % atOnce === atOnce - 1) yield;
    const place = places[parted.valueOf(0, part)] ?? noPart;
    if (place !== noPart) ofPlace[place]?.push(part);
  }
  const byValue = compareDifferent(values.values, compareFor(fieldOf(source.report, path)?.kind));
  const placeOf = (part: number): number => writtenAt(parted.valueOf(1, part), values, times);
  const order = (a: number, b: number): number => (tally.events[b] ?? 0) - (tally.events[a] ?? 0) || byValue(placeOf(a), placeOf(b));
  const answers: CountedItem["most"][] = [];
  for (const some of ofPlace) {
    const first = yield* firstInOrder(Uint32Array.from(some), Math.max(0, Math.trunc(count) || 0), order);
    answers.push(Array.from(first, (part) => ({ value: values.values[placeOf(part)] ?? null, events: tally.events[part] ?? 0 })));
  }
  return answers;
}
