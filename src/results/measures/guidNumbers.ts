// Odd factors of this process: who chooses the ids of records, as clients may, cannot choose them so that they all meet at one place.
const factor = (): number => (Math.floor(Math.random() * 0x100000000) | 1) >> 0;
const [first, second, third, fourth, last] = [factor(), factor(), factor(), factor(), factor()];

/** A number for each different GUID, in the order in which they come. */
export class GuidNumbers {
  #size = 0;
  /** By place: part of the hash, and the number and one more. */
  readonly #places: Uint32Array;
  /** Of each number: the GUID, in four words. */
  readonly #words: Uint32Array;
  readonly #mask: number;

  /** `most`: so many different ones at most. */
  constructor(most: number) {
    const places = 2 ** Math.ceil(Math.log2(2 * most + 2));
    this.#places = new Uint32Array(2 * places);
    this.#words = new Uint32Array(4 * most);
    this.#mask = places - 1;
  }

  get size(): number {
    return this.#size;
  }

  /** Of the GUID whose words begin at a place. */
  number(words: Uint32Array, at: number): number {
    const places = this.#places;
    const own = this.#words;
    const mask = this.#mask;
    const a = words[at] ?? 0;
    const b = words[at + 1] ?? 0;
    const c = words[at + 2] ?? 0;
    const d = words[at + 3] ?? 0;
    let hash = Math.imul(a, first) ^ Math.imul(b, second);
    hash = Math.imul(hash ^ (hash >>> 15), third) ^ Math.imul(c, fourth);
    hash = Math.imul(hash ^ (hash >>> 13), last) ^ Math.imul(d, second);
    hash = Math.imul(hash ^ (hash >>> 15), third);
    hash = (hash ^ (hash >>> 14)) >>> 0;
    let place = hash & mask;
    for (let known = places[2 * place + 1] ?? 0; known > 0; known = places[2 * place + 1] ?? 0) {
      const word = 4 * (known - 1);
      if (places[2 * place] === hash && own[word] === a && own[word + 1] === b && own[word + 2] === c && own[word + 3] === d)
        return known - 1;
      place = (place + 1) & mask;
    }
    const number = this.#size++;
    places[2 * place] = hash;
    places[2 * place + 1] = number + 1;
    own[4 * number] = a;
    own[4 * number + 1] = b;
    own[4 * number + 2] = c;
    own[4 * number + 3] = d;
    return number;
  }
}
