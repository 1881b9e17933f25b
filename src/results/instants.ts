import { withRoom, type Encoding, type Keys } from "./encoding.ts";

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

/** Twelve bytes for each instant in UTC with at most seven digits behind the second, as many as came. */
export class Instants implements Encoding {
  odd = 0;
  #ms = new Float64Array(0);
  /** Ticks times eight, plus the number of digits behind the second. */
  #rest = new Uint32Array(0);
  #length = 0;

  static holds(value: unknown): boolean {
    if (typeof value !== "string" || !canonical.test(value)) return false;
    return !Number.isNaN(secondsOf(value));
  }

  append(values: readonly unknown[]): void {
    this.#ms = withRoom(this.#ms, this.#length + values.length);
    this.#rest = withRoom(this.#rest, this.#length + values.length);
    for (const value of values) this.#write(this.#length++, value);
  }

  replace(row: number, value: unknown): void {
    if (this.#ms[row] === -Infinity) this.odd--;
    this.#rest[row] = 0;
    this.#write(row, value);
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
    let [least, greatest] = [Infinity, -Infinity];
    for (const row of rows) {
      const ms = times[row] ?? NaN;
      if (ms < least) least = ms;
      if (ms > greatest) greatest = ms;
    }
    const exact = !(greatest - least > longestSpan);
    const values = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0;
      const ms = times[row] ?? NaN;
      values[index] = Number.isNaN(ms) ? -Infinity : exact ? (ms - least) * 10_000 + ((rest[row] ?? 0) >> 3) : ms;
    }
    return { values, exact };
  }

  #write(row: number, value: unknown): void {
    if (value === null || value === undefined) this.#ms[row] = NaN;
    else if (Instants.holds(value)) {
      const text = value as string;
      const digits = Math.max(0, text.length - 21);
      const fraction = text.slice(20, 20 + digits).padEnd(7, "0");
      this.#ms[row] = Date.parse(`${text.slice(0, 19)}Z`) + Number(fraction.slice(0, 3));
      this.#rest[row] = Number(fraction.slice(3)) * 8 + digits;
    } else {
      this.odd++;
      this.#ms[row] = -Infinity;
    }
  }
}
