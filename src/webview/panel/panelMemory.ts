import type { GridMemory, GridPanes, GridState } from "../../protocol/grid.ts";
import type { GridTable } from "../table/table.ts";
import type { PanelPanes } from "./panelPanes.ts";

const restMs = 300;

/** What the panel is made of at this moment, as far as it is remembered. */
export interface PanelContent {
  readonly state: GridState;
  /** Null while there are none. */
  readonly table: { readonly top: number; readonly place: Pick<GridTable["place"], "at"> } | null;
  readonly panes: Pick<PanelPanes, "details" | "facets" | "histogram" | "summary" | "kept">;
  readonly bookmarks: ReadonlySet<number>;
}

/** Keeps what the panel shows for a restart, and tells the host of the panes that the next grid begins with. */
export class PanelMemory {
  private readonly now: () => PanelContent | undefined;
  private readonly keep: (memory: GridMemory) => void;
  private readonly tell: (panes: GridPanes) => void;
  private kept: GridMemory | undefined;
  /** What the host knows of the panes. */
  private told = "";
  /** Set for a while after it was kept. */
  private resting: ReturnType<typeof setTimeout> | undefined;
  /** What has changed since is not kept yet. */
  private isLate = false;

  /** `now`: undefined before there is anything to remember. `tell` is told of panes that have changed. */
  constructor(now: () => PanelContent | undefined, keep: (memory: GridMemory) => void, tell: (panes: GridPanes) => void) {
    this.now = now;
    this.keep = keep;
    this.tell = tell;
  }

  /** From a former life. */
  restore(memory: GridMemory): void {
    this.kept = memory;
  }

  get isEmpty(): boolean {
    return this.kept === undefined;
  }

  /** The host knows these panes. */
  knows(panes: GridPanes): void {
    this.told = JSON.stringify(panes);
  }

  /** At once, unless it was kept a moment ago: scrolling and resizing change much. */
  readonly later = (): void => {
    if (this.resting === undefined) this.atOnce();
    else this.isLate = true;
  };

  /** The page of a tab that is hidden ends without a word. */
  atOnce(): void {
    const now = this.now();
    if (!now) return;
    clearTimeout(this.resting);
    this.isLate = false;
    this.resting = setTimeout(() => {
      this.resting = undefined;
      if (this.isLate) this.atOnce();
    }, restMs);
    this.kept = this.memoryOf(now);
    this.keep(this.kept);
    const panes = JSON.stringify(now.panes.kept);
    if (panes !== this.told && this.told !== "") this.tell(now.panes.kept);
    this.told = panes;
  }

  private memoryOf({ state, table, panes, bookmarks }: PanelContent): GridMemory {
    const { title, savedQuery, connection, queryText, answered, columns, sort, filter, group, thenGroup, folded } = state;
    const { details, facets, histogram, summary } = panes;
    // Before there are rows, what a former life remembered is still to come.
    const place = state.rows > 0 && table ? { scrollTop: table.top, focus: table.place.at } : undefined;
    return {
      title,
      ...(savedQuery !== undefined && { savedQuery }),
      connectionId: connection.id,
      queryText,
      ...(answered && { answered }),
      columns,
      sort,
      filter,
      ...(group !== undefined && { group }),
      ...(thenGroup !== undefined && { thenGroup }),
      ...(folded && { folded }),
      details,
      facets,
      histogram,
      summary,
      ...(bookmarks.size > 0 && { bookmarks: [...bookmarks] }),
      scrollTop: place?.scrollTop ?? this.kept?.scrollTop ?? 0,
      focus: place?.focus ?? this.kept?.focus ?? { row: 0, column: 0 },
    };
  }
}
