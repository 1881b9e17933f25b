import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { GridPanes, GridState } from "../../protocol/grid.ts";
import type { summaryPart } from "../summary/summaryPart.ts";
import { isFoundEmpty } from "./emptyState.ts";
import type { PanelPart, PanelParts } from "./panelParts.ts";
import { shownPane } from "./shownPane.ts";

/** The parts whose code is read when they are first shown: the first rows do not wait for what stands around them. */
export class LateParts implements ReactiveController {
  /** Draws the summary, once it was opened. */
  summary: typeof summaryPart | undefined;
  private readonly panel: ReactiveControllerHost;
  private readonly parts: Pick<PanelParts, "focus">;
  private readonly panes: () => Required<GridPanes>;
  private readonly state: () => GridState | undefined;

  constructor(
    panel: ReactiveControllerHost,
    parts: Pick<PanelParts, "focus">,
    panes: () => Required<GridPanes>,
    state: () => GridState | undefined,
  ) {
    this.panel = panel;
    this.parts = parts;
    this.panes = panes;
    this.state = state;
    panel.addController(this);
  }

  hostUpdated(): void {
    const panes = this.panes();
    const { summary, facets, histogram } = panes;
    const state = this.state();
    if (shownPane(panes) === "details") void import("../details/recordDetails.ts");
    if (summary.open) void this.loadSummary();
    if (facets.open) void import("../facets/facets.ts");
    if (histogram.open && (state?.rows ?? 0) > 0) void import("../histogram/histogram.ts");
    if (state && isFoundEmpty(state)) void import("./waysOut.ts");
  }

  /** Puts the focus on a part that is about to be drawn. */
  focus(part: PanelPart): void {
    void this.whenThere(part).then(() => {
      this.parts.focus(part);
    });
  }

  /** The part is drawn, and its code is read. */
  async whenThere(part: PanelPart): Promise<void> {
    await this.panel.updateComplete;
    if (part === "facets" || part === "histogram" || part === "details") await customElements.whenDefined(`grid-${part}`);
    if (part !== "summary") return;
    await this.loadSummary();
    await this.panel.updateComplete;
  }

  private async loadSummary(): Promise<void> {
    if (this.summary) return;
    this.summary = (await import("../summary/summaryPart.ts")).summaryPart;
    this.panel.requestUpdate();
  }
}
