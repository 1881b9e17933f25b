import { countOdd, withRoom, type Keys, type Spread, type Word } from "./encoding.ts";

const size = 16;
// Fifteen bytes 0xff and one of these; a GUID that looks so is odd.
const missing = 0xff;
const oddValue = 0xfe;
const empty = 0xfd;
const marked = "ffffffff-ffff-ffff-ffff-ffffffffff";
const hyphen = 0x2d;
const scratch = new Uint8Array(size);

// By character code: the value of a digit in lower case, and 16 for all others.
const digitOf = new Uint8Array(128).fill(16);
for (const [value, digit] of [..."0123456789abcdef"].entries()) digitOf[digit.charCodeAt(0)] = value;

/** Writes the sixteen bytes of a GUID in lower case; false when the text is none. */
function write(text: string, bytes: Uint8Array, start: number): boolean {
  if (text.length !== 36) return false;
  let at = start;
  for (let index = 0; index < 36; index += 2) {
    if (index === 8 || index === 13 || index === 18 || index === 23) {
      if (text.charCodeAt(index) !== hyphen) return false;
      index++;
    }
    const high = digitOf[text.charCodeAt(index)] ?? 16;
    const low = digitOf[text.charCodeAt(index + 1)] ?? 16;
    if (high > 15 || low > 15) return false;
    bytes[at++] = high * 16 + low;
  }
  return !text.startsWith(marked);
}

const isHyphen = (place: number): boolean => place === 8 || place === 13 || place === 18 || place === 23;

/** The digits of the word, and at which digits of a GUID the word may begin as far as its hyphens tell. */
function placesOf(word: string): { readonly digits: readonly number[]; readonly places: readonly number[] } {
  const places: number[] = [];
  if (!/^[-0-9a-f]+$/.test(word)) return { digits: [], places };
  let digitsBefore = 0;
  for (let start = 0; start + word.length <= 36; start++) {
    let fits = true;
    for (let index = 0; index < word.length && fits; index++) fits = (word[index] === "-") === isHyphen(start + index);
    if (fits) places.push(digitsBefore);
    if (!isHyphen(start)) digitsBefore++;
  }
  return { digits: Array.from(word.replaceAll("-", ""), (digit) => parseInt(digit, 16)), places };
}

/** Sixteen bytes for each GUID written in lower case. */
export class Guids implements Spread {
  odd = 0;
  #bytes = new Uint8Array(0);
  #length = 0;

  static holds(value: unknown): boolean {
    return value === "" || (typeof value === "string" && write(value, scratch, 0));
  }

  /** Four for each row. */
  get words(): Uint32Array {
    return new Uint32Array(this.#bytes.buffer, 0, this.#bytes.length >> 2);
  }

  /** Whether the row has a GUID: else its value is missing, empty or odd. */
  isGuid(row: number): boolean {
    return this.#mark(row * size) === 0;
  }

  append(values: readonly unknown[]): void {
    this.#bytes = withRoom(this.#bytes, (this.#length + values.length) * size);
    for (const value of values) this.#write(this.#length++ * size, value);
  }

  replace(row: number, value: unknown): void {
    if (this.#mark(row * size) === oddValue) this.odd--;
    this.#write(row * size, value);
  }

  truncate(rows: number): void {
    this.#length = Math.min(rows, this.#length);
    this.odd = countOdd(this, this.#length);
  }

  get(row: number): string | null | undefined {
    const start = row * size;
    const mark = this.#mark(start);
    if (mark !== 0) return mark === missing ? null : mark === empty ? "" : undefined;
    const digits = Buffer.from(this.#bytes.buffer, start, size).toString("hex");
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
  }

  keys(rows: Uint32Array): Keys {
    const view = Buffer.from(this.#bytes.buffer);
    const values = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index++) {
      const start = (rows[index] ?? 0) * size;
      const mark = this.#mark(start);
      values[index] = mark === 0 ? view.readUIntBE(start, 6) : mark === empty ? -1 : -Infinity;
    }
    return { values, exact: false };
  }

  get bytes(): number {
    return this.#bytes.byteLength;
  }

  strike({ text }: Word, from: number, mask: Uint8Array): void {
    const { digits, places } = placesOf(text);
    for (const isOdd of [false, true]) {
      const some = places.filter((place) => (place & 1) === Number(isOdd));
      if (some.length > 0) this.#strikeAt(some, digits, from, mask);
    }
  }

  keepSame(text: string, from: number, mask: Uint8Array): void {
    const wanted = write(text, scratch, 0) ? new Uint32Array(scratch.buffer, 0, 4) : undefined;
    if (!wanted && this.odd === 0) {
      mask.fill(0);
      return;
    }
    const { words } = this;
    const [first, second, third, fourth] = wanted ?? [];
    for (let index = 0, at = from * 4; index < mask.length; index++, at += 4) {
      if (!mask[index]) continue;
      const isSame = words[at] === first && words[at + 1] === second && words[at + 2] === third && words[at + 3] === fourth;
      if (!isSame && (this.odd === 0 || this.#mark((from + index) * size) !== oddValue)) mask[index] = 0;
    }
  }

  /** `places`: where the digits may begin, all of them at the first digit of a byte, or all at the second. */
  #strikeAt(places: readonly number[], digits: readonly number[], from: number, mask: Uint8Array): void {
    const skipped = (places[0] ?? 0) & 1;
    const whole: number[] = [];
    for (let at = skipped; at + 1 < digits.length; at += 2) whole.push((digits[at] ?? 0) * 16 + (digits[at + 1] ?? 0));
    const look = (index: number, place: number): void => {
      const start = (from + index) * size;
      if (mask[index] && places.includes(place) && this.#has(digits, start, place) && this.#mark(start) === 0) mask[index] = 0;
    };
    const [first] = whole;
    if (first === undefined) {
      for (let index = 0; index < mask.length; index++) if (mask[index]) for (const place of places) look(index, place);
      return;
    }
    const bytes = Buffer.from(this.#bytes.buffer, from * size, mask.length * size);
    const wanted = whole.length > 1 ? Buffer.from(whole) : first;
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1))
      look(Math.floor(at / size), 2 * (at % size) - skipped);
  }

  #has(digits: readonly number[], start: number, place: number): boolean {
    for (let index = 0; index < digits.length; index++) {
      const byte = this.#bytes[start + ((place + index) >> 1)] ?? 0;
      if (((place + index) & 1 ? byte & 15 : byte >> 4) !== digits[index]) return false;
    }
    return true;
  }

  #write(start: number, value: unknown): void {
    if (typeof value === "string" && write(value, this.#bytes, start)) return;
    this.#bytes.fill(0xff, start, start + size);
    const mark = value === null || value === undefined ? missing : value === "" ? empty : oddValue;
    if (mark === oddValue) this.odd++;
    this.#bytes[start + size - 1] = mark;
  }

  /** Zero for a GUID. */
  #mark(start: number): number {
    for (let index = start; index < start + size - 1; index++) if (this.#bytes[index] !== 0xff) return 0;
    const last = this.#bytes[start + size - 1] ?? missing;
    return last >= empty ? last : 0;
  }
}
