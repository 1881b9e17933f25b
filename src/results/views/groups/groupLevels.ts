import type { CellCodes } from "../../columns/cellCodes.ts";
import type { Compare } from "../../columns/compareCells.ts";
import { compareDifferent } from "../../columns/comparePlaces.ts";
import { withRoom } from "../../columns/encoding.ts";
import { nothingSaid, type FirstSaid } from "../../columns/firstSaid.ts";
import { PairCodes } from "../../columns/pairCodes.ts";
import type { RowKeys } from "../../columns/rowKeys.ts";
import type { SpelledCodes } from "../../columns/spelledCodes.ts";
import type { Cell } from "../../rows.ts";
import type { Work } from "../../steps.ts";

/** Groups that lie side by side: what tells them apart, and what they are called. */
export interface GroupLevel {
  readonly keys: RowKeys;
  /** Orders codes by their values; codes inside different groups in any way. */
  order(a: number, b: number): number;
  valueOf(code: number): Cell;
  /** Looks at the rows of the view before the values are asked for. */
  spell(rows: Uint32Array): Work<void>;
  /** The code of the group that a group lies in, one level up. */
  parentOf(code: number): number;
}

/** How the rows of a view are parted. */
export interface GroupLevels {
  readonly outer: GroupLevel;
  readonly inner?: GroupLevel;
  /** Rows with the same code are repeats of each other: they fold into one line, in the order of the view, and a row without repeats stays as it is. */
  readonly folds: boolean;
  /** All that is read to know the codes. */
  readonly cells: readonly CellCodes[];
}

export interface GroupField {
  readonly codes: SpelledCodes;
  readonly compare: Compare;
}

/** Groups by the values of a field, and within them by those of another. */
export function groupLevels(outer: GroupField, inner?: GroupField): GroupLevels {
  const level = ({ codes, compare }: GroupField): GroupLevel => {
    const { values } = codes.cells;
    let spellings: ReadonlyMap<number, number> = new Map();
    return {
      keys: codes,
      order: compareDifferent(values, compare),
      valueOf: (code) => values[spellings.get(code) ?? code] ?? null,
      *spell(rows) {
        spellings = yield* codes.spellings(rows);
      },
      parentOf: () => 0,
    };
  };
  if (!inner) return { outer: level(outer), folds: false, cells: [outer.codes.cells] };
  const pairs = new PairCodes(outer.codes, inner.codes);
  const { order, valueOf, spell } = level(inner);
  return {
    outer: level(outer),
    inner: {
      keys: pairs,
      order: (a, b) => order(pairs.secondOf(a), pairs.secondOf(b)),
      valueOf: (code) => valueOf(pairs.secondOf(code)),
      spell,
      parentOf: (code) => pairs.firstOf(code),
    },
    folds: false,
    cells: [outer.codes.cells, inner.codes.cells],
  };
}

/** Repeats: rows in which all of these say the same. Rows in which none says anything are nobody's repeats. */
export function repeatLevels(parts: readonly FirstSaid[]): GroupLevels {
  const [first, ...others] = parts;
  if (!first) throw new RangeError("Nothing tells repeats");
  const keys = new Repeats(
    others.reduce<RowKeys>((one, other) => new PairCodes(one, other), first),
    parts,
  );
  return {
    outer: { keys, order: (a, b) => a - b, valueOf: () => null, *spell() {}, parentOf: () => 0 },
    folds: true,
    cells: parts.flatMap(({ cells }) => cells),
  };
}

/** The codes of others, twice; but for rows in which nothing is said: each of those has its own, from its number. */
class Repeats implements RowKeys {
  readonly #keys: RowKeys;
  readonly #parts: readonly FirstSaid[];
  #codes = new Uint32Array(0);
  #count = 0;

  constructor(keys: RowKeys, parts: readonly FirstSaid[]) {
    this.#keys = keys;
    this.#parts = parts;
  }

  get codes(): Uint32Array {
    return this.#codes;
  }

  get count(): number {
    return this.#count;
  }

  take(rows: Uint32Array): void {
    this.#keys.take(rows);
    const { codes } = this.#keys;
    const said = this.#parts.map((part) => part.codes);
    this.#codes = withRoom(this.#codes, codes.length);
    for (const row of rows) {
      const isSilent = said.every((one) => one[row] === nothingSaid);
      const code = isSilent ? 2 * row + 1 : 2 * (codes[row] ?? 0);
      this.#codes[row] = code;
      if (code >= this.#count) this.#count = code + 1;
    }
  }
}
