import type { GridApi } from "../../protocol/grid.ts";

export type Part = Parameters<GridApi["focus"]>[0]["part"] | "clauses" | "coverage" | "find" | "notice" | "status";

/** In the order in which F6 goes through them. */
const selectors: Readonly<Record<Part, string>> = {
  query: "grid-query",
  filter: "grid-filter",
  clauses: "grid-clauses",
  histogram: "grid-histogram",
  coverage: "grid-coverage",
  facets: "grid-facets",
  rows: "grid-table",
  details: "grid-details",
  summary: "grid-summary:not([hidden])",
  find: "grid-find",
  notice: "grid-notice",
  status: ".status",
};

/** The parts of the panel that take the focus. */
export class PanelParts {
  private readonly panel: HTMLElement;

  constructor(panel: HTMLElement) {
    this.panel = panel;
  }

  focus(part: Part): void {
    const element = this.element(part);
    if (part === "status") element?.querySelector("button")?.focus();
    else element?.focus();
  }

  hasFocus(part: Part): boolean {
    return this.element(part)?.contains(document.activeElement) ?? false;
  }

  /** From the part that has the focus to the next one there is, or to the one before. `hasClauses`: their part, which is always drawn, has some. */
  cycle(step: 1 | -1, hasClauses: boolean): void {
    const parts = (Object.keys(selectors) as Part[]).filter((part) => this.isThere(part) && (part !== "clauses" || hasClauses));
    const at = parts.findIndex((part) => this.hasFocus(part) || this.hasTabs(part));
    const next = parts[(Math.max(at, step > 0 ? -1 : 0) + step + parts.length) % parts.length];
    if (next) this.focus(next);
  }

  /** The focus is on the tabs over it. */
  private hasTabs(part: Part): boolean {
    const side = this.element(part)?.parentElement;
    return side?.className === "side" && side.contains(document.activeElement);
  }

  private isThere(part: Part): boolean {
    const element = this.element(part);
    if (part === "histogram") return (element?.clientHeight ?? 0) > 0;
    if (part === "notice" || part === "status") return element?.querySelector("button") != null;
    return element !== null;
  }

  private element(part: Part): HTMLElement | null {
    return this.panel.querySelector<HTMLElement>(selectors[part]);
  }
}
