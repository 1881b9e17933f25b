import type { Cell, GroupRow } from "../protocol.ts";
import { counted } from "../records/counted.ts";

/** How the heads of groups look. */
export interface HeadLayout {
  /** Of the field grouped by. */
  readonly label: string;
  /** Columns that a head spans. */
  readonly columns: number;
  text(cell: Cell): string;
}

/** `12 rows`, with the separators of the locale. */
export const groupCount = ({ records }: Pick<GroupRow, "records">): string => counted(records, "row");

/** What a group is called: its value, or that there is none. */
export const groupName = ({ value }: Pick<GroupRow, "value">, { text }: Pick<HeadLayout, "text">): string =>
  value === null ? "(none)" : value === "" ? "(empty)" : text(value);

/** The one cell of a row that heads a group. */
export class GroupHead {
  readonly element = document.createElement("div");
  private readonly layout: HeadLayout;
  private readonly twistie = document.createElement("span");
  private readonly value = document.createElement("span");
  private readonly count = document.createElement("span");

  constructor(layout: HeadLayout) {
    this.layout = layout;
    this.element.className = "group-head";
    this.element.role = "gridcell";
    this.element.ariaColIndex = "1";
    this.element.setAttribute("aria-colspan", String(layout.columns));
    this.twistie.ariaHidden = "true";
    const label = document.createElement("span");
    label.className = "group-label";
    label.textContent = `${layout.label}: `;
    this.value.className = "group-value";
    this.count.className = "group-count";
    this.element.append(this.twistie, label, this.value, " ", this.count);
  }

  paint(row: GroupRow): void {
    this.twistie.className = `twistie codicon codicon-chevron-${row.open ? "down" : "right"}`;
    this.value.classList.toggle("none", row.value === null || row.value === "");
    this.value.textContent = groupName(row, this.layout);
    this.count.textContent = groupCount(row);
    this.element.ariaExpanded = String(row.open);
    if (this.element.title) this.element.title = "";
  }
}
