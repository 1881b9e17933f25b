import type { Stretch } from "./coverage.ts";

const cellCount = 1024;
/** A range that has grown beyond so many is known no finer at its end. */
const mostCells = 1_000_000;

/** What a density has learned, as plain JSON: of each known cell its number, the rows and the milliseconds seen. */
export interface DensityState {
  readonly from: number;
  readonly cellMs: number;
  readonly cells: readonly (readonly [cell: number, rows: number, ms: number])[];
}

/**
 * How many rows the service has where, learned from stretches that were read, guessed between them. Time is cut into cells of equal length;
 * a cell of which nothing is known is like its known neighbours on both sides, the nearer the more.
 */
export class Density {
  readonly #from: number;
  readonly #cellMs: number;
  readonly #rows: number[] = [];
  readonly #ms: number[] = [];
  /** Rows before each cell; missing when something was learned since. */
  #before: number[] | undefined;
  #count: number;

  constructor({ from, to }: Stretch, state?: DensityState) {
    this.#from = state?.from ?? from;
    this.#cellMs = state?.cellMs ?? Math.max(1000, Math.ceil((to - from) / cellCount));
    this.#count = Math.ceil((to - this.#from) / this.#cellMs);
    for (const [cell, rows, ms] of state?.cells ?? []) {
      this.#rows[cell] = rows;
      this.#ms[cell] = ms;
    }
  }

  get state(): DensityState {
    const cells = Object.entries(this.#ms).map(
      ([cell, ms]) => [Number(cell), Math.round((this.#rows[Number(cell)] ?? 0) * 100) / 100, ms] as const,
    );
    return { from: this.#from, cellMs: this.#cellMs, cells };
  }

  /** Nothing has been learned: every guess is as good as any other. */
  get isBlank(): boolean {
    return this.#ms.length === 0;
  }

  /** The range has grown. */
  extend(to: number): void {
    this.#count = Math.min(mostCells, Math.max(this.#count, Math.ceil((to - this.#from) / this.#cellMs)));
    this.#before = undefined;
  }

  learn({ from, to }: Stretch, rows: number): void {
    if (from >= to) return;
    this.#before = undefined;
    const last = Math.min(this.#count - 1, Math.floor((to - 1 - this.#from) / this.#cellMs));
    for (let cell = Math.max(0, Math.floor((from - this.#from) / this.#cellMs)); cell <= last; cell++) {
      const start = this.#from + cell * this.#cellMs;
      const ms = Math.min(to, start + this.#cellMs) - Math.max(from, start);
      this.#rows[cell] = (this.#rows[cell] ?? 0) + (rows * ms) / (to - from);
      this.#ms[cell] = (this.#ms[cell] ?? 0) + ms;
    }
  }

  rows({ from, to }: Stretch): number {
    return Math.max(0, this.#until(to) - this.#until(from));
  }

  /** The time from which on, up to `to`, this share of the stretch's rows is; whole milliseconds. */
  after({ from, to }: Stretch, share: number): number {
    const wanted = this.#until(to) - this.rows({ from, to }) * share;
    let [low, high] = [from, to];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#until(middle) < wanted) low = middle;
      else high = middle;
    }
    return high;
  }

  #until(time: number): number {
    const before = (this.#before ??= this.#sum());
    const place = Math.min(this.#count, Math.max(0, (time - this.#from) / this.#cellMs));
    const cell = Math.floor(place);
    const start = before[cell] ?? 0;
    return start + ((before[cell + 1] ?? start) - start) * (place - cell);
  }

  #sum(): number[] {
    const known = Object.keys(this.#ms).map(Number);
    const rate = (cell: number): number => ((this.#rows[cell] ?? 0) / (this.#ms[cell] ?? 1)) * this.#cellMs;
    const before = [0];
    let next = 0;
    for (let cell = 0; cell < this.#count; cell++) {
      while ((known[next] ?? Infinity) < cell) next++;
      const [older, newer] = [known[next - 1], known[next]];
      let rows = 1;
      if (newer === cell) rows = rate(cell);
      else if (older !== undefined && newer !== undefined)
        rows = rate(older) + ((rate(newer) - rate(older)) * (cell - older)) / (newer - older);
      else if (older !== undefined) rows = rate(older);
      else if (newer !== undefined) rows = rate(newer);
      // Never nothing: an empty stretch must be asked too.
      before.push((before[cell] ?? 0) + rows + 1e-6);
    }
    return before;
  }
}
