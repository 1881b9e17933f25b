import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { Cell, Column, GridCommand, GridField, GridRow, GridState, GroupRow, HostApi, Row, RowRange } from "../protocol.ts";
import type { SortKey } from "../query/query.ts";
import type { Remote } from "../rpc.ts";
import { CellActions } from "./cellActions.ts";
import { dragHeader, dragWidth, fittingWidth } from "./columnDrag.ts";
import { moveColumn, nextSort, pinnedCount, pinOffsets, resizeColumn, toggleColumn, togglePin, widthOf } from "./columns.ts";
import { cellLimit, cellText, cut, formatCount, visible } from "./format.ts";
import { isHead, recordIn, rowKey } from "./gridRow.ts";
import { groupCount, groupName, type HeadLayout } from "./groupHead.ts";
import { focusedHeaderId, header } from "./header.ts";
import { RowCache } from "./rowCache.ts";
import { pinStyle, RowElement, type CellLayout } from "./rowElement.ts";
import { ScrollMap } from "./scrollMap.ts";
import { extendTo, isSelected, nothingSelected, selectAll, selectedCount, selectOne, toggle, within, type Selection } from "./selection.ts";
import type { SummaryQuestion } from "./selectionSummary.ts";
import { gridKeys, headerKeys, keyName, panelKeys, type Command, type HeaderCommand } from "./shortcuts.ts";

const headerHeight = 24;
const focusedCellId = "focused-cell";
/** Rows are placed relative to a base row, so that positions stay small numbers in lists of any height. */
const baseStep = 5_000;
const restMs = 150;
const placeholderMs = 80;
const tooltipLimit = 2_000;
/** Pinned columns take at most this share of the width. */
const pinnedShare = 0.6;
/** As many as the host gives at once. */
const mostRowsAtOnce = 1_000;
/** Longer than a state takes to come. */
const aheadMs = 1_000;

/** What the table asks of the panel around it. */
export interface TableActions {
  sort(sort: readonly SortKey[]): void;
  columns(columns: readonly Column[]): void;
  open(record: number, beside: boolean): void;
  copy(ranges: readonly RowRange[], format: "tsv" | "json"): void;
  filterBy(field: GridField, cell: Cell, keep: boolean, beside: boolean): void;
  /** The selection that a summary is worth, or none. */
  selected(question: SummaryQuestion | undefined): void;
  /** The focus is on this record now. */
  focused(row: Row): void;
  /** Scrolled, or the focus moved: worth remembering. */
  moved(): void;
  toggleDetails(): void;
  /** Escape, with nothing left to undo in the table. */
  back(): void;
  announce(text: string): void;
  failed(error: unknown): void;
}

/** The rows, as an ARIA grid: only those shown exist as elements. `focus.row` is -1 on the column headers. */
export class GridTable extends LitElement {
  static override properties = { state: { attribute: false }, columns: { state: true }, headerFocus: { state: true } };
  declare state: GridState;
  declare host: () => Remote<HostApi>;
  declare actions: TableActions;
  /** Where to begin: the focused cell, and what is shown first, in CSS pixels. */
  declare start: { readonly focus: GridTable["focusAt"]; readonly top: number };
  /** As shown: those of the state, or ahead of them while the person changes them. */
  declare columns: readonly Column[];
  declare headerFocus: number | undefined;
  declare focusAt: { readonly row: number; readonly column: number };
  declare selection: Selection;

  private readonly map = new ScrollMap();
  private cache: RowCache | undefined;
  /** Position to go to once there are rows. */
  private restoreTop: number | undefined;
  private fields: ReadonlyMap<string, GridField> = new Map();
  /** Columns that the host was told of, and until when its states may still be those from before. */
  private ahead: { readonly columns: readonly Column[]; readonly until: number } | undefined;
  private layoutKey = "";
  private layouts: readonly CellLayout[] = [];
  private headLayout: HeadLayout | undefined;
  /** Where pinned columns stay, and the width that they take. */
  private pins: readonly number[] = [];
  private pinnedWidth = 0;
  private shown = new Map<number, RowElement>();
  private spare: RowElement[] = [];
  private base = 0;
  private direction: 1 | -1 = 1;
  private viewportRows = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private resting: ReturnType<typeof setTimeout> | undefined;
  /** Until then rows of the former revision stay in place of placeholders. */
  private staleUntil = 0;
  private tellFocus = true;
  /** Keys of rows to find again after the order changed: the focused one, and the one at the top. */
  private lost: { focus: ReturnType<typeof rowKey> | undefined; top: ReturnType<typeof rowKey> | undefined } = {
    focus: undefined,
    top: undefined,
  };
  /** Where the focused row will be once all groups are open, or closed. */
  private expected: number | undefined;
  /** What a summary was last asked of. */
  private summarized: { readonly selection: Selection; readonly path: string; readonly revision: number } | undefined;
  private readonly cellActions = new CellActions((event, keep) => {
    const at = this.at(event);
    if (at) this.filterBy(at.element.row, at.column, keep, event.altKey);
  });
  private dragged = false;
  private scrolling = false;
  private readonly resizes = new ResizeObserver(() => {
    this.layOut();
  });

