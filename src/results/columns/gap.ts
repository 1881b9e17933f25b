import { foldText } from "../../query/foldText.ts";
import { Doubles } from "./doubles.ts";
import type { Spread, Word } from "./encoding.ts";
import { Guids } from "./guids.ts";
import { Instants } from "./instants.ts";
import { Texts } from "./texts.ts";
import { TextTraces } from "./textTraces.ts";

const kinds = [Instants, Doubles, Guids, Texts];

/** Values that are left out of the shapes of a member as nearly each of them differs from all others: in the order of the rows, none, one or several for a row. */
export class Gap {
  /** `undefined`: too many to be held. What is known of them is then which texts they cannot be. */
  #values: Spread | undefined;
  #length = 0;
  readonly #traces = new TextTraces();
  #added: unknown[] = [];

  /** `samples`: some of the values to come. */
  constructor(samples: readonly unknown[]) {
    const kind = kinds.find(({ holds }) => samples.filter(holds).length >= 0.9 * samples.length);
    this.#values = kind && new kind();
  }

  get length(): number {
    return this.#length + this.#added.length;
  }

  add(value: unknown): void {
    this.#added.push(value);
  }

  /** Takes in what was added; values are found only then. */
  settle(): void {
    if (this.#added.length === 0) return;
    for (const value of this.#added) this.#traces.add(foldText(String(value)));
    this.#values?.append(this.#added);
    this.#length += this.#added.length;
    this.#added = [];
  }

  /** Bytes that the values take. */
  get bytes(): number {
    return this.#values?.bytes ?? 0;
  }

  /** Lets the values go. */
  drop(): void {
    this.#values = undefined;
  }

  /** False when the word is in none of the values. */
  mayHave(word: Word): boolean {
    return this.#traces.mayHave(word.text);
  }

  /** Clears the places of values in which the word is known to occur; place 0 is value `from`. */
  strike(word: Word, from: number, mask: Uint8Array): void {
    this.#values?.strike(word, from, mask);
  }

  /** False when a word may occur in the value at a place that `strike` has left. */
  isCertain(place: number): boolean {
    const values = this.#values;
    return values !== undefined && (values.odd === 0 || values.get(place) !== undefined);
  }
}
