import type { GridMemory, GridPanes, Row } from "../../protocol/grid.ts";
import type { PanelFocus } from "./panelFocus.ts";
import type { PanelPart, PanelParts } from "./panelParts.ts";
import { shownPane, type SidePane } from "./shownPane.ts";

/** Where the focus goes, and when a part is there to take it. */
interface FocusMoves {
  /** To a part that is about to be drawn. */
  focus(part: PanelPart): void;
  whenThere(part: PanelPart): Promise<void>;
}

/** Which panes stand around the rows, and how large. The focus does not stay in one that is no longer seen. */
export class PanelPanes {
  details: GridMemory["details"] = { open: false, size: 0.4 };
  /** What the details tell of. */
  row: Row | undefined;
  facets: GridMemory["facets"] = { open: false, size: 260, paths: [] };
  histogram: GridMemory["histogram"] = { open: true };
  summary: NonNullable<GridMemory["summary"]> = { open: false };
  private readonly parts: Pick<PanelParts, "hasFocus" | "get">;
  private readonly late: FocusMoves;
  private readonly focus: Pick<PanelFocus, "toRows">;
  private readonly changed: () => void;

  /** `changed`: to be drawn anew, and worth remembering. */
  constructor(parts: Pick<PanelParts, "hasFocus" | "get">, late: FocusMoves, focus: Pick<PanelFocus, "toRows">, changed: () => void) {
    this.parts = parts;
    this.late = late;
    this.focus = focus;
    this.changed = changed;
  }

  /** As they were in a former life. Memories of earlier versions have not all of them. */
  restore({ details, facets, histogram, summary }: Partial<GridPanes>): void {
    this.details = details ?? this.details;
    this.facets = facets ?? this.facets;
    this.histogram = histogram ?? this.histogram;
    this.summary = summary ?? this.summary;
  }

  /** What another report leaves of them: other facets tell of it. */
  take({ facets, histogram: { field } }: GridPanes): void {
    this.facets = { ...this.facets, paths: facets.paths };
    this.histogram = { open: this.histogram.open, ...(field !== undefined && { field }) };
  }

  /** What the next grid begins with. */
  get kept(): GridPanes {
    const { details, facets, histogram, summary } = this;
    return { details, facets, histogram, ...(summary.open && { summary }) };
  }

  /** Of details and summary the one that is seen. */
  get side(): SidePane | undefined {
    return shownPane(this);
  }

  keepDetails(change: Partial<GridMemory["details"]>): void {
    this.details = { ...this.details, ...change };
    this.changed();
  }

  keepFacets(change: Partial<GridMemory["facets"]>): void {
    this.facets = { ...this.facets, ...change };
    this.changed();
  }

  /** Opened it comes before the summary; closed it leaves the place to it. */
  readonly showDetails = (open: boolean): void => {
    if (open) this.row ??= this.parts.get("rows")?.focusedRow;
    const summary = this.summary.open;
    this.changeSide("details", {
      details: { ...this.details, open },
      summary: { open: summary, ...(open && summary && { behind: true }) },
    });
  };

  readonly showSummary = (open: boolean): void => {
    this.changeSide("summary", { details: this.details, summary: { open } });
  };

  toggleSide(pane: SidePane): void {
    const open = this.side !== pane;
    if (pane === "details") this.showDetails(open);
    else this.showSummary(open);
  }

  private changeSide(pane: SidePane, { details, summary }: Required<Pick<GridMemory, "details" | "summary">>): void {
    const before = this.side;
    const hadFocus = before !== undefined && this.parts.hasFocus(before);
    this.details = details;
    this.summary = summary;
    this.changed();
    if (!hadFocus || this.side === before) return;
    if (this.side === pane) this.late.focus(pane);
    else this.focus.toRows();
  }

  readonly showFacets = (open: boolean): void => {
    if (!open && this.parts.hasFocus("facets")) this.focus.toRows();
    this.keepFacets({ open });
  };

  /** Opens the facets with the values of a field, and puts the focus there. */
  showFacet(path: string): void {
    this.keepFacets({ open: true, paths: [...new Set([...this.facets.paths, path])] });
    void this.late.whenThere("facets").then(() => this.parts.get("facets")?.reveal(path));
  }

  readonly showHistogram = (open: boolean): void => {
    this.histogram = { ...this.histogram, open };
    this.changed();
  };

  /** By outcome without a field. */
  readonly partHistogram = (field: string | undefined): void => {
    this.histogram = { open: this.histogram.open, ...(field !== undefined && { field }) };
    this.changed();
  };

  /** Shows a part that may be closed, and puts the focus there. */
  open(part: PanelPart): void {
    if (part === "details") this.showDetails(true);
    else if (part === "facets") this.showFacets(true);
    else if (part === "histogram") this.showHistogram(true);
    else if (part === "summary") this.showSummary(true);
    this.late.focus(part);
  }
}