  constructor() {
    super();
    this.columns = [];
    this.headerFocus = undefined;
    this.focusAt = { row: 0, column: 0 };
    this.selection = nothingSelected;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  private width(column: Column): number {
    return widthOf(column, this.fields.get(column.path), column.path === this.state.report.outcomePath);
  }

  private get scroller(): HTMLElement {
    return this.querySelector(".scroller") as HTMLElement;
  }

  /** Position in CSS pixels of what is shown first. */
  get top(): number {
    return this.map.top;
  }

  get focusedRow(): Row | undefined {
    return recordIn(this.cache?.row(this.focusAt.row));
  }

  private get focusedHead(): GroupRow | undefined {
    const row = this.cache?.row(this.focusAt.row);
    return isHead(row) ? row : undefined;
  }

  /** The selected rows, or the focused one. */
  get ranges(): readonly RowRange[] {
    const { row } = this.focusAt;
    if (this.selection.ranges.length > 0) return this.selection.ranges;
    return row >= 0 && row < this.state.rows ? [{ from: row, to: row + 1 }] : [];
  }

  override focus(): void {
    this.scroller.focus({ preventScroll: true });
  }

  /** Moves what is shown by some pixels, because the table itself moved by as many. */
  shift(pixels: number): void {
    this.showFrom(this.map.top + pixels);
  }

  /** Moves the focus by rows, as the details do. */
  step(rows: number): void {
    this.moveTo(Math.max(0, this.focusAt.row) + rows, this.focusAt.column, false);
  }

  protected override firstUpdated(): void {
    this.resizes.observe(this.scroller);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("state")) return;
    const before = changed.get("state") as GridState | undefined;
    const { state } = this;
    if (!before) {
      this.cache = new RowCache(
        (argument) => this.host().rows(argument),
        () => {
          this.rowsCame();
        },
        (error) => {
          this.actions.failed(error);
        },
      );
      this.focusAt = this.start.focus;
      this.restoreTop = this.start.top;
    }
    if (before?.fields !== state.fields) this.fields = new Map(state.fields.map((field) => [field.path, field]));
    if (this.ahead && (performance.now() > this.ahead.until || JSON.stringify(state.columns) === JSON.stringify(this.ahead.columns)))
      this.ahead = undefined;
    this.columns = this.ahead?.columns ?? state.columns;
    const last = Math.max(0, this.columns.length - 1);
    if (this.focusAt.column > last) this.focusAt = { ...this.focusAt, column: last };
    if (before && before.revision !== state.revision) this.reorder(before);
    this.cache?.set(state.revision, state.rows);
    if (state.firstRows?.revision === state.revision) this.cache?.put(state.firstRows);
    if (state.rows < (before?.rows ?? 0)) {
      this.selection = within(this.selection, state.rows);
      if (this.focusAt.row >= state.rows) this.focusAt = { ...this.focusAt, row: Math.max(0, state.rows - 1) };
    }
    if (before?.rows === 0 && state.rows > 0) this.tellFocus = true;
  }

  /** Positions mean other records from now on. */
  private reorder(before: GridState): void {
    const { state } = this;
    this.staleUntil = performance.now() + restMs;
    this.rest();
    const sameColumns =
      before.columns.length === state.columns.length && before.columns.every(({ path }, at) => path === state.columns[at]?.path);
    const asked =
      before.filter !== state.filter || before.group !== state.group || JSON.stringify(before.sort) !== JSON.stringify(state.sort);
    if (!sameColumns && !asked) return;
    if (asked) {
      this.selection = nothingSelected;
      this.focusAt = { ...this.focusAt, row: Math.min(this.focusAt.row, 0) };
      this.lost = { focus: undefined, top: undefined };
      this.scroller.scrollTop = this.map.go(0);
      return;
    }
    const keyAt = (index: number): ReturnType<typeof rowKey> | undefined => {
      const row = this.cache?.row(index);
      return row && rowKey(row);
    };
    const { expected } = this;
    this.expected = undefined;
    if (expected === undefined)
      this.lost = {
        focus: keyAt(this.focusAt.row),
        top: this.map.top > 0 ? keyAt(Math.floor(this.map.top / state.rowHeight)) : undefined,
      };
    else {
      const below = this.focusAt.row * state.rowHeight - this.map.top;
      this.lost = { focus: undefined, top: undefined };
      this.focusAt = { ...this.focusAt, row: Math.min(expected, state.rows - 1) };
      this.restoreTop = Math.max(0, this.focusAt.row * state.rowHeight - Math.max(0, below));
      if (this.selection.ranges.length > 0) this.selection = selectOne(this.focusAt.row);
    }
    if (selectedCount(this.selection) > 1) this.selection = nothingSelected;
  }

