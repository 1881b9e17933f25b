// Tables of this many places cost nothing to make.
const mostPlaces = 1 << 22;

/** A number for each different pair of numbers, in the order in which they come. */
export class PairNumbers {
  #size = 0;
  readonly #width: number;
  /** By place: the number and one more. */
  readonly #numbers: Uint32Array;
  /** Where not every pair has a place of its own: the pair at each place. */
  readonly #firsts: Uint32Array | undefined;
  readonly #seconds: Uint32Array | undefined;

  /** `firsts`, `seconds`: numbers below these come. `most`: so many different pairs at most. */
  constructor(firsts: number, seconds: number, most: number) {
    this.#width = seconds;
    if (firsts * seconds <= mostPlaces) {
      this.#numbers = new Uint32Array(firsts * seconds);
      return;
    }
    const places = 2 ** Math.ceil(Math.log2(2 * most + 2));
    this.#numbers = new Uint32Array(places);
    this.#firsts = new Uint32Array(places);
    this.#seconds = new Uint32Array(places);
  }

  get size(): number {
    return this.#size;
  }

  number(first: number, second: number): number {
    const place = this.#place(first, second);
    const known = this.#numbers[place] ?? 0;
    if (known > 0) return known - 1;
    if (this.#firsts && this.#seconds) {
      this.#firsts[place] = first;
      this.#seconds[place] = second;
    }
    this.#numbers[place] = ++this.#size;
    return this.#size - 1;
  }

  #place(first: number, second: number): number {
    const [firsts, seconds, numbers] = [this.#firsts, this.#seconds, this.#numbers];
    if (!firsts || !seconds) return first * this.#width + second;
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    const mask = numbers.length - 1;
    let place = (hash ^ (hash >>> 13)) & mask;
    while (numbers[place] !== 0 && (firsts[place] !== first || seconds[place] !== second)) place = (place + 1) & mask;
    return place;
  }
}
