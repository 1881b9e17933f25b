import type { Stretch } from "./coverage.ts";
import { Tally } from "./tally.ts";

/** The times of a run's records that are in the result, in the order in which they came there. */
export class StoredTimes {
  readonly #all = new Tally();
  /** Of records that came late. */
  readonly #late = new Tally();
  /** Every page so far was older than those before. */
  #isInOrder = true;
  #oldest = Infinity;

  get isInOrder(): boolean {
    return this.#isInOrder;
  }

  /** Records that are there from before, in whichever order. */
  know(times: readonly number[]): void {
    this.#all.add(times);
  }

  /** Records of a page; `late`: positions of those that came late. */
  add(times: readonly number[], late: readonly number[]): void {
    this.#all.add(times);
    this.#late.add(late.map((at) => times[at] ?? NaN));
    for (const time of times) {
      if (time > this.#oldest) this.#isInOrder = false;
      else this.#oldest = time;
    }
  }

  count(part: Stretch): { readonly rows: number; readonly late?: number } {
    const late = this.#late.count(part);
    return { rows: this.#all.count(part), ...(late > 0 && { late }) };
  }
}
