import { withRoom } from "../columns/encoding.ts";
import type { RowFilter } from "./rowFilter.ts";

const out = 0;
const passed = 1;
/** Passed all but the picks of one field: the first field has this state, the next the next one. */
const firstPick = 2;
const states = 256;

/**
 * What a view lets through: rows that pass a filter and, field by field, the picks of its values. Of each row it keeps in one byte whether it passed,
 * failed at the picks of a single field, or is out, so that the values of a field can be counted as if nothing of it had been picked.
 */
export class ViewFilter {
  readonly #base: RowFilter | undefined;
  readonly #picks: readonly RowFilter[];
  readonly #paths: readonly string[];
  #states = new Uint8Array(0);

  /** `picks`: by path as the report writes it. */
  constructor(base: RowFilter | undefined, picks: ReadonlyMap<string, RowFilter>) {
    if (picks.size > states - firstPick) throw new RangeError("Values of too many fields are picked");
    this.#base = base;
    this.#picks = [...picks.values()];
    this.#paths = [...picks.keys()];
  }

  /** Of the rows tested. */
  get states(): Uint8Array {
    return this.#states;
  }

  /** By state: 1 when a row in that state is let through, the picks of the field at `path` left aside. */
  kept(path?: string): Uint8Array {
    const kept = new Uint8Array(states);
    kept[passed] = 1;
    const pick = path === undefined ? -1 : this.#paths.indexOf(path);
    if (pick >= 0) kept[firstPick + pick] = 1;
    return kept;
  }

  passes(row: number): boolean {
    return this.#states[row] === passed;
  }

  /** Tests rows, new ones or again; answers with those let through. */
  test(from: number, to: number): Uint32Array {
    this.#states = withRoom(this.#states, to);
    const states = this.#states.subarray(from, to).fill(passed);
    this.#base?.test(from, states);
    for (const [index, filter] of this.#picks.entries()) {
      // Also rows that failed at another field's picks: those that fail twice are out for all.
      const mask = states.map((state) => (state === out ? 0 : 1));
      filter.test(from, mask);
      for (let place = 0; place < mask.length; place++)
        if (!mask[place] && states[place] !== out) states[place] = states[place] === passed ? firstPick + index : out;
    }
    const rows = new Uint32Array(states.length);
    let count = 0;
    for (let index = 0; index < states.length; index++) if (states[index] === passed) rows[count++] = from + index;
    return rows.subarray(0, count);
  }
}
