import type { Entry, Item } from "../../records/detailPart.ts";
import type { Folds } from "./folds.ts";

const pageLines = 10;

/** The lines of a tab, as keys find them. */
export interface KeyedLines {
  /** Element that they are in. */
  readonly details: HTMLElement;
  readonly folds: Pick<Folds, "isOpen" | "fold">;
  /** What stands in the line of that key. */
  line(key: string): Entry | Item | undefined;
  /** What a line's own key does. */
  act(line: HTMLElement): void;
  /** Out of the lines, to the tabs above. */
  toTabs(): void;
}

const inSight = (details: HTMLElement, selector: string): readonly HTMLElement[] =>
  Array.from(details.querySelectorAll<HTMLElement>(`.panel ${selector}`)).filter((element) => element.checkVisibility());

/** Puts the focus there. */
export function goToLine(to: HTMLElement | undefined): true {
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
  return true;
}

/** From the link of an id arrow keys go to the next one, past the lines that lead nowhere; false: the key is another one. */
export function moveFromLink(name: string, link: HTMLElement, details: HTMLElement): boolean {
  const all = inSight(details, ".named");
  const at = all.indexOf(link);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[name];
  if (to === undefined) return false;
  return goToLine(all[Math.max(0, Math.min(all.length - 1, to))]);
}

/** What a key that moves, folds or presses does on a line; false: nothing. */
export function moveFromLine(name: string, line: HTMLElement, lines: KeyedLines): boolean {
  const all = inSight(lines.details, "[data-key]");
  const index = all.indexOf(line);
  const row = line.closest("[role=row]");
  const item = lines.line(line.dataset["key"] ?? "");
  switch (name) {
    case "ArrowDown":
      return goToLine(beyond(all, index, 1));
    case "ArrowUp":
      if (index === 0) lines.toTabs();
      else goToLine(beyond(all, index, -1));
      return true;
    case "ArrowRight":
    case "ArrowLeft": {
      const open = name === "ArrowRight";
      if (item?.kind === "item") {
        if (lines.folds.isOpen(item) === open) return open ? goToLine(all[index + 1]) : true;
        lines.folds.fold(item, open);
        return true;
      }
      const beside = all[index + (open ? 1 : -1)];
      if (row?.contains(beside ?? null)) return goToLine(beside);
      // Out to the line that folds what this one is in.
      return open ? true : goToLine(line.closest(".item-body")?.parentElement?.querySelector<HTMLElement>(".item-head") ?? undefined);
    }
    case "Home":
      return goToLine(all[0]);
    case "End":
      return goToLine(all.at(-1));
    case "PageDown":
      return goToLine(all[Math.min(all.length - 1, index + pageLines)]);
    case "PageUp":
      return goToLine(all[Math.max(0, index - pageLines)]);
    case "Enter":
    case " ":
      lines.act(line);
      return true;
  }
  return false;
}

/** The next line up or down; from a table's cell the one in the same column. */
function beyond(all: readonly HTMLElement[], index: number, step: 1 | -1): HTMLElement | undefined {
  const line = all[index];
  const row = line?.closest("[role=row]");
  if (!row) return all[index + step];
  let at = index + step;
  while (row.contains(all[at] ?? null)) at += step;
  const next = all[at];
  const nextRow = next?.closest("[role=row]");
  const column = Array.from(row.children).indexOf(line as Element);
  const same = nextRow?.closest("[role=table]") === row.closest("[role=table]") ? nextRow?.children[column] : undefined;
  return same instanceof HTMLElement && same.dataset["key"] !== undefined ? same : next;
}
