import { filterIcons } from "../shared/filterIcons.ts";

/** Narrower cells are all value: there the menu and the keys do. */
const narrowestCell = 76;
/** In narrower ones there is place for two buttons. */
const narrowestForAll = 98;

const beside = "Alt+click: in a new grid beside";
const actions = [
  { act: "goTo", icon: "go-to-search", title: "Go To… (G)\nAlt+click: in this grid" },
  { act: "keep", icon: filterIcons.keep, title: `Filter for this value (+)\n${beside}` },
  { act: "leaveOut", icon: filterIcons.leaveOut, title: `Filter out this value (-)\n${beside}` },
] as const;
export type CellAction = (typeof actions)[number]["act"];

/** Buttons at the right edge of the cell under the pointer: one set for the whole table, which moves from cell to cell. The keyboard has keys for all. */
export class CellActions {
  private readonly element = document.createElement("span");
  private cell: HTMLElement | undefined;

  constructor(onAct: (event: MouseEvent, act: CellAction) => void) {
    this.element.className = "cell-actions";
    this.element.ariaHidden = "true";
    for (const { act, icon, title } of actions) {
      const button = document.createElement("button");
      button.className = `icon codicon codicon-${icon}`;
      button.tabIndex = -1;
      button.title = title;
      button.addEventListener("click", (event) => {
        event.stopPropagation();
        onAct(event, act);
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
    this.element.classList.toggle("tight", cell.clientWidth < narrowestForAll);
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
