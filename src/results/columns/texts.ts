import { countOdd, longText, withRoom, type Keys, type Spread, type Word } from "./encoding.ts";

// Bytes that no UTF-8 text begins with. No byte at all: the value is missing.
const oddValue = 0xff;
const empty = 0xfe;
const loneSurrogate = /\p{Surrogate}/u;

// By byte: the same in lower case.
const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

/** Texts one behind the other, as UTF-8. */
export class Texts implements Spread {
  odd = 0;
  #bytes = new Uint8Array(0);
  /** Of each row; one more than rows. */
  #starts = new Uint32Array(1);
  #length = 0;
  /** Other values of rows, for which there is no room between their neighbours. */
  readonly #replaced = new Map<number, string | null | undefined>();

  static holds(value: unknown): boolean {
    // UTF-8 has no lone surrogates: they would come back as something else.
    return typeof value === "string" && value.length <= longText && !loneSurrogate.test(value);
  }

  append(values: readonly unknown[]): void {
    this.#starts = withRoom(this.#starts, this.#length + values.length + 1);
    let end = this.#starts[this.#length] ?? 0;
    for (const value of values) {
      if (value !== null && value !== undefined) {
        const text = Texts.holds(value) ? (value as string) : undefined;
        this.#bytes = withRoom(this.#bytes, end + 3 * (text?.length ?? 0) + 1);
        if (text === undefined) {
          this.odd++;
          this.#bytes[end++] = oddValue;
        } else if (text === "") this.#bytes[end++] = empty;
        else end += Buffer.from(this.#bytes.buffer).write(text, end);
      }
      this.#starts[++this.#length] = end;
    }
  }

  replace(row: number, value: unknown): void {
    const cell = value === null || value === undefined ? null : Texts.holds(value) ? (value as string) : undefined;
    const before = this.get(row);
    if (cell === before) return;
    this.odd += Number(cell === undefined) - Number(before === undefined);
    this.#replaced.set(row, cell);
  }

  truncate(rows: number): void {
    this.#length = Math.min(rows, this.#length);
    for (const row of this.#replaced.keys()) if (row >= this.#length) this.#replaced.delete(row);
    this.odd = countOdd(this, this.#length);
  }

  get(row: number): string | null | undefined {
    if (this.#replaced.size > 0 && this.#replaced.has(row)) return this.#replaced.get(row);
    const [start = 0, end = 0] = [this.#starts[row], this.#starts[row + 1]];
    if (start === end) return null;
    const first = this.#bytes[start];
    if (first === oddValue) return undefined;
    return first === empty ? "" : Buffer.from(this.#bytes.buffer, start, end - start).toString();
  }

  /** The first six characters in lower case, a byte each; what does not fit is left to a closer look. */
  keys(rows: Uint32Array): Keys {
    const values = Float64Array.from(rows, (row) => {
      const text = this.get(row);
      if (text === null || text === undefined) return -Infinity;
      const folded = text.toLowerCase();
      let key = 0;
      let fits = true;
      for (let index = 0; index < 6; index++) {
        // Behind a character that is cut to 255 nothing may count. An end comes before any character.
        const code = fits && index < folded.length ? Math.min(folded.charCodeAt(index) + 1, 255) : 0;
        if (code === 255) fits = false;
        key = key * 256 + code;
      }
      return key;
    });
    return { values, exact: false };
  }

  get bytes(): number {
    return this.#bytes.byteLength + this.#starts.byteLength;
  }

  strike(word: Word, from: number, mask: Uint8Array): void {
    const isIn = (row: number): boolean => {
      const text = this.get(row);
      return typeof text === "string" && word.isIn(text);
    };
    for (let index = 0; index < mask.length; index++) {
      if (!mask[index]) continue;
      const row = from + index;
      const isFound =
        this.#replaced.size > 0 && this.#replaced.has(row)
          ? isIn(row)
          : (this.#search(word, this.#starts[row] ?? 0, this.#starts[row + 1] ?? 0) ?? isIn(row));
      if (isFound) mask[index] = 0;
    }
  }

  keepSame(text: string, from: number, mask: Uint8Array): void {
    const word = Buffer.from(text);
    for (let index = 0; index < mask.length; index++) {
      const row = from + index;
      if (mask[index] && !this.#mayBe(word, row) && !(this.#replaced.size > 0 && this.#replaced.has(row))) mask[index] = 0;
    }
  }

  #mayBe(word: Uint8Array, row: number): boolean {
    const [start = 0, end = 0] = [this.#starts[row], this.#starts[row + 1]];
    const bytes = this.#bytes;
    for (let at = 0; at < word.length; at++) {
      const byte = start + at < end ? (lower[bytes[start + at] ?? 0] ?? 0) : 0;
      if (byte !== word[at]) return byte >= 0x80;
    }
    return start + word.length === end || (bytes[start + word.length] ?? 0) >= 0x80;
  }

  /** `undefined`: it is not plain ASCII as far as it was looked at. Other characters may be folded to the same, and one behind the word may be an accent on it. */
  #search({ bytes: word }: Word, start: number, end: number): boolean | undefined {
    const bytes = this.#bytes;
    const first = word?.[0] ?? -1;
    for (let at = start; at < end; at++) {
      const byte = lower[bytes[at] ?? 0] ?? 0;
      if (byte >= 0x80) return undefined;
      if (byte !== first || !word || at + word.length > end) continue;
      let same = 1;
      while (same < word.length && lower[bytes[at + same] ?? 0] === word[same]) same++;
      if (same === word.length) return at + same < end && (bytes[at + same] ?? 0) >= 0x80 ? undefined : true;
    }
    return false;
  }
}
