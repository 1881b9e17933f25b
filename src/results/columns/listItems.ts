import type { Cell } from "../rows.ts";
import { cellOf, longestCell } from "./cells.ts";

/** The different items of lists. A list is named by a key: the places of its different items. */
export class ListItems {
  /** The first one stands for lists without an item. */
  readonly values: Cell[] = [null];
  readonly #isNested: boolean;
  readonly #placeOf = new Map<Cell, number>();

  /** `isNested`: the items are lists themselves, of which the items count. */
  constructor(isNested: boolean) {
    this.#isNested = isNested;
  }

  /** Of what a record has; anything but a list is its own single item. */
  keyOf(value: unknown): string {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const places = new Set<number>();
    for (const item of this.#isNested ? list.flat() : list) {
      const cell = cellOf(item, longestCell);
      if (cell !== null) places.add(this.#place(cell));
    }
    return [...places].sort((a, b) => a - b).join(",");
  }

  /** Of a list as it stands in a cell; `undefined` when it cannot be told from that. */
  keyOfCell(cell: Cell): string | undefined {
    if (typeof cell !== "string" || !cell.startsWith("[")) return this.keyOf(cell);
    try {
      return this.keyOf(JSON.parse(cell));
    } catch {
      return undefined;
    }
  }

  /** Places in `values` of the items of a list. */
  at(key: Cell | undefined): readonly number[] {
    return key === "" || typeof key !== "string" ? [0] : key.split(",").map(Number);
  }

  #place(cell: Cell): number {
    const known = this.#placeOf.get(cell);
    if (known !== undefined) return known;
    this.#placeOf.set(cell, this.values.length);
    return this.values.push(cell) - 1;
  }
}
