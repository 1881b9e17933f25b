import { textKey } from "../../query/letterCase.ts";
import type { Field } from "../../reports/report.ts";
import { partOf } from "../columns/cellCodes.ts";
import { compareCells } from "../columns/compareCells.ts";
import { withRoom } from "../columns/encoding.ts";
import type { Cell } from "../rows.ts";
import type { Work } from "../steps.ts";

/** Values that are listed once each, to which others may come: `undefined` is none. */
export type Values = readonly (Cell | undefined)[];

const none = 0;
const atOnce = 4096;

/** Numbers of the values of a list: the same for those that differ only in what does not count. */
export interface Numbered {
  readonly values: Values;
  /** By place in `values`; 0 for a value that is none. */
  readonly numbers: Uint32Array;
  /** Numbers are below this. */
  readonly count: number;
  /** Some number stands for several values. */
  readonly isFolded: boolean;
  /** The first place of a value with a number, and the others. */
  placeOf(number: number): number;
  furtherOf(number: number): readonly number[];
}

/** Numbers the values of one field; what was found out is kept, as values only come. */
export class ValueNumbers {
  readonly #values: Values;
  readonly #field: Field | undefined;
  #numbers = new Uint32Array(0);
  #settled = 0;
  /** By number: the first place, and further ones. */
  #first: number[] = [-1];
  #further = new Map<number, number[]>();
  /** Numbers by what counts of the values, in several maps. Missing as long as all of each counts. */
  #byKey: (Map<Cell, number> | undefined)[] | undefined;

  constructor(values: Values, field: Field | undefined) {
    this.#values = values;
    this.#field = field;
  }

  *settle(): Work<Numbered> {
    while (this.#settled < this.#values.length) {
      this.#settle(Math.min(this.#values.length, this.#settled + atOnce));
      yield;
    }
    const [first, further] = [this.#first, this.#further];
    return {
      values: this.#values,
      numbers: this.#numbers,
      count: first.length,
      isFolded: further.size > 0,
      placeOf: (number) => first[number] ?? -1,
      furtherOf: (number) => further.get(number) ?? [],
    };
  }

  #settle(end: number): void {
    this.#numbers = withRoom(this.#numbers, end);
    for (; this.#settled < end; this.#settled++) {
      const value = this.#values[this.#settled];
      if (value === null || value === undefined) {
        this.#numbers[this.#settled] = none;
        continue;
      }
      const key = typeof value === "string" ? textKey(value, this.#field) : value;
      if (!this.#byKey && key !== value) {
        this.#beginAnew();
        return;
      }
      this.#numbers[this.#settled] = this.#number(key, this.#settled);
    }
  }

  /** Others may hold what was found out so far. */
  #beginAnew(): void {
    this.#byKey = [];
    this.#numbers = new Uint32Array(this.#numbers.length);
    this.#first = [-1];
    this.#further = new Map();
    this.#settled = 0;
  }

  #number(key: Cell, place: number): number {
    const part = this.#byKey && (this.#byKey[partOf(key)] ??= new Map());
    const known = part?.get(key);
    if (known === undefined) {
      part?.set(key, this.#first.length);
      return this.#first.push(place) - 1;
    }
    const further = this.#further.get(known);
    if (further) further.push(place);
    else this.#further.set(known, [place]);
    return known;
  }
}

/** The place of the value with a number that is met most; of several, of the one that comes first in their order. `counts`: by place, how often each is met. */
export function writtenAt(number: number, { values, placeOf, furtherOf }: Numbered, counts: Uint32Array | undefined): number {
  let most = placeOf(number);
  for (const place of furtherOf(number)) {
    const more = (counts?.[place] ?? 0) - (counts?.[most] ?? 0);
    if (more > 0 || (more === 0 && compareCells(values[place] ?? null, values[most] ?? null) < 0)) most = place;
  }
  return most;
}
