import type { GridRow } from "../../protocol/grid.ts";
import { rowKey } from "./gridRow.ts";

/** Rows to find again after the order changed: the focused one, and the one at the top. */
export class LostRows {
  private readonly keys = new Map<"focus" | "top", ReturnType<typeof rowKey>>();

  /** No row: none is to be found again. */
  lose(which: "focus" | "top", row?: GridRow): void {
    if (row) this.keys.set(which, rowKey(row));
    else this.keys.delete(which);
  }

  /** Where they are, as far as they are among these rows; each is found once. */
  find(rows: Iterable<readonly [index: number, row: GridRow]>): { readonly focus?: number; readonly top?: number } {
    const found: { focus?: number; top?: number } = {};
    if (this.keys.size === 0) return found;
    for (const [index, row] of rows) {
      const key = rowKey(row);
      for (const [which, lost] of this.keys) {
        if (key !== lost) continue;
        this.keys.delete(which);
        found[which] = index;
      }
    }
    return found;
  }
}
