/** What one record may cost: some 10 ms of a slow processor. Conditions that people write cost a thousandth of it. */
const mostPerRecord = 200_000;

/** Judging this record would take too long. */
class TooCostly extends Error {
  override readonly name = "TooCostly";
}

const tooCostly = new TooCostly("This record takes too long to judge");

/** Counts what conditions cost, in steps of some 50 ns: so that none keeps the thread busy, whatever it asks and whatever a record holds. */
export class Effort {
  /** Steps spent so far, over all records. */
  spent = 0;
  #end = Infinity;

  spend(steps: number): void {
    this.spent += steps;
    if (this.spent > this.#end) throw tooCostly;
  }

  /** What `work` gives; undefined when it has cost more than one record may. */
  limit<Answer>(work: () => Answer): Answer | undefined {
    this.#end = this.spent + mostPerRecord;
    try {
      return work();
    } catch (error) {
      if (error !== tooCostly) throw error;
      return undefined;
    } finally {
      this.#end = Infinity;
    }
  }
}

/** Steps for reading `length` characters once. */
export const readingCost = (length: number): number => length >> 5;
