import type { Report, GraphVersion } from "../reports/index.ts";
import { storyMark, type DemoEvent, type Source } from "./events.ts";
import { ticksPerSecond, ticksPerDay } from "./ticks.ts";

export type DemoRecord = Record<string, unknown>;

const widths = [3600, 1800, 900, 600, 300, 120, 60, 30, 10, 5, 2, 1];
/** Events in a busy bucket, so that a page does not cost many more than it shows. */
const busiest = 600;
const kept = 64;

/** All of a report's events, computed bucket by bucket as they are asked for. */
export class Log<E extends DemoEvent = DemoEvent> {
  readonly #buckets = new Map<string, readonly E[]>();
  readonly #width: number;
  readonly report: Report;
  readonly #source: Source<E>;
  readonly #told: readonly E[];
  readonly #inOrder: readonly E[];
  readonly #factor: number;

  /** `told`: the stories' events; `index` is the place in this list. */
  constructor(report: Report, source: Source<E>, told: readonly E[], factor: number) {
    this.report = report;
    this.#source = source;
    this.#told = told;
    this.#inOrder = [...told].sort(byTime);
    this.#factor = factor;
    const perSecond = (source.perDay * factor * 3) / 86_400;
    this.#width = (widths.find((width) => width * perSecond <= busiest) ?? 1) * ticksPerSecond;
  }

  get source(): Omit<Source<E>, "fill"> {
    return this.#source;
  }

  bucketAt(ticks: number): number {
    return Math.floor(ticks / this.#width);
  }

  /** The parts of all records. */
  get parts(): readonly number[] {
    return Array.from({ length: this.#source.parts }, (_, part) => part);
  }

  /** The parts in which records of these types are, missing: those that the service gives unless others are asked for. */
  partsOf(types: readonly string[] | undefined): readonly number[] {
    const { types: known } = this.report;
    return known ? (types ?? known.usual).map((type) => known.names.findIndex((name) => name === type)) : this.parts;
  }

  /** Of the events that v1.0, and beta unless asked, gives. */
  isUsual(event: E): boolean {
    return this.partsOf(undefined).includes(this.#source.partOf(event));
  }

  /** Events of a bucket in these parts, oldest first. */
  bucket(number: number, parts: readonly number[]): readonly E[] {
    const key = `${number} ${parts.join()}`;
    let events = this.#buckets.get(key);
    this.#buckets.delete(key);
    if (!events) {
      const from = number * this.#width;
      const filled = parts.flatMap((part) => this.#source.fill(part, number, from, this.#width, this.#factor));
      for (let at = this.#firstTold(from); at < this.#inOrder.length; at++) {
        const event = this.#inOrder[at] as E;
        if (event.ticks >= from + this.#width) break;
        if (parts.includes(this.#source.partOf(event))) filled.push(event);
      }
      events = filled.sort(byTime);
      if (this.#buckets.size >= kept) this.#buckets.delete(this.#buckets.keys().next().value as string);
    }
    this.#buckets.set(key, events);
    return events;
  }

  /** The event with that id. */
  find(id: string): E | undefined {
    const [number, index] = this.#source.locate(id) ?? [];
    if (number === undefined || index === undefined) return undefined;
    const event =
      number >= storyMark
        ? this.#told[index]
        : number < this.bucketAt(60 * 366 * ticksPerDay)
          ? this.bucket(number, [index % this.#source.parts]).find((each) => each.bucket === number && each.index === index)
          : undefined;
    return event && this.#source.members["id"]?.(event) === id ? event : undefined;
  }

  /** Makes records with these members only, in this order. */
  recorder(members: readonly string[]): (event: E) => DemoRecord {
    const makers = members.map((member) => this.#source.members[member] as (event: E) => unknown);
    // Copies of a parsed object keep its shape, which makes them several times faster to fill and to write than objects grown by name.
    const empty = JSON.parse(JSON.stringify(Object.fromEntries(members.map((member) => [member, null])))) as DemoRecord;
    return (event) => {
      const record = { ...empty };
      for (let at = 0; at < members.length; at++) record[members[at] as string] = (makers[at] as (event: E) => unknown)(event);
      return event.says === undefined ? record : { ...record, ...this.#said(event.says, empty) };
    };
  }

  record(event: E, members: readonly string[]): DemoRecord {
    return this.recorder(members)(event);
  }

  /** Members of a record in that version, in the service's order. */
  members(version: GraphVersion): readonly string[] {
    const known = new Set(
      this.report.fields.filter((field) => field.graph.versions.includes(version)).map((field) => field.path.split("/")[0]),
    );
    return Object.keys(this.#source.members).filter((member) => known.has(member));
  }

  #said(says: DemoRecord, empty: DemoRecord): DemoRecord {
    return Object.fromEntries(Object.entries(says).filter(([member]) => Object.hasOwn(empty, member)));
  }

  #firstTold(ticks: number): number {
    let low = 0;
    let high = this.#inOrder.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#inOrder[middle] as E).ticks < ticks) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const byTime = (one: DemoEvent, other: DemoEvent): number =>
  one.ticks - other.ticks || one.bucket - other.bucket || one.index - other.index;