  private rowsCame(): void {
    const { focus, top } = this.lost;
    if (focus !== undefined || top !== undefined) {
      const height = this.state.rowHeight;
      for (const [index, row] of this.cache?.loaded() ?? []) {
        const key = rowKey(row);
        if (key === top) {
          this.lost.top = undefined;
          this.scroller.scrollTop = this.map.go(index * height + (this.map.top % height));
        }
        if (key === focus) {
          this.lost.focus = undefined;
          if (this.selection.ranges.length > 0) this.selection = selectOne(index);
          this.focusAt = { ...this.focusAt, row: index };
        }
      }
    }
    this.paint();
  }

  protected override render(): TemplateResult {
    const { state, columns } = this;
    const waiting = state.phase === "running" && state.rows === 0;
    return html`<div
      class="scroller"
      role=${state.group === undefined ? "grid" : "treegrid"}
      tabindex="0"
      aria-label="${state.title}, ${state.report.title}"
      aria-rowcount=${state.rows + 1}
      aria-colcount=${columns.length}
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
          ${header(state, columns, this.fields, this.headerFocus, {
            press: (index, event) => {
              this.pressHeader(index, event);
            },
            sort: (index, add) => {
              if (!this.dragged) this.sortBy(index, add);
            },
            resize: (index, event) => {
              this.dragWidth(index, event);
            },
            fit: (index) => {
              this.fit(index);
            },
          })}
          <div class="drop" hidden></div>
        </div>
        <div class="body">
          <div
            class="rows"
            role="rowgroup"
            @mousedown=${this.onPress}
            @click=${this.onClick}
            @mouseleave=${this.onLeave}
            @dblclick=${this.onDoubleClick}
            @mouseover=${this.onHover}
            @contextmenu=${{ handleEvent: this.onContextMenu.bind(this), capture: true }}
          ></div>
        </div>
      </div>
    </div>`;
  }

  protected override updated(): void {
    this.layOut();
  }

  private layOut(): void {
    const { state, columns, scroller } = this;
    this.prepareCells();
    // Without its style sheet the table is as high as all its rows, which would make an element for each.
    const viewport = Math.max(0, Math.min(scroller.clientHeight, innerHeight) - headerHeight);
    this.viewportRows = Math.max(1, Math.floor(viewport / state.rowHeight));
    this.map.resize(state.rows * state.rowHeight, viewport);
    const widths = columns.map((column) => this.width(column));
    const canvas = scroller.firstElementChild as HTMLElement;
    canvas.style.setProperty("--columns", `${widths.map((width) => `${String(width)}px`).join(" ")} 1fr`);
    this.pins = pinOffsets(columns, widths, scroller.clientWidth * pinnedShare);
    this.pinnedWidth = this.pins.reduce((sum, _, at) => sum + (widths[at] ?? 0), 0);
    for (let at = 0; at < pinnedCount(columns); at++) {
      const left = this.pins[at];
      canvas.style.setProperty(`--pin-${String(at)}`, left === undefined ? "auto" : `${String(left)}px`);
    }
    canvas.style.setProperty("--view-width", `${String(scroller.clientWidth)}px`);
    canvas.style.setProperty("--row-height", `${String(state.rowHeight)}px`);
    canvas.style.minWidth = `${String(widths.reduce((sum, width) => sum + width, 0))}px`;
    canvas.style.height = `${String(headerHeight + this.map.height)}px`;
    (canvas.lastElementChild as HTMLElement).style.height = `${String(viewport)}px`;
    if (this.restoreTop !== undefined && state.rows * state.rowHeight >= this.restoreTop + viewport) {
      scroller.scrollTop = this.map.go(this.restoreTop);
      this.restoreTop = undefined;
    }
    this.settle();
    this.paint();
  }

  /** Makes new row elements when the columns are others, or look otherwise. */
  private prepareCells(): void {
    const { state, columns } = this;
    const { outcomePath } = state.report;
    const key = JSON.stringify([
      columns.map(({ path, pinned }) => [path, pinned]),
      state.zone,
      outcomePath,
      state.fields.length,
      state.group,
    ]);
    if (key === this.layoutKey) return;
    this.layoutKey = key;
    const inColumns = columns.some(({ path }) => path === outcomePath);
    const now = new Date();
    const pinned = pinnedCount(columns);
    this.headLayout = this.groupLayout(now);
    this.layouts = columns.map(({ path }, at) => {
      const field = this.fields.get(path);
      const kind =
        path === outcomePath ? "" : field?.mono || field?.kind === "integer" || field?.kind === "double" ? "mono" : (field?.kind ?? "");
      return {
        className: at === pinned - 1 ? `${kind} last-pinned` : kind,
        ...(at < pinned && { pin: pinStyle(at, pinned) }),
        outcome: path === outcomePath ? "word" : !inColumns && at === 0 ? "icon" : undefined,
        text: (cell) => cellText(cell, field, state.zone, now),
      };
    });
    this.cellActions.hide();
    this.querySelector(".rows")?.replaceChildren();
    this.shown.clear();
    this.spare = [];
  }

