import type { Work } from "../steps.ts";
import type { Events } from "./events.ts";
import { PairNumbers } from "./pairNumbers.ts";
import type { PathValues } from "./pathValues.ts";

/** Which events are in which parts: an event may be in none, and where it has lists in several, in each once. */
export interface Parts {
  /** Places in the events, ascending, and numbers of parts, side by side. Without places: the parts of all events in their order, `noPart` among them. */
  readonly events: Uint32Array | undefined;
  readonly parts: Uint32Array;
  /** Numbers of parts are below this; some may have no event. */
  readonly count: number;
  /** Paths that the events are parted by. */
  readonly depth: number;
  /** Number of the value that a part has at a path, by the path's place. */
  valueOf(path: number, part: number): number;
}

/** Stands for none among the parts of events. */
export const noPart = 0xffffffff;

const atOnce = 16_384;

/**
 * Parts the events by their values at paths; without a path all are in one. An event without a value at the only path is in no part; of several paths it is in one with
 * number 0 there, also where it has none at all of them.
 */
export function* partsOf(events: Events, paths: readonly Parting[]): Work<Parts> {
  let parts: Parts = { events: undefined, parts: new Uint32Array(events.rows.length), count: 1, depth: 0, valueOf: () => 0 };
  for (const path of paths) parts = yield* partedBy(path, parts, events, paths.length > 1);
  return parts;
}

/** What parts of events are parted by. */
export type Parting = Pick<PathValues, "codes" | "numbers" | "lists" | "count">;

/** How many events are in some part. */
export function* eventsIn({ events, parts }: Parts): Work<number> {
  let count = 0;
  for (let from = 0; from < parts.length; from += atOnce) {
    const end = Math.min(parts.length, from + atOnce);
    if (events) for (let index = from; index < end; index++) count += Number(index === 0 || events[index] !== events[index - 1]);
    else for (let index = from; index < end; index++) count += Number(parts[index] !== noPart);
    yield;
  }
  return count;
}

/** Parts each part by the values of its events at one more path. `keepsMissing`: an event without one has number 0 there, else it is in no part. */
export function* partedBy(path: Parting, before: Parts, { rows }: Pick<Events, "rows">, keepsMissing = false): Work<Parts> {
  const least = keepsMissing ? 1 : 0;
  const met = before.depth === 0 && !path.lists ? before.parts.length : yield* valuesMet(rows, before, path, least);
  const joined = before.depth === 0 ? new FirstValues(path.count) : new Pairs(before, path.count, met);
  if (!path.lists && !before.events)
    return { events: undefined, parts: yield* single(rows, before, path, joined, keepsMissing), ...joined.end() };
  const [events, parts] = [new Uint32Array(met), new Uint32Array(met)];
  let length = 0;
  const [one, missing] = [[0], keepsMissing ? [0] : []];
  for (let from = 0; from < before.parts.length; from += atOnce) {
    const end = Math.min(before.parts.length, from + atOnce);
    for (let index = from; index < end; index++) {
      const part = before.parts[index] ?? noPart;
      if (part === noPart) continue;
      const event = before.events ? (before.events[index] ?? 0) : index;
      const code = path.codes[rows[event] ?? 0] ?? 0;
      one[0] = path.lists ? 0 : (path.numbers[code] ?? 0);
      const given = path.lists?.(code) ?? (one[0] > 0 ? one : []);
      const list = given.length > 0 ? given : missing;
      for (const value of list) {
        events[length] = event;
        parts[length++] = joined.number(part, value);
      }
    }
    yield;
  }
  return { events: events.subarray(0, length), parts: parts.subarray(0, length), ...joined.end() };
}

/** Where every event has one value, or none. */
function* single(rows: Uint32Array, before: Parts, { codes, numbers }: Parting, joined: Joined, keepsMissing: boolean): Work<Uint32Array> {
  const parts = new Uint32Array(rows.length);
  const isFirst = before.depth === 0;
  for (let from = 0; from < rows.length; from += atOnce) {
    const end = Math.min(rows.length, from + atOnce);
    for (let index = from; index < end; index++) {
      const value = numbers[codes[rows[index] ?? 0] ?? 0] ?? 0;
      const isMissing = value === 0 && !keepsMissing;
      if (isFirst) parts[index] = isMissing ? noPart : value;
      else {
        const part = before.parts[index] ?? noPart;
        parts[index] = isMissing || part === noPart ? noPart : joined.number(part, value);
      }
    }
    yield;
  }
  return parts;
}

/** How often a part and a value meet, at most; each event counts `least` times at least. */
export function* valuesMet(
  rows: Uint32Array,
  { events, parts }: Parts,
  { codes, lists }: Pick<Parting, "codes" | "lists">,
  least = 0,
): Work<number> {
  if (!lists) return parts.length;
  let most = 0;
  for (let from = 0; from < parts.length; from += atOnce) {
    for (let index = from; index < Math.min(parts.length, from + atOnce); index++)
      most += Math.max(least, lists(codes[rows[events ? (events[index] ?? 0) : index] ?? 0] ?? 0).length);
    yield;
  }
  return most;
}

/** Makes parts of parts and values. */
interface Joined {
  number(part: number, value: number): number;
  end(): Pick<Parts, "count" | "depth" | "valueOf">;
}

/** Before there is any part: a value's number is that of its part. */
class FirstValues implements Joined {
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  number(_part: number, value: number): number {
    return value;
  }

  end(): ReturnType<Joined["end"]> {
    return { count: this.#count, depth: 1, valueOf: (_path, part) => part };
  }
}

class Pairs implements Joined {
  readonly #numbers: PairNumbers;
  readonly #before: Parts;
  readonly #parts: Uint32Array;
  readonly #values: Uint32Array;

  constructor(before: Parts, values: number, met: number) {
    const most = Math.min(met, before.count * values);
    this.#before = before;
    this.#numbers = new PairNumbers(before.count, values, most);
    this.#parts = new Uint32Array(most);
    this.#values = new Uint32Array(most);
  }

  number(part: number, value: number): number {
    const number = this.#numbers.number(part, value);
    this.#parts[number] = part;
    this.#values[number] = value;
    return number;
  }

  end(): ReturnType<Joined["end"]> {
    const [before, parts, values] = [this.#before, this.#parts, this.#values];
    return {
      count: this.#numbers.size,
      depth: before.depth + 1,
      valueOf: (path, part) => (path === before.depth ? (values[part] ?? 0) : before.valueOf(path, parts[part] ?? 0)),
    };
  }
}
