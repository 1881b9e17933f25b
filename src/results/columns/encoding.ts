import type { Cell } from "../rows.ts";
import { foldText } from "../../query/foldText.ts";

/** How the values of one field are kept. Rows are numbered in the order in which they were appended. */
export interface Encoding {
  /** Rows whose value this way of keeping cannot hold, such as a list where a text is due: their value is read from the page. */
  readonly odd: number;
  append(values: readonly unknown[]): void;
  /** Gives a row that is there another value. */
  replace(row: number, value: unknown): void;
  /** Forgets the rows from `rows` on, and whatever an append that failed has left behind. */
  truncate(rows: number): void;
  /** `undefined`: the value is odd. */
  get(row: number): Cell | undefined;
  /** Keys in the order of the values, for rows none of which is odd. Unless `exact`, rows with the same key may still differ. */
  keys(rows: Uint32Array): Keys;
}

/** An encoding in which each row has its own value, none of which is looked up elsewhere. */
export interface Spread extends Encoding {
  /** That it takes. */
  readonly bytes: number;
  /** Clears the places of rows in whose value the word occurs, without regard to case; place 0 is row `from`. Places clear already and odd values are left. */
  strike(word: Word, from: number, mask: Uint8Array): void;
  /**
   * Clears the places of rows whose value cannot be that text, however it is written; place 0 is row `from`. `text`: ASCII in lower case, not empty. What is
   * odd, and what a closer look has to tell, is left. Missing: nothing can be told.
   */
  keepSame?(text: string, from: number, mask: Uint8Array): void;
}

/** What is looked for: not empty, no white space in it. */
export class Word {
  /** Folded. */
  readonly text: string;
  /** Its bytes when it is ASCII: texts that are ASCII too are then compared byte by byte. */
  readonly bytes: Uint8Array | undefined;

  constructor(text: string) {
    this.text = foldText(text);
    // eslint-disable-next-line no-control-regex -- all of ASCII
    this.bytes = /^[\x00-\x7f]+$/.test(this.text) ? Buffer.from(this.text) : undefined;
  }

  /** Whether it occurs in a value. */
  isIn(value: unknown): boolean {
    return foldText(String(value)).includes(this.text);
  }
}

export interface Keys {
  readonly values: Float64Array;
  readonly exact: boolean;
}

/** Longer texts are not worth a place in memory: they are read from the page. */
export const longText = 1000;

/** Stands for any odd value when values move from one encoding to another. */
export const odd: object = Object.freeze({});

/** How many of the first rows are odd. */
export function countOdd(encoding: Pick<Encoding, "get">, rows: number): number {
  let odd = 0;
  for (let row = 0; row < rows; row++) if (encoding.get(row) === undefined) odd++;
  return odd;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The whole numbers from `from` up to `to`. */
export function wholes(from: number, to: number): Uint32Array<ArrayBuffer> {
  const numbers = new Uint32Array(to - from);
  for (let index = 0; index < numbers.length; index++) numbers[index] = from + index;
  return numbers;
}

/** The array, or a larger one with the same contents when it has no room for so many. */
export function withRoom<Kind extends Numbers>(array: Kind, length: number): Kind {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => Kind)(Math.max(length, Math.ceil(array.length * 1.25), 256));
  larger.set(array);
  return larger;
}
