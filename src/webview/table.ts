import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { Cell, Column, GridField, GridState, HostApi, Row, RowRange } from "../protocol.ts";
import type { SortKey } from "../query/query.ts";
import type { Remote } from "../rpc.ts";
import { moveColumn, narrowest, nextSort, resizeColumn, toggleColumn, widthOf } from "./columns.ts";
import { cellLimit, cellText, cut, formatCount, visible } from "./format.ts";
import { focusedHeaderId, header } from "./header.ts";
import { pointerDrag } from "./pointerDrag.ts";
import { RowCache } from "./rowCache.ts";
import { RowElement, type CellLayout } from "./rowElement.ts";
import { ScrollMap } from "./scrollMap.ts";
import { extendTo, isSelected, nothingSelected, selectAll, selectedCount, selectOne, toggle, within, type Selection } from "./selection.ts";
import { gridKeys, headerKeys, keyName, panelKeys, type Command, type HeaderCommand } from "./shortcuts.ts";

const headerHeight = 24;
const focusedCellId = "focused-cell";
/** Rows are placed relative to a base row, so that positions stay small numbers in lists of any height. */
const baseStep = 5_000;
const restMs = 150;
const placeholderMs = 80;
const tooltipLimit = 2_000;

/** What the table asks of the panel around it. */
export interface TableActions {
  sort(sort: readonly SortKey[]): void;
  columns(columns: readonly Column[]): void;
  open(record: number, beside: boolean): void;
  copy(ranges: readonly RowRange[], format: "tsv" | "json"): void;
  filterBy(field: GridField, cell: Cell, keep: boolean): void;
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
  private layoutKey = "";
  private layouts: readonly CellLayout[] = [];
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
  /** Records to find again after the order changed: the focused one, and the one at the top. */
  private lost: { focus: number | undefined; top: number | undefined } = { focus: undefined, top: undefined };
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
    return this.cache?.row(this.focusAt.row);
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
    this.columns = state.columns;
    const last = Math.max(0, state.columns.length - 1);
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
    const asked = before.filter !== state.filter || JSON.stringify(before.sort) !== JSON.stringify(state.sort);
    if (!sameColumns && !asked) return;
    if (asked) {
      this.selection = nothingSelected;
      this.focusAt = { ...this.focusAt, row: Math.min(this.focusAt.row, 0) };
      this.lost = { focus: undefined, top: undefined };
      this.scroller.scrollTop = this.map.go(0);
      return;
    }
    const first = Math.floor(this.map.top / state.rowHeight);
    this.lost = {
      focus: this.cache?.row(this.focusAt.row)?.record,
      top: this.map.top > 0 ? this.cache?.row(first)?.record : undefined,
    };
    if (selectedCount(this.selection) > 1) this.selection = nothingSelected;
  }

  private rowsCame(): void {
    const { focus, top } = this.lost;
    if (focus !== undefined || top !== undefined) {
      const height = this.state.rowHeight;
      for (const [index, { record }] of this.cache?.loaded() ?? []) {
        if (record === top) {
          this.lost.top = undefined;
          this.scroller.scrollTop = this.map.go(index * height + (this.map.top % height));
        }
        if (record === focus) {
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
      role="grid"
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
    const viewport = Math.max(0, scroller.clientHeight - headerHeight);
    this.viewportRows = Math.max(1, Math.floor(viewport / state.rowHeight));
    this.map.resize(state.rows * state.rowHeight, viewport);
    const widths = columns.map((column) => this.width(column));
    const canvas = scroller.firstElementChild as HTMLElement;
    canvas.style.setProperty("--columns", `${widths.map((width) => `${String(width)}px`).join(" ")} 1fr`);
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
    const key = JSON.stringify([columns.map(({ path }) => path), state.zone, outcomePath, state.fields.length]);
    if (key === this.layoutKey) return;
    this.layoutKey = key;
    const inColumns = columns.some(({ path }) => path === outcomePath);
    const now = new Date();
    this.layouts = columns.map(({ path }, at) => {
      const field = this.fields.get(path);
      return {
        className:
          path === outcomePath ? "" : field?.mono || field?.kind === "integer" || field?.kind === "double" ? "mono" : (field?.kind ?? ""),
        outcome: path === outcomePath ? "word" : !inColumns && at === 0 ? "icon" : undefined,
        text: (cell) => cellText(cell, field, state.zone, now),
      };
    });
    this.querySelector(".rows")?.replaceChildren();
    this.shown.clear();
    this.spare = [];
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
    for (let index = from; index < to; index++) {
      let element = this.shown.get(index);
      const row = state.rows > 0 ? cache.row(index) : undefined;
      if (!element) {
        element = this.spare.pop() ?? new RowElement(this.layouts);
        this.shown.set(index, element);
        if (!element.element.isConnected) rowsElement.append(element.element);
        element.element.hidden = false;
        element.paint(row);
      } else if (row !== element.row && (row || !keepStale)) element.paint(row);
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
  }

  private onScroll(): void {
    this.scrolling = true;
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
    const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
    const right = left + (widths[column] ?? 0);
    if (left < scroller.scrollLeft) scroller.scrollLeft = left;
    else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = Math.min(left, right - scroller.clientWidth);
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
        this.moveTo(row, column - 1, "keep");
        break;
      case "right":
        this.moveTo(row, column + 1, "keep");
        break;
      case "home":
        this.moveTo(row, 0, "keep");
        break;
      case "end":
        this.moveTo(row, this.columns.length - 1, "keep");
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
        if (this.focusedRow) this.actions.open(this.focusedRow.record, command === "openBeside");
        break;
      case "details":
        this.actions.toggleDetails();
        break;
      case "toggle":
        if (last >= 0) this.selection = toggle(this.selection, row);
        this.paint();
        break;
      case "selectAll":
        this.selection = selectAll(this.state.rows, row);
        this.actions.announce(`${formatCount(this.state.rows)} rows selected`);
        this.paint();
        break;
      case "copy":
      case "copyJson":
        if (this.ranges.length > 0) this.actions.copy(this.ranges, command === "copy" ? "tsv" : "json");
        break;
      case "filterFor":
      case "filterOut": {
        const field = this.fields.get(this.columns[column]?.path ?? "");
        if (field && this.focusedRow) this.actions.filterBy(field, this.focusedRow.cells[column] ?? null, command === "filterFor");
        break;
      }
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
        if (to < 0 || to >= this.columns.length) break;
        this.changeColumns(moveColumn(this.columns, column, command === "moveLeft" ? to : to + 1));
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
    }
  }

  private changeColumns(columns: readonly Column[]): void {
    this.columns = columns;
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
    const drop = this.querySelector<HTMLElement>(".drop");
    const cells = [...this.querySelectorAll<HTMLElement>(".head .cell")];
    const left = cells[0]?.getBoundingClientRect().left ?? 0;
    let before = from;
    pointerDrag(event, {
      move: (_x, _y, { clientX }) => {
        const boxes = cells.map((cell) => cell.getBoundingClientRect());
        before = boxes.filter((box) => clientX > box.left + box.width / 2).length;
        const edge = boxes[before]?.left ?? boxes.at(-1)?.right ?? 0;
        if (drop) {
          drop.hidden = false;
          drop.style.left = `${String(Math.max(0, edge - left - 1))}px`;
        }
      },
      end: (moved, cancelled) => {
        this.dragged = moved; // the click that follows does not sort
        if (drop) drop.hidden = true;
        const columns = moved && !cancelled ? moveColumn(this.columns, from, before) : this.columns;
        if (columns !== this.columns) this.changeColumns(columns);
      },
    });
  }

  private dragWidth(index: number, event: PointerEvent): void {
    event.stopPropagation();
    event.preventDefault();
    const before = this.columns;
    const column = before[index];
    if (!column) return;
    const width = this.width(column);
    pointerDrag(event, {
      move: (deltaX) => {
        this.columns = resizeColumn(before, index, width + deltaX);
      },
      end: (moved, cancelled) => {
        if (cancelled) this.columns = before;
        else if (moved) this.actions.columns(this.columns);
      },
    });
  }

  /** Makes a column as wide as its header and the values shown need. */
  private fit(index: number): void {
    const cells = [...this.shown.values()].flatMap((row) => (row.row ? [row.cell(index)] : []));
    const heading = this.querySelectorAll<HTMLElement>(".head .cell").item(index);
    const range = document.createRange();
    const widthIn = (element: HTMLElement): number => {
      range.selectNodeContents(element);
      const grip = element.querySelector(".grip");
      if (grip) range.setEndBefore(grip);
      return range.getBoundingClientRect().width;
    };
    const width = Math.max(narrowest, widthIn(heading), ...cells.map((cell) => (cell ? widthIn(cell) : 0)));
    this.changeColumns(resizeColumn(this.columns, index, Math.min(800, Math.ceil(width) + 18)));
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
    const column = Math.max(0, at.column);
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

  private onDoubleClick(event: MouseEvent): void {
    const row = this.at(event)?.element.row;
    if (row) this.actions.open(row.record, event.ctrlKey || event.metaKey);
  }

  /** A tooltip for what is cut off, and the instant as the service sent it. */
  private onHover(event: Event): void {
    const at = this.at(event);
    const cell = at?.element.cell(at.column);
    if (!at?.element.row || !cell || cell.title) return;
    const value = at.element.row.cells[at.column];
    if (value === null || value === undefined) return;
    const text = String(value);
    const instant = this.fields.get(this.columns[at.column]?.path ?? "")?.kind === "instant";
    if (instant || text.length > cellLimit || cell.scrollWidth > cell.clientWidth) cell.title = visible(cut(text, tooltipLimit));
  }

  /** Tells VS Code's menu where it was opened, before it asks. */
  private onContextMenu(event: Event): void {
    const at = this.at(event);
    if (!at?.element.row) return;
    at.element.element.dataset["vscodeContext"] = JSON.stringify({
      webviewSection: "row",
      record: at.element.row.record,
      column: this.columns[at.column]?.path,
      preventDefaultContextMenuItems: true,
    });
  }

  private onCopy(event: Event): void {
    event.preventDefault();
    this.command("copy", false);
  }
}

const moves: ReadonlySet<Command> = new Set(["up", "down", "pageUp", "pageDown", "first", "last"]);
const isMove = (command: Command): boolean => moves.has(command);

customElements.define("grid-table", GridTable);
