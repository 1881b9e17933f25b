import { countOdd, withRoom, type Keys, type Spread, type Word } from "./encoding.ts";

const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?Z$/;
const general = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i;

// Milliseconds that can be counted in units of 100 ns: some 28 years.
const longestSpan = Math.floor(Number.MAX_SAFE_INTEGER / 10_000) - 1;

/** A moment: milliseconds since 1970, and what is beyond them in units of 100 ns. */
export interface Moment {
  readonly ms: number;
  readonly ticks: number;
}

/** Reads an ISO 8601 instant with any number of digits; `undefined` when the text is none. */
export function momentOf(text: string): Moment | undefined {
  const [, base, fraction = "", zone] = general.exec(text) ?? [];
  if (base === undefined || zone === undefined) return undefined;
  const seconds = Date.parse(`${base}${zone}`.toUpperCase());
  if (Number.isNaN(seconds)) return undefined;
  return {
    ms: seconds + Number(fraction.slice(0, 3).padEnd(3, "0")),
    ticks: Number(`${fraction.slice(3, 7).padEnd(4, "0")}.${fraction.slice(7)}`),
  };
}

/** Milliseconds at the beginning of the second; NaN when the text in canonical form is no time. */
function secondsOf(text: string): number {
  const ms = Date.parse(`${text.slice(0, 19)}Z`);
  // Date.parse lets the 30th of February and 24:00 pass.
  const isDoubtful = text.charCodeAt(8) > 0x32 || text.startsWith("29", 8) || text.startsWith("24", 11);
  return isDoubtful && !Number.isNaN(ms) && !new Date(ms).toISOString().startsWith(text.slice(0, 19)) ? NaN : ms;
}

const dayMs = 86_400_000;
const digit = 0x30;
/** An instant in lower case, in ASCII. */
const written = new Uint8Array(28);
let writtenDay = NaN;

/** Writes the first `end` characters of an instant at least, and tells how many there are. */
function writeInstant(ms: number, rest: number, end: number): number {
  const day = Math.floor(ms / dayMs);
  if (day !== writtenDay) {
    written.set(Buffer.from(new Date(day * dayMs).toISOString().slice(0, 11).toLowerCase()));
    writtenDay = day;
  }
  const digits = rest & 7;
  const length = digits === 0 ? 20 : 21 + digits;
  if (end <= 11) return length;
  const inDay = ms - day * dayMs;
  const second = Math.floor(inDay / 1000);
  const two = (at: number, value: number) => {
    written[at] = digit + Math.floor(value / 10);
    written[at + 1] = digit + (value % 10);
  };
  two(11, Math.floor(second / 3600));
  two(14, Math.floor(second / 60) % 60);
  two(17, second % 60);
  written[13] = written[16] = 0x3a;
  if (digits > 0) {
    written[19] = 0x2e;
    let fraction = (inDay - second * 1000) * 10_000 + (rest >> 3);
    for (let at = 26; at >= 20; at--) {
      written[at] = digit + (fraction % 10);
      fraction = Math.floor(fraction / 10);
    }
  }
  written[length - 1] = 0x7a;
  return length;
}

/** Where in an instant a word may begin, as far as its separators tell; ascending. */
function startsOf(word: string): number[] {
  const kinds = [...word].map((character) => (/\d/.test(character) ? "d" : character));
  const starts: number[] = [];
  const template = "dddd-dd-ddtdd:dd:dd";
  const fits = (kind: string, at: number): boolean =>
    at < 19 ? kind === template[at] : at === 19 ? kind === "." || kind === "z" : kind === "d" || kind === "z";
  for (let start = 0; start + kinds.length <= written.length; start++)
    if (kinds.every((kind, index) => fits(kind, start + index))) starts.push(start);
  return starts;
}

/** Eight bytes for each instant in UTC with at most seven digits behind the second, as many as came; four more where there are any. */
export class Instants implements Spread {
  odd = 0;
  #ms = new Float64Array(0);
  /** Ticks times eight, plus the number of digits behind the second; none for rows behind the last that has any. */
  #rest = new Uint32Array(0);
  #length = 0;

  static holds(value: unknown): boolean {
    if (typeof value !== "string" || !canonical.test(value)) return false;
    return !Number.isNaN(secondsOf(value));
  }

  /** By row: milliseconds since 1970; NaN for a missing value, -Infinity for one that is odd. */
  get times(): Float64Array {
    return this.#ms;
  }

