import type { Cell, GridRow } from "../../protocol/grid.ts";
import { formatSpan } from "../../records/formatSpan.ts";
import { isFold, isHead, recordIn } from "./gridRow.ts";
import { GroupHead, type HeadLayout } from "./groupHead.ts";
import { outcomes } from "../../records/outcome.ts";
import { RepeatsMark } from "./repeatsMark.ts";

/** Where a pinned cell stays, and that it lies over those which follow. */
export interface PinStyle {
  readonly left: string;
  readonly zIndex: string;
}

/** `at`: which of the pinned columns. */
export const pinStyle = (at: number, pinned: number): PinStyle => ({ left: `var(--pin-${String(at)})`, zIndex: String(pinned - at) });

/** What the cells of one column look like. */
export interface CellLayout {
  readonly className: string;
  /** Of a pinned column. */
  readonly pin?: PinStyle;
  /** `word`: icon and word of the outcome before the value; `icon`: the icon alone, as no column shows the outcome. */
  readonly outcome: "word" | "icon" | undefined;
  text(cell: Cell): string;
}

interface CellElement {
  readonly element: HTMLElement;
  readonly text: Text;
  readonly icon: HTMLElement | undefined;
}

/** The value says more than the word: a number that is not zero, or another name. */
function outcomeText(word: string, value: string): string {
  if (value === "" || value === "0" || value.toLowerCase() === word.toLowerCase()) return word;
  return /^\d/.test(value) ? `${word} ${value}` : value;
}

/** One row of the grid. Built once, then painted with another record or group whenever it scrolls out on one side and in on the other. */
export class RowElement {
  readonly element = document.createElement("div");
  index = -1;
  row: GridRow | undefined;
  private readonly layouts: readonly CellLayout[];
  private readonly headLayout: HeadLayout | undefined;
  private readonly cells: readonly CellElement[];
  private base = -1;
  private selected = false;
  private focused: HTMLElement | undefined;
  /** Made when the row first heads a group. */
  private head: GroupHead | undefined;
  /** Made when the row is first a line of repeats. */
  private repeats: RepeatsMark | undefined;
  /** Made when the row first shows a record that came late. */
  private late: HTMLElement | undefined;
  /** Made when the row first has a bookmark. */
  private bookmark: HTMLElement | undefined;

  /** `headLayout`: of the groups, where there are any. */
  constructor(layouts: readonly CellLayout[], headLayout: HeadLayout | undefined) {
    this.layouts = layouts;
    this.headLayout = headLayout;
    this.element.className = "row";
    this.element.role = "row";
    this.cells = layouts.map(({ className, outcome, pin }, at) => {
      const element = document.createElement("div");
      element.role = "gridcell";
      element.ariaColIndex = String(at + 1);
      element.className = `cell ${className}`;
      if (pin !== undefined) {
        element.classList.add("pinned");
        Object.assign(element.style, pin);
      }
      const icon = outcome && element.appendChild(document.createElement("span"));
      const text = element.appendChild(new Text());
      return { element, text, icon };
    });
    this.element.append(...this.cells.map(({ element }) => element));
  }

  /** Puts the row at its place, `base` being the index of the row that stands at 0. */
  place(index: number, base: number, height: number): void {
    if (index === this.index && base === this.base) return;
    this.element.style.transform = `translateY(${String((index - base) * height)}px)`;
    if (index !== this.index) this.element.ariaRowIndex = String(index + 2);
    this.index = index;
    this.base = base;
  }

  /** Shows a record or the head of a group; undefined shows a placeholder. `places`: of each column, which of the record's cells it shows. */
  paint(shown: GridRow | undefined, places: readonly number[]): void {
    this.row = shown;
    const row = recordIn(shown);
    const { classList } = this.element;
    classList.toggle("skeleton", !shown);
    this.paintPlace(shown);
    if (this.headLayout) this.paintHead(this.headLayout);
    this.paintRepeats(shown);
    this.paintLate(row?.lateMs);
    if (shown && !row) return;
    for (const [at, { element, text, icon }] of this.cells.entries()) {
      const layout = this.layouts[at];
      let shown = row ? (layout?.text(row.cells[places[at] ?? -1] ?? null) ?? "") : "";
      if (icon) {
        const { word, icon: name } = outcomes[row?.outcome ?? "other"];
        icon.className = row ? `codicon codicon-${name} outcome-${row.outcome}` : "";
        if (layout?.outcome === "word") {
          icon.ariaHidden = "true";
          if (row) shown = outcomeText(word, shown);
        } else if (row) {
          icon.role = "img";
          icon.ariaLabel = word;
        }
      }
      if (text.data !== shown) text.data = shown;
      if (element.title) element.title = "";
    }
  }

