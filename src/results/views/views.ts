import type { ViewRows } from "./viewRows.ts";

/** Another view was asked for in place of the same one. */
export class Superseded extends Error {
  override readonly name = "Superseded";
  constructor() {
    super("Another view was asked for");
  }
}

interface Making {
  /** Missing as long as something else has to be made first. */
  rows?: ViewRows;
  readonly replaces: number | undefined;
  isSuperseded: boolean;
}

/** The views of a result: those that stand, and those that are being made. */
export class Views {
  readonly #standing = new Map<number, ViewRows>();
  readonly #made = new Set<Making>();
  /** Views that took the place of others. */
  readonly #successors = new Map<number, number>();
  #next = 1;

  at(view: number): ViewRows {
    const rows = this.#standing.get(view);
    if (!rows) throw new RangeError(`View ${view} is not known`);
    return rows;
  }

  standing(): Iterable<readonly [view: number, rows: ViewRows]> {
    return this.#standing;
  }

  made(): ViewRows[] {
    return Array.from(this.#made).flatMap(({ rows }) => rows ?? []);
  }

  /**
   * A view for which `fill` does the work, calling `check` between its steps, and which it begins with its rows. It ends those that are being made in the
   * same place, and takes that.
   */
  async make(replaces: number | undefined, fill: (begin: (rows: ViewRows) => void, check: () => void) => Promise<void>): Promise<number> {
    const making: Making = { replaces: this.#latest(replaces), isSuperseded: false };
    for (const other of this.#made) if (making.replaces !== undefined && other.replaces === making.replaces) other.isSuperseded = true;
    this.#made.add(making);
    const check = () => {
      if (making.isSuperseded) throw new Superseded();
    };
    try {
      await fill((rows) => (making.rows = rows), check);
      check();
    } finally {
      this.#made.delete(making);
    }
    const { rows } = making;
    if (!rows) throw new Error("A view was not begun");
    const view = this.#next++;
    if (making.replaces !== undefined) {
      this.#standing.delete(making.replaces);
      this.#successors.set(making.replaces, view);
    }
    this.#standing.set(view, rows);
    return view;
  }

  end(view: number): void {
    this.#standing.delete(view);
  }

  clear(): void {
    this.#standing.clear();
  }

  /** The view that stands where a view stood: who asks may not have heard yet that it was replaced. */
  #latest(view: number | undefined): number | undefined {
    let latest = view;
    for (let next = latest; next !== undefined; next = this.#successors.get(next)) latest = next;
    return latest;
  }
}