  /** By row: units of 100 ns beyond the milliseconds, times eight; rows behind the end have none. */
  get ticks(): Uint32Array {
    return this.#rest;
  }

  append(values: readonly unknown[]): void {
    this.#ms = withRoom(this.#ms, this.#length + values.length);
    for (const value of values) this.#write(this.#length++, value);
  }

  replace(row: number, value: unknown): void {
    if (this.#ms[row] === -Infinity) this.odd--;
    this.#rest[row] = 0;
    this.#write(row, value);
  }

  truncate(rows: number): void {
    this.#length = Math.min(rows, this.#length);
    this.#rest.fill(0, this.#length);
    this.odd = countOdd(this, this.#length);
  }

  get(row: number): string | null | undefined {
    const ms = this.#ms[row] ?? -Infinity;
    if (Number.isNaN(ms)) return null;
    if (ms === -Infinity) return undefined;
    const rest = this.#rest[row] ?? 0;
    const digits = rest & 7;
    const text = new Date(ms).toISOString();
    if (digits === 0) return `${text.slice(0, 19)}Z`;
    return `${text.slice(0, 20)}${`${text.slice(20, 23)}${String(rest >> 3).padStart(4, "0")}`.slice(0, digits)}Z`;
  }

  keys(rows: Uint32Array): Keys {
    const [times, rest] = [this.#ms, this.#rest];
    const values = new Float64Array(rows.length);
    let [least, greatest] = [Infinity, -Infinity];
    for (let index = 0; index < rows.length; index++) {
      const ms = times[rows[index] ?? 0] ?? NaN;
      values[index] = ms;
      if (ms < least) least = ms;
      if (ms > greatest) greatest = ms;
    }
    const exact = !(greatest - least > longestSpan);
    const hasTicks = exact && rest.length > 0;
    for (let index = 0; index < rows.length; index++) {
      const ms = values[index] ?? NaN;
      if (Number.isNaN(ms)) values[index] = -Infinity;
      else if (hasTicks) values[index] = (ms - least) * 10_000 + ((rest[rows[index] ?? 0] ?? 0) >> 3);
    }
    return { values, exact };
  }

  get bytes(): number {
    return this.#ms.byteLength + this.#rest.byteLength;
  }

  strike({ text, bytes: word }: Word, from: number, mask: Uint8Array): void {
    const starts = word ? startsOf(text) : [];
    if (!word || starts.length === 0) return;
    const end = Math.max(...starts) + word.length;
    if (end <= 10) return this.#strikeDays(starts, word, from, mask);
    const isBehindSecond = (starts[0] ?? 0) >= 19;
    for (let index = 0; index < mask.length; index++) {
      const ms = this.#ms[from + index] ?? NaN;
      if (!mask[index] || !(ms > -Infinity)) continue;
      const rest = this.#rest[from + index] ?? 0;
      if (isBehindSecond && word.length > 1 && (rest & 7) === 0) continue;
      const length = writeInstant(ms, rest, end);
      for (const start of starts) {
        if (start + word.length > length) break;
        let same = 0;
        while (same < word.length && written[start + same] === word[same]) same++;
        if (same < word.length) continue;
        mask[index] = 0;
        break;
      }
    }
  }

  /** For words of the date alone. */
  #strikeDays(starts: readonly number[], word: Uint8Array, from: number, mask: Uint8Array): void {
    let last = NaN;
    let isIn = false;
    for (let index = 0; index < mask.length; index++) {
      const ms = this.#ms[from + index] ?? NaN;
      if (!mask[index] || !(ms > -Infinity)) continue;
      const day = Math.floor(ms / dayMs);
      if (day !== last) {
        writeInstant(ms, 0, 0);
        isIn = starts.some((start) => word.every((byte, at) => written[start + at] === byte));
        last = day;
      }
      if (isIn) mask[index] = 0;
    }
  }

  #write(row: number, value: unknown): void {
    if (value === null || value === undefined) this.#ms[row] = NaN;
    else if (Instants.holds(value)) {
      const text = value as string;
      const digits = Math.max(0, text.length - 21);
      const fraction = text.slice(20, 20 + digits).padEnd(7, "0");
      this.#ms[row] = Date.parse(`${text.slice(0, 19)}Z`) + Number(fraction.slice(0, 3));
      const rest = Number(fraction.slice(3)) * 8 + digits;
      if (rest > 0) this.#rest = withRoom(this.#rest, row + 1);
      this.#rest[row] = rest;
    } else {
      this.odd++;
      this.#ms[row] = -Infinity;
    }
  }
}
