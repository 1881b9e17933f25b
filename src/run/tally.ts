import type { Stretch } from "./coverage.ts";

/** Times of records, to count those of any stretch: eight bytes each. */
export class Tally {
  readonly #pages: Float64Array[] = [];

  add(times: readonly number[]): void {
    const known = Float64Array.from(times.filter((time) => !Number.isNaN(time))).sort();
    if (known.length > 0) this.#pages.push(known);
  }

  count({ from, to }: Stretch): number {
    return this.#pages.reduce((sum, page) => sum + below(page, to) - below(page, from), 0);
  }
}

function below(sorted: Float64Array, time: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
