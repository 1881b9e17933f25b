import { withRoom, type Word } from "./encoding.ts";
import { Gap } from "./gap.ts";

/** Stands in a shape for a value that is left out. */
const leftOut: object = Object.freeze({});
const nothing = 0;
/** The value is not worth a shape: it is read from the page. */
const onPage = 1;

// JSON of longer or deeper values is not worth a place in memory.
const longestKey = 20_000;
const deepest = 32;
const mostPlaces = 1000;
// So many times as many shapes as are many are too many.
const tooMany = 64;
export const rowsInBlock = 1024;

/** A place in the values of a member, the same for all items of a list. */
interface ShapePlace {
  readonly names: Map<string, ShapePlace>;
  /** The JSON text of its name and a colon. */
  readonly label: string;
  items?: ShapePlace;
  gap?: Gap;
}

interface KeptGap {
  readonly gap: Gap;
  /** By code: how many values of the gap a row of that shape has. */
  counts: number[];
  /** How many values the gap has before each block of rows. */
  readonly starts: number[];
}

/** Of what is asked of a shape, beside 0 for no and 1 for yes: the page must tell. */
export const unknownAnswer = 2;

/**
 * The values of a member that is a list, an object or unknown to the report: each different one once, and for each row its number. Where nearly every
 * row would have a value of its own, the texts that make them differ are left out and kept aside.
 */
export class Shapes {
  /** Members on the way from the record, as they are written there. */
  readonly path: readonly string[];
  readonly #root = newPlace("");
  readonly #codeOf = new Map<string, number>();
  /** By code. */
  #shapes: unknown[] = [null, leftOut];
  #codes: Uint8Array | Uint16Array | Uint32Array = new Uint8Array(0);
  #gaps: KeptGap[] = [];
  #places = 0;
  #rows = 0;
  #taken = 0;
  readonly #many: number;
  #most: number;
  #isGivenUp = false;
  /** Values for gaps in the value read last. */
  #found: { readonly gap: Gap; readonly value: unknown }[] = [];
  #keyLength = 0;
  #generation = 0;
  #read = 0;

  /** `many`: from so many shapes on, they must be few beside the rows. */
  constructor(path: readonly string[], many: number) {
    this.path = path;
    this.#many = this.#most = many;
  }

  /** Numbers of shapes from before another generation mean nothing. */
  get generation(): number {
    return this.#generation;
  }

  get size(): number {
    return this.#shapes.length;
  }

  /** By row; rows behind the end have no value. */
  get codes(): Uint8Array | Uint16Array | Uint32Array {
    return this.#codes;
  }

  /** Bytes that the values take that were left out of the shapes. */
  get gapBytes(): number {
    return this.#gaps.reduce((sum, { gap }) => sum + gap.bytes, 0);
  }

  /** A block of rows begins. */
  beginBlock(): void {
    for (const { gap, starts } of this.#gaps) {
      starts.push(gap.length);
      gap.settle();
    }
  }

