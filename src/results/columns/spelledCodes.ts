import { textKey } from "../../query/letterCase.ts";
import type { Field } from "../../reports/report.ts";
import { compareCells } from "./compareCells.ts";
import type { CellCodes } from "./cellCodes.ts";
import { withRoom } from "./encoding.ts";
import type { RowKeys } from "./rowKeys.ts";
import { looksAtOnce, type Work } from "../steps.ts";

/** The values of a field, those as one that a condition takes for equal: where letter case makes no difference, all spellings of a text. */
export class SpelledCodes implements RowKeys {
  readonly cells: CellCodes;
  readonly #field: Field | undefined;
  /** By code of a cell: the code of the text by which it is compared. */
  #roots = new Uint32Array(0);
  #rooted = 0;
  /** By row, once some text was met in another spelling: until then the cells' own codes do. */
  #codes: Uint32Array | undefined;

  constructor(cells: CellCodes, field: Field | undefined) {
    this.cells = cells;
    this.#field = field;
  }

  get codes(): Uint32Array {
    return this.#codes ?? this.cells.codes;
  }

  get count(): number {
    return this.cells.values.length;
  }

  take(rows: Uint32Array): void {
    this.cells.take(rows);
    const hadOthers = this.#codes !== undefined;
    if (this.#root() && !hadOthers) this.#codes = this.#rootedCodes();
    else if (this.#codes) {
      const { codes } = this.cells;
      this.#codes = withRoom(this.#codes, codes.length);
      for (const row of rows) this.#codes[row] = this.#roots[codes[row] ?? 0] ?? 0;
    }
  }

  /** Finds out how each value is compared; true when some text is not written so. */
  #root(): boolean {
    let hasOthers = this.#codes !== undefined;
    const { values } = this.cells;
    // A text by which others are compared joins the values, and is looked at too.
    for (; this.#rooted < values.length; this.#rooted++) {
      const value = values[this.#rooted];
      const key = typeof value === "string" ? textKey(value, this.#field) : value;
      const root = key === value || key === undefined ? this.#rooted : this.cells.codeOf(key);
      this.#roots = withRoom(this.#roots, values.length);
      this.#roots[this.#rooted] = root;
      hasOthers ||= root !== this.#rooted;
    }
    return hasOthers;
  }

  #rootedCodes(): Uint32Array {
    const { codes } = this.cells;
    const rooted = new Uint32Array(codes.length);
    for (let row = 0; row < codes.length; row++) rooted[row] = this.#roots[codes[row] ?? 0] ?? codes[row] ?? 0;
    return rooted;
  }

  /** By code, how the value is written most in these rows, where that is not as its code has it: of equally frequent spellings the first. */
  *spellings(rows: Uint32Array): Work<ReadonlyMap<number, number>> {
    const spellings = new Map<number, number>();
    if (!this.#codes) return spellings;
    const { codes, values } = this.cells;
    const counts = new Uint32Array(values.length);
    for (let index = 0; index < rows.length; index++) {
      const code = codes[rows[index] ?? 0] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
      if (index % looksAtOnce === 0) yield;
    }
    for (let code = 0; code < counts.length; code++) {
      if (code % looksAtOnce === 0) yield;
      const count = counts[code] ?? 0;
      const root = this.#roots[code] ?? code;
      // Written as its code has it: better only where nobody writes it otherwise, or fewer do.
      if (count === 0 || code === root) continue;
      const best = spellings.get(root) ?? root;
      const most = counts[best] ?? 0;
      if (count > most || (count === most && compareCells(values[code] ?? null, values[best] ?? null) < 0)) spellings.set(root, code);
    }
    return spellings;
  }
}
