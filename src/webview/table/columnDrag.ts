import type { Column } from "../../protocol/grid.ts";
import { moveColumn, narrowest, pinnedCount, resizeColumn } from "./columns.ts";
import { pointerDrag } from "../shared/pointerDrag.ts";

const widest = 800;

export interface HeaderDrag {
  /** The element that has the head, and the line that shows where a column would go. */
  readonly table: HTMLElement;
  readonly columns: readonly Column[];
  /** `columns`: the others than before, if they are. `moved`: it was a drag, and the click that follows is none. */
  end(columns: readonly Column[] | undefined, moved: boolean): void;
}

/** A press on a header: a drag moves the column, within the pinned ones or within the others. */
export function dragHeader(event: PointerEvent, from: number, { table, columns, end }: HeaderDrag): void {
  const drop = table.querySelector<HTMLElement>(".drop");
  const cells = [...table.querySelectorAll<HTMLElement>(".head .cell")];
  const left = table.querySelector(".head")?.getBoundingClientRect().left ?? 0;
  const pinned = pinnedCount(columns);
  // Pinned columns stay among themselves, and so do the others, which may lie below them.
  const [first, last] = from < pinned ? [0, pinned] : [pinned, cells.length];
  let before = from;
  pointerDrag(event, {
    move: (_x, _y, { clientX }) => {
      const boxes = cells.slice(first, last).map((cell) => cell.getBoundingClientRect());
      const at = boxes.filter((box) => clientX > box.left + box.width / 2).length;
      before = first + at;
      const edge = boxes[at]?.left ?? boxes.at(-1)?.right ?? 0;
      if (!drop) return;
      drop.hidden = false;
      drop.style.left = `${String(Math.max(0, edge - left - 1))}px`;
    },
    end: (moved, cancelled) => {
      if (drop) drop.hidden = true;
      const changed = moved && !cancelled ? moveColumn(columns, from, before) : columns;
      end(changed === columns ? undefined : changed, moved);
    },
  });
}

export interface WidthDrag {
  readonly columns: readonly Column[];
  /** Of the column now, in CSS pixels. */
  readonly width: number;
  show(columns: readonly Column[]): void;
  /** The columns are to stay as last shown; not called when the drag was given up. */
  end(): void;
}

/** A press on the grip of a header: a drag makes the column wider or narrower. */
export function dragWidth(event: PointerEvent, index: number, { columns, width, show, end }: WidthDrag): void {
  event.stopPropagation();
  event.preventDefault();
  pointerDrag(event, {
    move: (deltaX) => {
      show(resizeColumn(columns, index, width + deltaX));
    },
    end: (moved, cancelled) => {
      if (cancelled) show(columns);
      else if (moved) end();
    },
  });
}

/** The width in CSS pixels that a header and cells need to be read whole. */
export function fittingWidth(heading: HTMLElement, cells: readonly (HTMLElement | undefined)[]): number {
  const range = document.createRange();
  const widthIn = (element: HTMLElement): number => {
    range.selectNodeContents(element);
    const grip = element.querySelector(".grip");
    if (grip) range.setEndBefore(grip);
    return range.getBoundingClientRect().width;
  };
  const width = Math.max(narrowest, widthIn(heading), ...cells.map((cell) => (cell ? widthIn(cell) : 0)));
  return Math.min(widest, Math.ceil(width) + 18);
}
