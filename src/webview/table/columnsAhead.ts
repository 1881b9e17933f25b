import type { Column } from "../../protocol/grid.ts";

/** Longer than a state takes to come. */
const aheadMs = 1_000;

/** The columns as a person has just made them, until the host's states have them too: a state from before the change must not undo it. */
export class ColumnsAhead {
  private ahead: { readonly columns: readonly Column[]; readonly until: number } | undefined;
  private readonly now: () => number;

  /** `now`: milliseconds of a clock that never goes back. */
  constructor(now = (): number => performance.now()) {
    this.now = now;
  }

  /** The host is told of these. */
  change(columns: readonly Column[]): void {
    this.ahead = { columns, until: this.now() + aheadMs };
  }

  /** Which columns are to be shown when a state has these. */
  follow(columns: readonly Column[]): readonly Column[] {
    const { ahead } = this;
    if (ahead && (this.now() > ahead.until || JSON.stringify(columns) === JSON.stringify(ahead.columns))) this.ahead = undefined;
    return this.ahead?.columns ?? columns;
  }
}
