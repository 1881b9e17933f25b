import type { RecordDetails } from "../details/recordDetails.ts";
import type { FacetsPane } from "../facets/facets.ts";
import type { QueryLine } from "../query/queryLine.ts";
import type { SummaryPane } from "../summary/summaryPane.ts";
import type { GridTable } from "../table/table.ts";
import type { FilterBox } from "./filterBox.ts";
import type { FindBox } from "./findBox.ts";
import type { GridNotice } from "./notice.ts";

/** What each part is, once it is drawn and its code is read. */
interface PartElements {
  readonly query: QueryLine;
  readonly filter: FilterBox;
  readonly clauses: HTMLElement;
  readonly histogram: HTMLElement;
  readonly coverage: HTMLElement;
  readonly facets: FacetsPane;
  readonly rows: GridTable;
  readonly details: RecordDetails;
  readonly summary: SummaryPane;
  readonly find: FindBox;
  readonly notice: GridNotice;
  readonly status: HTMLElement;
}

export type PanelPart = keyof PartElements;

/** In the order in which F6 goes through them. */
const selectors: Readonly<Record<PanelPart, string>> = {
  query: "grid-query",
  filter: "grid-filter",
  clauses: "grid-clauses",
  histogram: "grid-histogram",
  coverage: "grid-coverage",
  facets: "grid-facets",
  rows: "grid-table",
  details: "grid-details",
  summary: "grid-summary",
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

  /** Null while it is not drawn. */
  get<Part extends PanelPart>(part: Part): PartElements[Part] | null {
    return this.panel.querySelector<PartElements[Part]>(selectors[part]);
  }

  focus(part: PanelPart): void {
    const element = this.get(part);
    if (part === "status") element?.querySelector("button")?.focus();
    else element?.focus();
  }

  /** Moves the focus of the rows to a position. */
  readonly toRow = (position: number): void => {
    const table = this.get("rows");
    table?.moveTo(position, table.place.column, "row");
  };

  hasFocus(part: PanelPart): boolean {
    return this.get(part)?.contains(document.activeElement) ?? false;
  }

  /** From the part that has the focus to the next one there is, or to the one before. `hasClauses`: their part, which is always drawn, has some. */
  cycle(step: 1 | -1, hasClauses: boolean): void {
    const parts = (Object.keys(selectors) as PanelPart[]).filter((part) => this.isThere(part) && (part !== "clauses" || hasClauses));
    const at = parts.findIndex((part) => this.hasFocus(part) || this.hasTabs(part));
    const next = parts[(Math.max(at, step > 0 ? -1 : 0) + step + parts.length) % parts.length];
    if (next) this.focus(next);
  }

  /** The focus is on the tabs over it. */
  private hasTabs(part: PanelPart): boolean {
    const side = this.get(part)?.parentElement;
    return side?.className === "side" && side.contains(document.activeElement);
  }

  private isThere(part: PanelPart): boolean {
    const element = this.get(part);
    if (part === "histogram") return (element?.clientHeight ?? 0) > 0;
    if (part === "notice" || part === "status") return element?.querySelector("button") != null;
    // The summary is hidden while the details are in front of it.
    return element?.hidden === false;
  }
}