  private paintLate(lateMs: number | undefined): void {
    if (lateMs === undefined) {
      this.late?.remove();
      return;
    }
    this.late ??= Object.assign(document.createElement("span"), { className: "codicon codicon-watch late", role: "img" });
    this.late.title = `Came late: seen ${formatSpan(lateMs)} after it happened, when this stretch was thought to be complete`;
    this.late.ariaLabel = this.late.title;
    this.cells[0]?.element.prepend(this.late);
  }

  /** A bookmark stands before everything else in the row. */
  paintBookmark(isMarked: boolean): void {
    if (isMarked === this.element.classList.contains("bookmarked")) return;
    this.element.classList.toggle("bookmarked", isMarked);
    if (!isMarked) {
      this.bookmark?.remove();
      return;
    }
    this.bookmark ??= Object.assign(document.createElement("span"), { className: "codicon codicon-bookmark bookmark", role: "img" });
    this.bookmark.title = "Bookmark (B takes it away)";
    this.bookmark.ariaLabel = "Bookmark";
    this.cells[0]?.element.prepend(this.bookmark);
  }

  /** How deep the row lies among others, and which of those beside it is meant, as a screen reader says it. */
  private paintPlace(row: GridRow | undefined): void {
    const { element, headLayout } = this;
    const head = isHead(row) ? row : undefined;
    const level = head ? (head.within ? 2 : 1) : headLayout ? headLayout.fields.length + 1 : row && "isRepeat" in row ? 2 : 1;
    element.ariaLevel = head || headLayout || level > 1 ? String(level) : null;
    element.ariaExpanded = head ? String(head.open) : null;
    element.ariaSetSize = head ? String(head.of) : null;
    element.ariaPosInSet = head ? String(head.at) : null;
    element.classList.toggle("repeat", !head && level === 2 && !headLayout);
  }

  /** A line of repeats says how many, from when to when. */
  private paintRepeats(row: GridRow | undefined): void {
    if (!isFold(row)) {
      this.repeats?.element.remove();
      return;
    }
    this.repeats ??= new RepeatsMark();
    this.repeats.paint(row);
    this.cells[0]?.element.prepend(this.repeats.element);
  }

  private paintHead(layout: HeadLayout): void {
    const { row, element } = this;
    const heads = isHead(row) && !isFold(row);
    element.classList.toggle("group", heads);
    if (!heads) return;
    this.head ??= new GroupHead(layout);
    this.head.paint(row);
    if (!this.head.element.isConnected) element.append(this.head.element);
  }

  /** `focused`: the column of the focused cell; the head of a group has but one cell. */
  mark(selected: boolean, focused: number | undefined, id: string): void {
    if (selected !== this.selected) {
      this.selected = selected;
      this.element.classList.toggle("selected", selected);
      this.element.ariaSelected = selected ? "true" : null;
    }
    const target = focused === undefined ? undefined : this.cell(focused);
    if (target === this.focused) return;
    this.element.classList.toggle("focused", target !== undefined);
    for (const element of [this.focused, target]) {
      element?.classList.toggle("focused", element === target);
      if (element) element.id = element === target ? id : "";
    }
    this.focused = target;
  }

  /** The cell in a column; the head of a group has but one. */
  cell(column: number): HTMLElement | undefined {
    return isHead(this.row) && !isFold(this.row) ? this.head?.element : this.cells[column]?.element;
  }

  columnOf(target: Node): number {
    return this.cells.findIndex(({ element }) => element.contains(target));
  }
}
