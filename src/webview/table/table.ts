import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { GridCommand, GridRow, GridState, HostApi, Row, RowRange } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import { columnGestures } from "./columnGestures.ts";
import { columnLayout, scrollLeftFor, type ColumnLayout } from "./columnLayout.ts";
import { pinnedCount } from "./columns.ts";
import { DrawnRows, focusedCellId } from "./drawnRows.ts";
import { isFold, isHead, recordIn } from "./gridRow.ts";
import { focusedHeaderId, header } from "./header.ts";
import { LostRows } from "./lostRows.ts";
import { RowCache } from "./rowCache.ts";
import { rowCommands } from "./rowCommands.ts";
import { RowGroups } from "./rowGroups.ts";
import { rowLayout, rowLayoutKey } from "./rowLayout.ts";
import { rowsPointer } from "./rowsPointer.ts";
import { isSelected, nothingSelected, selectedCount, type Selection } from "./selection.ts";
import type { TableActions } from "./tableActions.ts";
import { TableColumns } from "./tableColumns.ts";
import { TableFocus, type CellPlace, type Selecting } from "./tableFocus.ts";
import { tableKey } from "./tableKey.ts";
import { headerHeight, Viewport } from "./viewport.ts";

const restMs = 150;

/** The rows, as an ARIA grid: only those shown exist as elements. */
export class GridTable extends LitElement {
  static override properties = { state: { attribute: false }, bookmarks: { attribute: false } };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare actions: TableActions;
  /** Numbers of records. */
  declare bookmarks: ReadonlySet<number>;
  /** Where to begin: the focused cell, and what is shown first, in CSS pixels. */
  declare start: { readonly focus: CellPlace; readonly top: number };

  // What the table is made of. Each part names what it needs of the others.
  readonly cache = new RowCache(
    (argument) => this.host().rows(argument),
    () => {
      this.rowsCame();
    },
    (error) => {
      this.actions.failed(error);
    },
  );
  readonly columns = new TableColumns(this);
  readonly place = new TableFocus(this);
  readonly viewport = new Viewport(() => this.scroller);
  readonly drawn = new DrawnRows(() => this.querySelector<HTMLElement>(".rows"));
  readonly groups = new RowGroups(this, this.cache, this.columns, this.place);
  readonly pointer = rowsPointer(this, this);
  private readonly gestures = columnGestures(this, this);
  private readonly commands = rowCommands(this, this);

  private readonly lost = new LostRows();
  private layoutKey = "";
  private resting: ReturnType<typeof setTimeout> | undefined;
  /** Until then rows of the former revision stay in place of placeholders. */
  private staleUntil = 0;
  /** What a summary was last asked of. */
  private summarized: { readonly selection: Selection; readonly path: string; readonly revision: number } | undefined;
  private readonly resizes = new ResizeObserver(() => {
    this.layOut();
  });

  protected override createRenderRoot(): this {
    return this;
  }

  private get scroller(): HTMLElement {
    return this.querySelector(".scroller") as HTMLElement;
  }

  /** Position in CSS pixels of what is shown first. */
  get top(): number {
    return this.viewport.top;
  }

  get focusedRow(): Row | undefined {
    return recordIn(this.cache.row(this.place.row));
  }

  /** The selected rows, or the focused one. */
  get ranges(): readonly RowRange[] {
    return this.place.ranges(this.state.rows);
  }

  /** Nothing but heads of groups is at these positions, as far as they are loaded. */
  areHeads(ranges: readonly RowRange[]): boolean {
    for (const { from, to } of ranges)
      for (let index = from; index < to; index++) {
        const row = this.cache.row(index);
        if (row && (!isHead(row) || isFold(row))) return false;
      }
    return true;
  }

  override focus(): void {
    this.scroller.focus({ preventScroll: true });
  }

  /** Moves what is shown by some pixels, because the table itself moved by as many. */
  shift(pixels: number): void {
    this.showFrom(this.top + pixels);
  }

  /** Moves the focus by rows, as the details do. */
  step(rows: number): void {
    this.moveTo(Math.max(0, this.place.row) + rows, this.place.column, "row");
  }