  private groupLayout(now: Date): HeadLayout | undefined {
    const { group, zone } = this.state;
    if (group === undefined) return undefined;
    const field = this.fields.get(group);
    return { label: field?.label ?? group, columns: this.columns.length, text: (cell) => cellText(cell, field, zone, now) };
  }

  /** Brings the row elements in line with what is to be shown. */
  private paint(): void {
    const { state, cache, map } = this;
    const rowsElement = this.querySelector<HTMLElement>(".rows");
    if (!rowsElement || !cache) return;
    const height = state.rowHeight;
    const first = Math.floor(map.top / height);
    const rows = state.rows > 0 ? state.rows : state.phase === "running" ? this.viewportRows : 0;
    const [from, to] = [Math.max(0, first - 1), Math.min(rows, first + this.viewportRows + 3)];
    if (Math.abs(first - this.base) > baseStep) this.base = Math.floor(first / baseStep) * baseStep;
    rowsElement.style.transform = `translateY(${String(Math.round((this.base * height - map.top) * devicePixelRatio) / devicePixelRatio)}px)`;

    for (const [index, element] of this.shown) {
      if (index >= from && index < to) continue;
      this.shown.delete(index);
      element.mark(false, undefined, focusedCellId);
      this.spare.push(element);
    }
    const keepStale = performance.now() < this.staleUntil;
    let blank = false;
    const places = this.places();
    for (let index = from; index < to; index++) {
      let element = this.shown.get(index);
      const row = state.rows > 0 ? cache.row(index) : undefined;
      if (!element) {
        element = this.spare.pop() ?? new RowElement(this.layouts, this.headLayout);
        this.shown.set(index, element);
        if (!element.element.isConnected) rowsElement.append(element.element);
        element.element.hidden = false;
        element.paint(row, places);
      } else if (row !== element.row && (row || !keepStale)) element.paint(row, places);
      blank ||= !element.row;
      element.place(index, this.base, height);
      element.mark(
        isSelected(this.selection, index),
        index === this.focusAt.row && this.headerFocus === undefined ? this.focusAt.column : undefined,
        focusedCellId,
      );
    }
    for (const { element } of this.spare) element.hidden = true;
    this.showPlaceholders(rowsElement, blank);
    if (state.rows > 0) cache.want(from, to, this.direction);

    const active = this.headerFocus !== undefined ? focusedHeaderId : this.shown.has(this.focusAt.row) ? focusedCellId : undefined;
    if (active) this.scroller.setAttribute("aria-activedescendant", active);
    else this.scroller.removeAttribute("aria-activedescendant");
    const focused = this.tellFocus ? this.focusedRow : undefined;
    if (focused) {
      this.tellFocus = false;
      this.actions.focused(focused);
    }
    this.summarize();
  }

  /** Which of a row's cells each column shows: the host's rows are of its columns, while these may be ahead of them. */
  private places(): readonly number[] {
    const { columns } = this.state;
    if (columns === this.columns) return columns.map((_, at) => at);
    return this.columns.map(({ path }) => columns.findIndex((column) => column.path === path));
  }

  /** One row shows what it is; several, or a group, are worth a summary. */
  private summarize(): void {
    const { selection, state, summarized } = this;
    const path = this.columns[this.focusAt.column]?.path ?? state.report.timeField;
    const count = selectedCount(selection);
    const isWorth = count > 1 || (count === 1 && isHead(this.cache?.row(selection.ranges[0]?.from ?? 0)));
    if (!isWorth) {
      if (!summarized) return;
      this.summarized = undefined;
      this.actions.selected(undefined);
    } else if (summarized?.selection !== selection || summarized.path !== path || summarized.revision !== state.revision) {
      this.summarized = { selection, path, revision: state.revision };
      this.actions.selected({ ranges: selection.ranges, path });
    }
  }

  /** Rows that come at once are not announced by a flash of placeholders. */
  private showPlaceholders(rowsElement: HTMLElement, blank: boolean): void {
    if (!blank) {
      clearTimeout(this.waiting);
      this.waiting = undefined;
      rowsElement.classList.remove("waiting");
    } else
      this.waiting ??= setTimeout(() => {
        rowsElement.classList.add("waiting");
      }, placeholderMs);
  }

