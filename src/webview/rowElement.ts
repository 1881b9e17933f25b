import type { Cell, Row } from "../protocol.ts";
import { outcomes } from "./outcome.ts";

/** What the cells of one column look like. */
export interface CellLayout {
  readonly className: string;
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

/** One row of the grid. Built once, then painted with another record whenever it scrolls out on one side and in on the other. */
export class RowElement {
  readonly element = document.createElement("div");
  index = -1;
  row: Row | undefined;
  private readonly layouts: readonly CellLayout[];
  private readonly cells: readonly CellElement[];
  private base = -1;
  private selected = false;
  private focused: number | undefined;

  constructor(layouts: readonly CellLayout[]) {
    this.layouts = layouts;
    this.element.className = "row";
    this.element.role = "row";
    this.cells = layouts.map(({ className, outcome }, at) => {
      const element = document.createElement("div");
      element.role = "gridcell";
      element.ariaColIndex = String(at + 1);
      element.className = `cell ${className}`;
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

  /** Shows a record; undefined shows a placeholder. */
  paint(row: Row | undefined): void {
    this.row = row;
    this.element.classList.toggle("skeleton", !row);
    for (const [at, { element, text, icon }] of this.cells.entries()) {
      const layout = this.layouts[at];
      let shown = row ? (layout?.text(row.cells[at] ?? null) ?? "") : "";
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

  mark(selected: boolean, focused: number | undefined, id: string): void {
    if (selected !== this.selected) {
      this.selected = selected;
      this.element.classList.toggle("selected", selected);
      this.element.ariaSelected = selected ? "true" : null;
    }
    if (focused !== this.focused) {
      this.element.classList.toggle("focused", focused !== undefined);
      for (const at of [this.focused, focused]) {
        const element = at === undefined ? undefined : this.cells[at]?.element;
        element?.classList.toggle("focused", at === focused);
        if (element) element.id = at === focused ? id : "";
      }
      this.focused = focused;
    }
  }

  cell(column: number): HTMLElement | undefined {
    return this.cells[column]?.element;
  }

  columnOf(target: Node): number {
    return this.cells.findIndex(({ element }) => element.contains(target));
  }
}