  protected override firstUpdated(): void {
    this.resizes.observe(this.scroller);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("state")) return;
    const before = changed.get("state") as GridState | undefined;
    const { state, place, columns, cache } = this;
    if (!before) {
      place.at = this.start.focus;
      this.viewport.goLater(this.start.top);
    }
    columns.follow(state);
    const last = Math.max(0, columns.last);
    if (place.column > last) place.column = last;
    if (before && before.revision !== state.revision) this.reorder(before);
    cache.set(state.revision, state.rows);
    if (state.firstRows?.revision === state.revision) cache.put(state.firstRows);
    if (state.rows < (before?.rows ?? 0)) place.shrink(state.rows);
    if (before?.rows === 0 && state.rows > 0) place.untold = true;
  }

  /** Positions mean other records from now on. */
  private reorder(before: GridState): void {
    const { state, place, viewport, lost, cache } = this;
    this.staleUntil = performance.now() + restMs;
    this.rest();
    const sameColumns =
      before.columns.length === state.columns.length && before.columns.every(({ path }, at) => path === state.columns[at]?.path);
    const asked =
      before.filter !== state.filter ||
      before.group !== state.group ||
      before.thenGroup !== state.thenGroup ||
      before.folded !== state.folded ||
      JSON.stringify(before.sort) !== JSON.stringify(state.sort);
    if (!sameColumns && !asked) return;
    lost.lose("focus");
    lost.lose("top");
    if (asked) {
      place.begin();
      viewport.go(0);
      return;
    }
    const { top } = viewport;
    const expected = this.groups.takeExpected();
    if (expected === undefined) {
      lost.lose("focus", cache.row(place.row));
      if (top > 0) lost.lose("top", cache.row(Math.floor(top / state.rowHeight)));
    } else {
      const below = place.row * state.rowHeight - top;
      place.follow(Math.min(expected, state.rows - 1));
      viewport.goLater(Math.max(0, place.row * state.rowHeight - Math.max(0, below)));
    }
    if (selectedCount(place.selection) > 1) place.selection = nothingSelected;
  }

  private rowsCame(): void {
    const { rowHeight } = this.state;
    const { focus, top } = this.lost.find(this.cache.loaded());
    if (top !== undefined) this.viewport.go(top * rowHeight + (this.top % rowHeight));
    if (focus !== undefined) this.place.follow(focus);
    this.paint();
  }

  protected override render(): TemplateResult {
    const { state, columns, pointer } = this;
    const waiting = state.phase === "running" && state.rows === 0;
    return html`<div
      class="scroller"
      role=${state.group === undefined && !state.folded ? "grid" : "treegrid"}
      tabindex="0"
      aria-label="${state.title}, ${state.report.title}"
      aria-rowcount=${state.rows + 1}
      aria-colcount=${columns.shown.length}
      aria-multiselectable="true"
      aria-busy=${waiting}
      data-vscode-context=${JSON.stringify({ webviewSection: "grid", preventDefaultContextMenuItems: true })}
      @scroll=${this.onScroll}
      @scrollend=${this.onScrollEnd}
      @keydown=${this.onKey}
      @copy=${this.onCopy}
      @focus=${this.onFocus}
    >
      <div class="canvas">
        <div class="head" role="rowgroup">
          ${header(state, columns.shown, columns.fields, this.place.header, this.gestures)}
          <div class="drop" hidden></div>
        </div>
        <div class="body">
          <div
            class="rows"
            role="rowgroup"
            @mousedown=${pointer.press}
            @click=${pointer.click}
            @mouseleave=${pointer.leave}
            @dblclick=${pointer.doubleClick}
            @mouseover=${pointer.hover}
            @contextmenu=${{ handleEvent: pointer.contextMenu, capture: true }}
          ></div>
        </div>
      </div>
    </div>`;
  }

  protected override updated(): void {
    this.layOut();
  }

  private get columnLayout(): ColumnLayout {
    const { shown } = this.columns;
    const widths = shown.map((column) => this.columns.width(column));
    return columnLayout(shown, widths, this.scroller.clientWidth);
  }

  private layOut(): void {
    const { state, scroller, viewport } = this;
    this.restyleRows();
    viewport.resize(state.rows, state.rowHeight);
    const { widths, pins } = this.columnLayout;
    const canvas = scroller.firstElementChild as HTMLElement;
    canvas.style.setProperty("--columns", `${widths.map((width) => `${String(width)}px`).join(" ")} 1fr`);
    for (let at = 0; at < pinnedCount(this.columns.shown); at++) {
      const left = pins[at];
      canvas.style.setProperty(`--pin-${String(at)}`, left === undefined ? "auto" : `${String(left)}px`);
    }
    canvas.style.setProperty("--view-width", `${String(scroller.clientWidth)}px`);
    canvas.style.setProperty("--row-height", `${String(state.rowHeight)}px`);
    canvas.style.minWidth = `${String(widths.reduce((sum, width) => sum + width, 0))}px`;
    canvas.style.height = `${String(headerHeight + viewport.height)}px`;
    (canvas.lastElementChild as HTMLElement).style.height = `${String(viewport.room)}px`;
    viewport.catchUp();
    viewport.settle();
    this.paint();
  }

  /** New row elements, when the columns are others, or look otherwise. */
  private restyleRows(): void {
    const { state, columns } = this;
    const key = rowLayoutKey(state, columns.shown);
    if (key === this.layoutKey) return;
    this.layoutKey = key;
    this.pointer.hideActions();
    this.drawn.restyle(rowLayout(state, columns.shown, columns.fields, new Date()));
  }

  /** Brings what is drawn in line with what is to be shown. */
  private paint(): void {
    const { state, cache, viewport, place } = this;
    const { top } = viewport;
    const { rowHeight } = state;
    const first = Math.floor(top / rowHeight);
    const rows = state.rows > 0 ? state.rows : state.phase === "running" ? viewport.rows : 0;
    const [from, to] = [Math.max(0, first - 1), Math.min(rows, first + viewport.rows + 3)];
    this.drawn.draw({
      top,
      rowHeight,
      from,
      to,
      places: this.columns.places(),
      keepsStale: performance.now() < this.staleUntil,
      row: (index) => (state.rows > 0 ? cache.row(index) : undefined),
      isSelected: (index) => isSelected(place.selection, index),
      focusedColumn: (index) => place.columnIn(index),
      bookmarks: this.bookmarks,
    });
    this.gestures.onDrawn();
    if (state.rows > 0) cache.want(from, to, viewport.direction);

    const active = place.header !== undefined ? focusedHeaderId : this.drawn.isDrawn(place.row) ? focusedCellId : undefined;
    if (active) this.scroller.setAttribute("aria-activedescendant", active);
    else this.scroller.removeAttribute("aria-activedescendant");
    const focused = place.untold ? this.focusedRow : undefined;
    if (focused) {
      place.untold = false;
      this.actions.focused(focused);
    }
    this.summarize();
  }

  /** One row shows what it is; several, or a group, are worth a summary. */
  private summarize(): void {
    const { state, summarized, columns, place } = this;
    const { selection } = place;
    const path = columns.path(place.column) ?? state.report.timeField;
    const count = selectedCount(selection);
    const isWorth = count > 1 || (count === 1 && isHead(this.cache.row(selection.ranges[0]?.from ?? 0)));
    if (!isWorth) {
      if (!summarized) return;
      this.summarized = undefined;
      this.actions.selected(undefined);
    } else if (summarized?.selection !== selection || summarized.path !== path || summarized.revision !== state.revision) {
      this.summarized = { selection, path, revision: state.revision };
      this.actions.selected({ ranges: selection.ranges, path });
    }
  }

  /** What is left to do once the rows rest. */
  private rest(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.paint();
      this.drawn.sort();
      this.actions.moved();
    }, restMs);
  }

  private onScrollEnd(): void {
    this.viewport.scrollEnded();
    const cell = this.querySelector<HTMLElement>(".rows .cell:hover");
    if (cell) this.pointer.showActions(cell);
  }

  private onScroll(): void {
    this.pointer.hideActions();
    this.scroller.classList.toggle("sideways", this.scroller.scrollLeft > 0);
    if (this.viewport.scrolled()) {
      this.lost.lose("top");
      this.paint();
    }
    this.rest();
  }

  private showFrom(top: number): void {
    this.viewport.showFrom(top);
    this.paint();
    this.rest();
  }

  private revealColumn(column: number): void {
    const { scroller } = this;
    const { scrollLeft, clientWidth } = scroller;
    const left = scrollLeftFor(this.columnLayout, column, scrollLeft, clientWidth);
    if (left !== scrollLeft) scroller.scrollLeft = left;
  }

  /** Puts the focus on a cell, and brings it in sight. */
  moveTo(row: number, column: number, selecting: Selecting): void {
    const { place, viewport, state } = this;
    this.lost.lose("focus");
    place.moveTo(row, column, selecting, { rows: state.rows, columns: this.columns.shown.length });
    if (state.rows === 0) return;
    const top = viewport.topFor(place.row, state.rowHeight);
    if (top !== undefined) this.showFrom(top);
    if (!isHead(this.cache.row(place.row)) || isFold(this.cache.row(place.row))) this.revealColumn(place.column);
    this.paint();
    this.rest();
  }

  /** Puts the focus on a column header. */
  moveToHeader(column: number): void {
    this.place.moveToHeader(column, this.columns.shown.length);
    this.revealColumn(this.place.column);
  }

  select(selection: Selection): void {
    this.place.selection = selection;
    this.paint();
  }

  /** Filters for the value in a column of a row, or it out. */
  filterBy(row: GridRow | undefined, column: number, keep: boolean, beside: boolean): void {
    const cell = this.columns.cell(row, column);
    if (cell) this.actions.filterBy(cell.field, cell.value, keep, beside);
  }

  private onFocus(): void {
    // A first look at the rows has a place to start from, yet nothing is selected before a key or click says so.
    this.paint();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.target !== this.scroller) return;
    const key = tableKey(event, this.place.header !== undefined);
    if (!key) return;
    if ("header" in key) this.gestures.run(key.header);
    else this.commands(key.rows, key.extend);
    event.preventDefault();
    event.stopPropagation();
  }

  private onCopy(event: Event): void {
    event.preventDefault();
    this.commands("copy");
  }

  /** What menus and the palette ask for. `path`: a column, where another than the focused one is meant. */
  perform(command: GridCommand, path = this.columns.path(this.place.column)): void {
    const index = this.columns.indexOf(path);
    switch (command) {
      case "filterFor":
      case "filterOut":
      case "filterForBeside":
      case "filterOutBeside":
        this.commands(command);
        break;
      case "copyCell":
        void this.copyCell();
        break;
      case "copyRows":
      case "copyRowsAsJson":
      case "copyRowsAsMarkdown":
        this.commands(({ copyRows: "copyRows", copyRowsAsJson: "copyJson", copyRowsAsMarkdown: "copyMarkdown" } as const)[command]);
        break;
      case "sortAscending":
      case "sortDescending":
        if (path !== undefined) this.actions.sort([{ path, direction: command === "sortAscending" ? "asc" : "desc" }]);
        break;
      case "groupByColumn":
        if (path !== undefined) void this.host().groupBy({ path });
        break;
      case "thenGroupByColumn":
        this.gestures.thenGroup(path);
        break;
      case "foldRepeats":
        void this.host().foldRepeats({ folded: !this.state.folded });
        break;
      case "ungroup":
        void this.host().groupBy({});
        break;
      case "pinColumn":
        if (index >= 0) this.gestures.pin(index);
        break;
      case "hideColumn":
        if (index >= 0) this.gestures.hide(index);
        break;
      case "fitColumn":
        if (index >= 0) this.gestures.fit(index);
        break;
      case "fitAllColumns":
        this.gestures.fitAll();
        break;
      default: // the panel's
    }
  }

  /** The value of the focused cell. */
  private async copyCell(): Promise<void> {
    const { place, columns, cache } = this;
    const cell = columns.cell(cache.row(place.row), place.column);
    if (!cell) return;
    await this.host().copyText({ text: cell.value === null ? "" : String(cell.value) });
    this.actions.announce("Value copied");
  }

  /** The menu of VS Code, for the focused cell or column header. */
  openMenu(): void {
    const cell = this.querySelector(`#${this.place.header === undefined ? focusedCellId : focusedHeaderId}`);
    if (!cell) return;
    const { left, bottom } = cell.getBoundingClientRect();
    const start = Math.max(left, this.scroller.getBoundingClientRect().left) + 8;
    cell.dispatchEvent(
      new MouseEvent("contextmenu", { bubbles: true, cancelable: true, composed: true, clientX: start, clientY: bottom - 2 }),
    );
  }
}

customElements.define("grid-table", GridTable);