  /** Once the rows rest, their elements stand in the order in which a screen reader reads them. */
  private rest(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.paint();
      const ordered = [...this.shown.entries()].sort(([a], [b]) => a - b).map(([, { element }]) => element);
      const inOrder = ordered.every((element, at) => {
        const before = ordered[at - 1];
        return !before || before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      });
      if (!inOrder) this.querySelector(".rows")?.append(...ordered);
      this.actions.moved();
    }, restMs);
  }

  /** The scroll bar goes where it belongs; not while it moves, that would end a smooth scroll on its way. */
  private settle(): void {
    const right = this.scrolling ? undefined : this.map.settle();
    if (right !== undefined) this.scroller.scrollTop = right;
  }

  private onScrollEnd(): void {
    this.scrolling = false;
    this.settle();
    const cell = this.querySelector<HTMLElement>(".rows .cell:hover");
    if (cell) this.showActions(cell);
  }

  private onScroll(): void {
    this.scrolling = true;
    this.cellActions.hide();
    this.scroller.classList.toggle("sideways", this.scroller.scrollLeft > 0);
    const { top } = this.map;
    this.map.scrolled(this.scroller.scrollTop);
    if (this.map.top !== top) {
      this.direction = this.map.top > top ? 1 : -1;
      this.lost.top = undefined;
      this.restoreTop = undefined;
      this.paint();
    }
    this.rest();
  }

  private showFrom(top: number): void {
    const before = this.map.top;
    this.scroller.scrollTop = this.map.go(top);
    this.direction = this.map.top >= before ? 1 : -1;
    this.paint();
    this.rest();
  }

  private reveal(row: number, column: number): void {
    const { rowHeight } = this.state;
    const { scroller } = this;
    if (row >= 0) {
      const viewport = scroller.clientHeight - headerHeight;
      const top = row * rowHeight;
      if (top < this.map.top) this.showFrom(top);
      else if (top + rowHeight > this.map.top + viewport) this.showFrom(top + rowHeight - viewport);
    }
    const widths = this.columns.map((one) => this.width(one));
    const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0) - this.pinnedWidth;
    const right = left + (widths[column] ?? 0);
    const room = scroller.clientWidth - this.pinnedWidth;
    if (column < this.pins.length || (row >= 0 && isHead(this.cache?.row(row)))) return;
    if (left < scroller.scrollLeft) scroller.scrollLeft = left;
    else if (right > scroller.scrollLeft + room) scroller.scrollLeft = Math.min(left, right - room);
  }

  /** Puts the focus on a cell. `extend`: the selection grows from its anchor; "keep": it stays. */
  private moveTo(row: number, column: number, extend: boolean | "keep"): void {
    const last = this.state.rows - 1;
    const at = { row: Math.max(0, Math.min(last, row)), column: Math.max(0, Math.min(this.columns.length - 1, column)) };
    const rowChanged = at.row !== this.focusAt.row;
    this.lost.focus = undefined;
    this.focusAt = at;
    this.headerFocus = undefined;
    if (last < 0) return;
    if (extend === true) this.selection = extendTo(this.selection, at.row);
    else if (extend === false && (rowChanged || this.selection.ranges.length !== 1 || selectedCount(this.selection) !== 1))
      this.selection = selectOne(at.row);
    if (rowChanged || extend !== "keep") this.tellFocus = true;
    this.reveal(at.row, at.column);
    this.paint();
    this.rest();
  }

  private focusHeader(column: number): void {
    this.headerFocus = Math.max(0, Math.min(this.columns.length - 1, column));
    this.focusAt = { ...this.focusAt, column: this.headerFocus };
    this.reveal(-1, this.headerFocus);
  }

  private onFocus(): void {
    // A first look at the rows has a place to start from, yet nothing is selected before a key or click says so.
    this.paint();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.target !== this.scroller) return;
    const name = keyName(event);
    const onHeader = this.headerFocus === undefined ? undefined : headerKeys.get(name);
    if (onHeader) this.headerCommand(onHeader);
    else {
      const moves = name.includes("Shift+") ? gridKeys.get(name.replace("Shift+", "")) : undefined;
      const command = gridKeys.get(name) ?? (moves && isMove(moves) ? moves : undefined);
      if (!command || panelKeys.has(name)) return; // the panel's own keys, and VS Code's
      if (this.headerFocus !== undefined && command !== "back") return;
      this.command(command, event.shiftKey);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private command(command: Command, extend: boolean): void {
    const { row, column } = this.focusAt;
    const last = this.state.rows - 1;
    const head = this.focusedHead;
    const go = (toRow: number, toColumn = column): void => {
      this.moveTo(toRow, toColumn, extend);
    };
    switch (command) {
      case "up":
        if (row <= 0 && !extend) this.focusHeader(column);
        else go(row - 1);
        break;
      case "down":
        go(row + 1);
        break;
      case "left":
        if (head?.open) this.toggleGroup(head);
        else if (!head && column === 0 && this.state.group !== undefined) void this.goToHead();
        else if (!head) this.moveTo(row, column - 1, "keep");
        break;
      case "right":
        if (head?.open) go(row + 1, 0);
        else if (head) this.toggleGroup(head);
        else this.moveTo(row, column + 1, "keep");
        break;
      case "home":
      case "end":
        if (!head) this.moveTo(row, command === "home" ? 0 : this.columns.length - 1, "keep");
        break;
      case "pageUp":
        go(row - Math.max(1, this.viewportRows - 1));
        break;
      case "pageDown":
        go(row + Math.max(1, this.viewportRows - 1));
        break;
      case "first":
        go(0);
        break;
      case "last":
        go(last);
        break;
      case "open":
      case "openBeside":
        if (head) this.toggleGroup(head);
        else if (this.focusedRow) this.actions.open(this.focusedRow.record, command === "openBeside");
        break;
      case "details":
        if (head) this.toggleGroup(head);
        else this.actions.toggleDetails();
        break;
      case "openGroups":
      case "closeGroups":
        void this.toggleGroups(command === "openGroups");
        break;
      case "menu":
        this.openMenu();
        break;
      case "toggle":
        if (last >= 0) this.selection = toggle(this.selection, row);
        this.paint();
        break;
      case "selectAll":
        this.selection = selectAll(this.state.rows, row);
        this.paint();
        break;
      case "copy":
      case "copyJson":
        if (this.ranges.length > 0) this.actions.copy(this.ranges, command === "copy" ? "tsv" : "json");
        break;
      case "filterFor":
      case "filterOut":
      case "filterForBeside":
      case "filterOutBeside":
        this.filterBy(
          this.cache?.row(row),
          column,
          command === "filterFor" || command === "filterForBeside",
          command === "filterForBeside" || command === "filterOutBeside",
        );
        break;
      case "back":
        if (this.headerFocus !== undefined) this.moveTo(row, column, "keep");
        else if (selectedCount(this.selection) > 1) {
          this.selection = selectOne(row);
          this.paint();
        } else this.actions.back();
        break;
      default: // the panel's
    }
  }

  /** Field and value of a cell; the head of a group has the group's. */
  private cellOf(row: GridRow | undefined, column: number): { readonly field: GridField; readonly value: Cell } | undefined {
    const field = this.fields.get((isHead(row) ? this.state.group : this.columns[column]?.path) ?? "");
    return row && field && { field, value: isHead(row) ? row.value : (row.cells[this.places()[column] ?? -1] ?? null) };
  }

  private filterBy(row: GridRow | undefined, column: number, keep: boolean, beside: boolean): void {
    const cell = this.cellOf(row, column);
    if (cell) this.actions.filterBy(cell.field, cell.value, keep, beside);
  }

  private toggleGroup(head: GroupRow): void {
    const { group, open } = head;
    void this.host().openGroups({ group, open: !open });
    const layout = this.headLayout;
    if (layout) this.actions.announce(`${groupName(head, layout)}, ${groupCount(head)}, ${open ? "closed" : "open"}`);
  }

  /** Opens or closes all groups; the focus stays with its row, or goes to the head of its group. */
  private async toggleGroups(open: boolean): Promise<void> {
    if (this.state.group === undefined) return;
    if (!open && !this.focusedHead) await this.goToHead();
    this.expected = open ? this.placeWhenOpen(this.focusAt.row) : this.focusedHead?.group;
    void this.host().openGroups({ open });
    this.actions.announce(open ? "All groups open" : "All groups closed");
  }

  /** Where a row will be when all groups are open; undefined when not all rows before it are known. */
  private placeWhenOpen(index: number): number | undefined {
    let place = index;
    for (let at = 0; at < index; at++) {
      const row = this.cache?.row(at);
      if (!row) return undefined;
      if (isHead(row) && !row.open) place += row.records;
    }
    return place;
  }

  /** From a row to the head of its group, which may be far above what is loaded. */
  private async goToHead(): Promise<void> {
    const { cache, focusAt } = this;
    const { revision } = this.state;
    let { head, known } = cache?.headOf(focusAt.row) ?? { known: 0 };
    while (head === undefined && known > 0) {
      const from = Math.max(0, known - mostRowsAtOnce);
      const { revision: answered, rows } = await this.host().rows({ revision, from, count: known - from });
      if (answered !== this.state.revision || this.focusAt !== focusAt) return;
      const at = rows.findLastIndex(isHead);
      if (at >= 0) head = from + at;
      known = from;
    }
    if (head !== undefined) this.moveTo(head, focusAt.column, false);
  }

  /** What menus and the palette ask for. `path`: a column, where another than the focused one is meant. */
  perform(command: GridCommand, path = this.columns[this.focusAt.column]?.path): void {
    const index = this.columns.findIndex((column) => column.path === path);
    switch (command) {
      case "filterFor":
      case "filterOut":
      case "filterForBeside":
      case "filterOutBeside":
        this.command(command, false);
        break;
      case "copyCell": {
        const cell = this.cellOf(this.cache?.row(this.focusAt.row), this.focusAt.column);
        if (cell) void this.host().copyText({ text: cell.value === null ? "" : String(cell.value) });
        if (cell) this.actions.announce("Value copied");
        break;
      }
      case "copyRows":
      case "copyRowsAsJson":
        this.command(command === "copyRows" ? "copy" : "copyJson", false);
        break;
      case "sortAscending":
      case "sortDescending":
        if (path !== undefined) this.actions.sort([{ path, direction: command === "sortAscending" ? "asc" : "desc" }]);
        break;
      case "groupByColumn":
        if (path !== undefined) void this.host().groupBy({ path });
        break;
      case "ungroup":
        void this.host().groupBy({});
        break;
      case "pinColumn":
        if (index >= 0) this.togglePin(index);
        break;
      case "hideColumn":
        if (path !== undefined) this.changeColumns(toggleColumn(this.columns, path));
        break;
      case "fitColumn":
        if (index >= 0) this.fit(index);
        break;
      default: // the panel's
    }
  }

  /** The column stays in sight at the left from now on, or no longer; the focused one stays focused. */
  private togglePin(index: number): void {
    const { path, pinned } = this.columns[index] ?? {};
    if (path === undefined) return;
    const focused = this.columns[this.focusAt.column]?.path;
    this.changeColumns(togglePin(this.columns, path));
    const column = Math.max(
      0,
      this.columns.findIndex((one) => one.path === focused),
    );
    this.focusAt = { ...this.focusAt, column };
    if (this.headerFocus !== undefined) this.headerFocus = column;
    this.actions.announce(`${this.fields.get(path)?.label ?? path} ${pinned ? "no longer pinned" : "pinned"}`);
  }

  private headerCommand(command: HeaderCommand): void {
    const column = this.headerFocus ?? 0;
    const width = this.width(this.columns[column] ?? { path: "" });
    switch (command) {
      case "down":
        this.moveTo(Math.floor((this.map.top + this.state.rowHeight - 1) / this.state.rowHeight), column, "keep");
        break;
      case "left":
        this.focusHeader(column - 1);
        break;
      case "right":
        this.focusHeader(column + 1);
        break;
      case "home":
        this.focusHeader(0);
        break;
      case "end":
        this.focusHeader(this.columns.length - 1);
        break;
      case "sort":
      case "addSort":
        this.sortBy(column, command === "addSort");
        break;
      case "moveLeft":
      case "moveRight": {
        const to = column + (command === "moveLeft" ? -1 : 1);
        const moved = moveColumn(this.columns, column, command === "moveLeft" ? to : to + 1);
        if (moved === this.columns) break;
        this.changeColumns(moved);
        this.focusHeader(to);
        this.actions.announce(`Column ${formatCount(to + 1)} of ${formatCount(this.columns.length)}`);
        break;
      }
      case "narrower":
      case "wider":
        this.changeColumns(resizeColumn(this.columns, column, width + (command === "wider" ? 16 : -16)));
        break;
      case "fit":
        this.fit(column);
        break;
      case "hide":
        this.changeColumns(toggleColumn(this.columns, this.columns[column]?.path ?? ""));
        this.focusHeader(Math.min(column, this.columns.length - 1));
        break;
      case "pin":
        this.togglePin(column);
        break;
      case "group":
        this.perform(this.columns[column]?.path === this.state.group ? "ungroup" : "groupByColumn");
        break;
      case "menu":
        this.openMenu();
        break;
    }
  }

  private changeColumns(columns: readonly Column[]): void {
    this.columns = columns;
    this.ahead = { columns, until: performance.now() + aheadMs };
    this.actions.columns(columns);
  }

  private sortBy(index: number, add: boolean): void {
    const path = this.columns[index]?.path;
    if (path !== undefined) this.actions.sort(nextSort(this.state.sort, path, this.fields.get(path)?.kind, add));
  }

  /** A press on a header: a click sorts, a drag moves the column. */
  private pressHeader(from: number, event: PointerEvent): void {
    this.dragged = false;
    if (event.button !== 0) return;
    dragHeader(event, from, {
      table: this,
      columns: this.columns,
      end: (columns, moved) => {
        this.dragged = moved;
        if (columns) this.changeColumns(columns);
      },
    });
  }

  private dragWidth(index: number, event: PointerEvent): void {
    const column = this.columns[index];
    if (!column) return;
    dragWidth(event, index, {
      columns: this.columns,
      width: this.width(column),
      show: (columns) => {
        this.columns = columns;
      },
      end: () => {
        this.changeColumns(this.columns);
      },
    });
  }

  /** Makes a column as wide as its header and the values shown need. */
  private fit(index: number): void {
    this.cellActions.hide();
    const cells = [...this.shown.values()].flatMap((row) => (recordIn(row.row) ? [row.cell(index)] : []));
    const heading = this.querySelectorAll<HTMLElement>(".head .cell").item(index);
    this.changeColumns(resizeColumn(this.columns, index, fittingWidth(heading, cells)));
  }

  private at(event: Event): { readonly element: RowElement; readonly column: number } | undefined {
    const target = event.target as Node;
    for (const element of this.shown.values()) if (element.element.contains(target)) return { element, column: element.columnOf(target) };
    return undefined;
  }

  private onPress(event: MouseEvent): void {
    const at = this.at(event);
    if (!at || this.state.rows === 0) return;
    const { index } = at.element;
    const column = isHead(at.element.row) ? this.focusAt.column : Math.max(0, at.column);
    if (event.button === 2 && isSelected(this.selection, index)) this.moveTo(index, column, "keep");
    else if (event.shiftKey) this.moveTo(index, column, true);
    else if (event.ctrlKey || event.metaKey) {
      this.selection = toggle(this.selection, index);
      this.moveTo(index, column, "keep");
    } else {
      this.selection = selectOne(index);
      this.moveTo(index, column, false);
    }
  }

  /** A click on a group opens or closes it, as in VS Code's trees; there the second of two does so on the twistie only. */
  private onClick(event: MouseEvent): void {
    const row = this.at(event)?.element.row;
    if (!isHead(row) || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const onTwistie = (event.target as Element).classList.contains("twistie");
    if (event.detail < 2 || onTwistie) this.toggleGroup(row);
  }

  private onDoubleClick(event: MouseEvent): void {
    const row = recordIn(this.at(event)?.element.row);
    if (row) this.actions.open(row.record, event.ctrlKey || event.metaKey);
  }

  private onLeave(): void {
    this.cellActions.hide();
  }

  private showActions(cell: HTMLElement): void {
    const row = [...this.shown.values()].find(({ element }) => element.contains(cell));
    if (recordIn(row?.row)) this.cellActions.show(cell);
    else this.cellActions.hide();
  }

  /** A tooltip for what is cut off, and the instant as the service sent it. */
  private onHover(event: Event): void {
    const at = this.at(event);
    const cell = at?.element.cell(at.column);
    const row = at?.element.row;
    if (cell && recordIn(row) && !this.scrolling) this.cellActions.show(cell);
    else this.cellActions.hide();
    if (!at || !row || !cell || cell.title) return;
    const value = this.cellOf(row, at.column)?.value ?? null;
    if (value === null) return;
    const text = String(value);
    const instant = this.fields.get(this.columns[at.column]?.path ?? "")?.kind === "instant";
    if (instant || text.length > cellLimit || cell.scrollWidth > cell.clientWidth) cell.title = visible(cut(text, tooltipLimit));
  }

  /** Tells VS Code's menu where it was opened, before it asks. */
  private onContextMenu(event: Event): void {
    const at = this.at(event);
    const row = at?.element.row;
    if (!row) return;
    const { group } = this.state;
    at.element.element.dataset["vscodeContext"] = JSON.stringify({
      ...(isHead(row)
        ? { webviewSection: "group", column: group }
        : { webviewSection: "row", record: row.record, column: this.columns[at.column]?.path }),
      rowsGrouped: group !== undefined,
      preventDefaultContextMenuItems: true,
    });
  }

  /** The menu of VS Code, for the focused cell or column header. */
  private openMenu(): void {
    const cell = this.querySelector(`#${this.headerFocus === undefined ? focusedCellId : focusedHeaderId}`);
    if (!cell) return;
    const { left, bottom } = cell.getBoundingClientRect();
    const start = Math.max(left, this.scroller.getBoundingClientRect().left) + 8;
    cell.dispatchEvent(
      new MouseEvent("contextmenu", { bubbles: true, cancelable: true, composed: true, clientX: start, clientY: bottom - 2 }),
    );
  }

  private onCopy(event: Event): void {
    event.preventDefault();
    this.command("copy", false);
  }
}

const moves: ReadonlySet<Command> = new Set(["up", "down", "pageUp", "pageDown", "first", "last"]);
const isMove = (command: Command): boolean => moves.has(command);

customElements.define("grid-table", GridTable);