  /** Rows come one after the other; those with nothing may be left out. */
  take(row: number, value: unknown): void {
    this.#rows = row + 1;
    if (value === null || value === undefined) return;
    this.#taken++;
    const code = this.#isGivenUp ? onPage : this.#code(value);
    this.#setCode(row, code);
    if (this.#shapes.length > this.#most) this.#thin();
  }

  settle(): void {
    for (const { gap } of this.#gaps) gap.settle();
  }

  dropGaps(): void {
    for (const { gap } of this.#gaps) gap.drop();
  }

  /** What the shape of that number looks like; `undefined` when the page must tell. */
  shape(code: number): unknown {
    return code === onPage ? undefined : this.#shapes[code];
  }

  /** Calls with the value of that shape; `undefined` when what is asked of it must be asked of the page. */
  ask(code: number, answer: (value: unknown) => boolean): boolean | undefined {
    if (code === onPage) return undefined;
    const read = this.#read;
    const value = this.#gaps.length === 0 ? this.#shapes[code] : this.#watched(this.#shapes[code]);
    const answered = answer(value);
    return this.#read === read ? answered : undefined;
  }

  /** Clears the places of rows in whose gaps the word occurs, and sets those where it may occur in `unknown`. */
  strikeGaps(word: Word, from: number, mask: Uint8Array, unknown: Uint8Array): void {
    const codes = this.#codes;
    for (const { gap, counts, starts } of this.#gaps) {
      if (!gap.mayHave(word)) continue;
      const block = Math.floor(from / rowsInBlock);
      let first = starts[block] ?? gap.length;
      for (let row = block * rowsInBlock; row < from; row++) first += counts[codes[row] ?? 0] ?? 0;
      let size = 0;
      for (let index = 0; index < mask.length; index++) size += counts[codes[from + index] ?? 0] ?? 0;
      if (size === 0) continue;
      const values = new Uint8Array(size);
      for (let index = 0, at = 0; index < mask.length; index++) {
        const count = counts[codes[from + index] ?? 0] ?? 0;
        if (mask[index]) values.fill(1, at, at + count);
        at += count;
      }
      gap.strike(word, first, values);
      for (let index = 0, at = 0; index < mask.length; index++)
        for (let end = at + (counts[codes[from + index] ?? 0] ?? 0); at < end; at++) {
          if (!mask[index]) continue;
          if (values[at] === 0) mask[index] = 0;
          else if (!gap.isCertain(first + at)) unknown[index] = 1;
        }
    }
  }

  #setCode(row: number, code: number): void {
    const needed = this.#shapes.length <= 0x100 ? Uint8Array : this.#shapes.length <= 0x10000 ? Uint16Array : Uint32Array;
    if (needed.BYTES_PER_ELEMENT > this.#codes.BYTES_PER_ELEMENT) this.#codes = new needed(this.#codes);
    this.#codes = withRoom(this.#codes, row + 1);
    this.#codes[row] = code;
  }

  #code(value: unknown): number {
    const key = this.#key(value);
    if (key === undefined) return onPage;
    for (const { gap, value: left } of this.#found) gap.add(left);
    let code = this.#codeOf.get(key);
    if (code === undefined) {
      code = this.#shapes.push(this.#shapeOf(value, this.#root)) - 1;
      this.#codeOf.set(key, code);
      for (const { gap, counts } of this.#gaps) counts[code] = this.#found.filter((one) => one.gap === gap).length;
    }
    return code;
  }

  /** The same for values of the same shape; `undefined` when it is not worth one. */
  #key(value: unknown): string | undefined {
    this.#found = [];
    this.#keyLength = 0;
    const key = this.#keyOf(value, this.#root, 0);
    return this.#keyLength > longestKey ? undefined : key;
  }

  #keyOf(value: unknown, place: ShapePlace, depth: number): string {
    if (value === null || value === undefined) return "null";
    const { gap } = place;
    if (value === leftOut) return "\0";
    if (typeof value !== "object") {
      if (gap) {
        this.#found.push({ gap, value });
        return "\0";
      }
      const text = typeof value === "string" ? JSON.stringify(value) : String(value);
      this.#keyLength += text.length;
      return text;
    }
    if (depth > deepest) this.#keyLength = Infinity;
    let key = "";
    if (Array.isArray(value)) {
      this.#keyLength += value.length;
      const items = (place.items ??= newPlace(""));
      for (const item of value as unknown[]) {
        if (this.#keyLength > longestKey) return "";
        key += `${this.#keyOf(item, items, depth + 1)},`;
      }
      return `[${key}]`;
    }
    for (const name in value) {
      if (this.#keyLength > longestKey) return "";
      const member = this.#placeAt(place, name);
      this.#keyLength += member.label.length;
      key += `${member.label}${this.#keyOf((value as Record<string, unknown>)[name], member, depth + 1)},`;
    }
    return `{${key}}`;
  }

  #placeAt(place: ShapePlace, name: string): ShapePlace {
    let member = place.names.get(name);
    if (!member) {
      member = newPlace(`${JSON.stringify(name)}:`);
      // Names of hostile records may be without end.
      if (this.#places++ < mostPlaces) place.names.set(name, member);
    }
    return member;
  }

  /** A copy that has `leftOut` in its gaps. */
  #shapeOf(value: unknown, place: ShapePlace): unknown {
    if (value === null || value === leftOut) return value;
    if (typeof value !== "object") return place.gap ? leftOut : value;
    if (Array.isArray(value)) return value.map((item) => this.#shapeOf(item, (place.items ??= newPlace(""))));
    return copied(value, (member, name) => ({ value: this.#shapeOf(member, this.#placeAt(place, name)) }));
  }

  /** A copy that tells when somebody looks into a gap. */
  #watched(shape: unknown): unknown {
    if (typeof shape !== "object" || shape === null) return shape;
    const watched = (value: unknown): PropertyDescriptor =>
      value === leftOut ? { get: () => (this.#read++, null) } : { value: this.#watched(value) };
    if (shape === leftOut) return (this.#read++, null);
    if (!Array.isArray(shape)) return copied(shape, watched);
    const list = new Array<unknown>(shape.length);
    for (const [index, item] of shape.entries())
      Object.defineProperty(list, index, { enumerable: true, configurable: true, ...watched(item) });
    return list;
  }

  /** Leaves out the texts that differ most. When no text is to blame, the shapes are given up at last. */
  #thin(): void {
    this.#most = 2 * this.#shapes.length;
    if (this.#shapes.length * 4 < this.#taken) return;
    const different = new Map<ShapePlace, Set<unknown>>();
    for (const shape of this.#shapes) collect(shape, this.#root, different);
    const [place, values] = [...different].reduce<[ShapePlace | undefined, ReadonlySet<unknown>]>(
      (most, [at, set]) => (set.size > most[1].size ? [at, set] : most),
      [undefined, new Set()],
    );
    if (place && values.size * 8 > this.#shapes.length) {
      this.#leaveOut(place, values);
      this.#most = Math.max(this.#many, 2 * this.#shapes.length);
    } else if (this.#shapes.length > tooMany * this.#many) this.giveUp();
  }

  #leaveOut(place: ShapePlace, samples: ReadonlySet<unknown>): void {
    const gap = new Gap([...samples]);
    place.gap = gap;
    const [before, countsBefore] = [this.#shapes, this.#gaps.map(({ counts }) => counts)];
    const values: unknown[][] = [[], []];
    const codes: number[] = [nothing, onPage];
    this.#codeOf.clear();
    this.#shapes = before.slice(0, 2);
    for (const kept of this.#gaps) kept.counts = [];
    const kept: KeptGap = { gap, counts: [], starts: [] };
    for (let code = 2; code < before.length; code++) {
      const key = this.#key(before[code]) ?? "";
      values[code] = this.#found.map(({ value }) => value);
      let now = this.#codeOf.get(key);
      if (now === undefined) {
        now = this.#shapes.push(this.#shapeOf(before[code], this.#root)) - 1;
        this.#codeOf.set(key, now);
        for (const [index, { counts }] of this.#gaps.entries()) counts[now] = countsBefore[index]?.[code] ?? 0;
        kept.counts[now] = this.#found.length;
      }
      codes[code] = now;
    }
    this.#gaps.push(kept);
    for (let row = 0; row < this.#rows; row++) {
      if (row % rowsInBlock === 0) {
        kept.starts.push(gap.length);
        gap.settle();
      }
      const code = this.#codes[row] ?? nothing;
      for (const value of values[code] ?? []) gap.add(value);
      if (row < this.#codes.length) this.#codes[row] = codes[code] ?? nothing;
    }
    this.#generation++;
  }

  /** From now on all values are read from the pages. */
  giveUp(): void {
    this.#isGivenUp = true;
    this.#codeOf.clear();
    this.#shapes = this.#shapes.slice(0, 2);
    this.#gaps = [];
    this.#codes = Uint8Array.from(this.#codes, (code) => (code === nothing ? nothing : onPage));
    this.#generation++;
  }
}

const newPlace = (label: string): ShapePlace => ({ names: new Map(), label });

/** An object with the same names. Defined one by one, as a record may have a member `__proto__`. */
function copied(value: object, descriptor: (member: unknown, name: string) => PropertyDescriptor): object {
  const copy = {};
  for (const [name, member] of Object.entries(value))
    Object.defineProperty(copy, name, { enumerable: true, configurable: true, ...descriptor(member, name) });
  return copy;
}

/** The different values at each place that is no gap. */
function collect(value: unknown, place: ShapePlace | undefined, into: Map<ShapePlace, Set<unknown>>): void {
  if (!place || value === null || value === leftOut) return;
  if (typeof value !== "object") {
    const known = into.get(place);
    if (known) known.add(value);
    else into.set(place, new Set([value]));
  } else if (Array.isArray(value)) for (const item of value) collect(item, place.items, into);
  else for (const [name, member] of Object.entries(value)) collect(member, place.names.get(name), into);
}
