import { filterIcons } from "../shared/filterIcons.ts";

/** Narrower cells are all value: there the menu and the keys do. */
const narrowestCell = 76;

const actions = [
  { keep: true, icon: filterIcons.keep, title: "Filter for this value (+)" },
  { keep: false, icon: filterIcons.leaveOut, title: "Filter out this value (-)" },
] as const;

/** Two buttons at the right edge of the cell under the pointer: one pair for the whole table, which moves from cell to cell. The keyboard has keys for both. */
export class CellActions {
  private readonly element = document.createElement("span");
  private cell: HTMLElement | undefined;

  constructor(onFilter: (event: MouseEvent, keep: boolean) => void) {
    this.element.className = "cell-actions";
    this.element.ariaHidden = "true";
    for (const { keep, icon, title } of actions) {
      const button = document.createElement("button");
      button.className = `icon codicon codicon-${icon}`;
      button.tabIndex = -1;
      button.title = `${title}\nAlt+click: in a new grid beside`;
      button.addEventListener("click", (event) => {
        event.stopPropagation();
        onFilter(event, keep);
        this.hide();
      });
      this.element.append(button);
    }
    // The focus and the selection stay where they are.
    for (const type of ["mousedown", "dblclick"])
      this.element.addEventListener(type, (event) => {
        event.preventDefault();
        event.stopPropagation();
      });
  }

  show(cell: HTMLElement): void {
    if (cell === this.cell) return;
    this.hide();
    if (cell.clientWidth < narrowestCell) return;
    this.cell = cell;
    cell.classList.add("hovered");
    cell.append(this.element);
  }

  hide(): void {
    this.cell?.classList.remove("hovered");
    this.cell = undefined;
    this.element.remove();
  }
}
