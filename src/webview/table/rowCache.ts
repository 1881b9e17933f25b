import type { GridRow, Rows } from "../../protocol/grid.ts";
import { isHead } from "./gridRow.ts";
import { unlessStale } from "../shared/unlessStale.ts";

type Ask = (argument: { readonly revision: number; readonly from: number; readonly count: number }) => Promise<Rows>;

interface Page {
  readonly rows: readonly GridRow[];
  /** Length of the view when this was asked: a page that was the last one is asked again when rows were appended. */
  readonly total: number;
}

export const pageRows = 100;
const keptPages = 60;
/** Two at a time keep the host busy; more would only delay what is wanted next. */
const atOnce = 2;
/** As many as the host gives at once. */
const mostRowsAtOnce = 1_000;

/** Rows of the view as pages asked from the host: what is shown first, then what is about to be. Answers of an older revision are dropped. */
export class RowCache {
  private readonly ask: Ask;
  private readonly onRows: () => void;
  private readonly onFailure: (error: Error) => void;
  /** In the order of their last use. */
  private readonly pages = new Map<number, Page>();
  private readonly out = new Set<number>();
  private readonly failed = new Set<number>();
  private wanted: readonly number[] = [];
  private revision = -1;
  private total = 0;

  constructor(ask: Ask, onRows: () => void, onFailure: (error: Error) => void) {
    this.ask = ask;
    this.onRows = onRows;
    this.onFailure = onFailure;
  }

  /** The view is now this one. Pages stay while the revision does. */
  set(revision: number, total: number): void {
    if (revision !== this.revision) {
      this.pages.clear();
      this.out.clear();
    }
    if (revision !== this.revision || total !== this.total) this.failed.clear();
    this.revision = revision;
    this.total = total;
  }

  /** Rows that came without being asked for: the beginning of a page. */
  put({ from, rows }: Rows): void {
    const page = Math.floor(from / pageRows);
    if (from % pageRows === 0 && rows.length <= pageRows && !this.pages.has(page)) this.pages.set(page, { rows, total: this.total });
  }

  row(index: number): GridRow | undefined {
    return this.pages.get(Math.floor(index / pageRows))?.rows[index % pageRows];
  }

  /** Rows that are there now, with their positions. */
  *loaded(): Generator<readonly [index: number, row: GridRow]> {
    for (const [page, { rows }] of this.pages) for (const [at, row] of rows.entries()) yield [page * pageRows + at, row];
  }

  /**
   * Position of the head of the group that the row at `index` belongs to, which may be far above what is loaded. Undefined when there is none,
   * when the view has changed meanwhile, or when it is no longer wanted. `group`: the head of that group and no other.
   */
  async findHead(index: number, isWanted: () => boolean, group?: number): Promise<number | undefined> {
    const { revision } = this;
    const isMeant = (row: GridRow): boolean => isHead(row) && (group === undefined || row.group === group);
    let known = index;
    for (let row = this.row(known); row; row = this.row(--known)) if (isMeant(row)) return known;
    known++;
    while (known > 0) {
      const from = Math.max(0, known - mostRowsAtOnce);
      const answer = await unlessStale(this.ask({ revision, from, count: known - from }));
      // The row is at `index` in the view that was asked about, and in no other.
      if (answer?.revision !== revision || revision !== this.revision || !isWanted()) return undefined;
      const at = answer.rows.findLastIndex(isMeant);
      if (at >= 0) return from + at;
      known = from;
    }
    return undefined;
  }

  /** Where a row will be when all groups are open; undefined when not all rows before it are known. */
  placeWhenOpen(index: number): number | undefined {
    let place = index;
    for (let at = 0; at < index; at++) {
      const row = this.row(at);
      if (!row) return undefined;
      if (isHead(row) && !row.open) place += row.records + (row.inside ?? 0);
    }
    return place;
  }

  /** Wants the rows `from` to `to` (exclusive), and then those that follow in the direction of scrolling. */
  want(from: number, to: number, direction: 1 | -1): void {
    if (to <= from) return;
    const [first, last] = [Math.floor(from / pageRows), Math.floor((to - 1) / pageRows)];
    const shown = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    for (const page of shown) {
      const kept = this.pages.get(page);
      if (kept) {
        this.pages.delete(page);
        this.pages.set(page, kept);
      }
    }
    const [ahead, behind] = direction > 0 ? [last, first - 1] : [first, last + 1];
    const wanted = [...shown, ahead + direction, ahead + 2 * direction, behind];
    if (wanted.some((page) => !this.wanted.includes(page))) this.failed.clear();
    this.wanted = wanted;
    this.fetch();
  }

  private missing(page: number): boolean {
    if (page < 0 || page * pageRows >= this.total || this.out.has(page) || this.failed.has(page)) return false;
    const kept = this.pages.get(page);
    return !kept || (kept.rows.length < pageRows && kept.total !== this.total);
  }

  private fetch(): void {
    for (const page of this.wanted) {
      if (this.out.size >= atOnce) return;
      if (this.missing(page)) void this.fetchPage(page);
    }
  }

  private async fetchPage(page: number): Promise<void> {
    const { revision, total } = this;
    this.out.add(page);
    let rows: readonly GridRow[] | undefined;
    try {
      const answer = await unlessStale(this.ask({ revision, from: page * pageRows, count: pageRows }));
      if (answer?.revision === revision) rows = answer.rows;
    } catch (error) {
      // Stays a placeholder until other rows are wanted.
      if (revision === this.revision) this.onFailure(error as Error);
    }
    if (revision !== this.revision) return;
    this.out.delete(page);
    if (rows) {
      this.pages.delete(page);
      this.pages.set(page, { rows, total });
      for (const oldest of this.pages.keys()) {
        if (this.pages.size <= keptPages) break;
        this.pages.delete(oldest);
      }
      this.onRows();
    } else this.failed.add(page);
    this.fetch();
  }
}
