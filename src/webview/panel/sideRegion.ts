import { html, nothing, type TemplateResult } from "lit";
import type { GridMemory, GridState } from "../../protocol/grid.ts";
import { detailsPane, type DetailedPanel } from "../details/detailsPane.ts";
import { sash } from "./sash.ts";

/** Shares of the panel, in percent. */
const least = 15;
const most = 80;

export type SidePane = "details" | "summary";

/** Of two that are open the one in front is shown. */
export function shownPane({ details, summary }: Pick<GridMemory, "details" | "summary">): SidePane | undefined {
  if (summary?.open && !(summary.behind && details.open)) return "summary";
  return details.open ? "details" : undefined;
}

/** The panel that has details and summary beside or below its rows. */
export interface SidedPanel extends DetailedPanel {
  readonly sidePane: SidePane | undefined;
  readonly summaryPane: NonNullable<GridMemory["summary"]>;
  readonly beside: boolean;
  /** CSS pixels that rows and what stands beside them share. */
  readonly mainLength: number;
  showSummary(open: boolean): void;
}

/** Details and summary in one place, and the edge by which it is made larger; nothing while they are closed. `summary`: drawn by code that is read when it is first opened. */
export function sideRegion(state: GridState, panel: SidedPanel, summary: unknown): TemplateResult | typeof nothing {
  const { sidePane } = panel;
  if (!sidePane) return nothing;
  return html`${sash({
      label: `Size of the ${sidePane}`,
      upright: panel.beside,
      at: panel.details.size * 100,
      least,
      most,
      perPixel: -100 / panel.mainLength,
      step: -5,
      onSize: (percent) => {
        panel.keepDetails({ size: percent / 100 });
      },
    })}
    <div class="side">${summary}${sidePane === "details" ? detailsPane(state, panel) : nothing}</div>`;
}
