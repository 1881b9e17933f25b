import { html, nothing, type TemplateResult } from "lit";
import type { GridState } from "../../protocol/grid.ts";
import { detailsPane, type RowSteps } from "../details/detailsPane.ts";
import type { Around } from "../shared/around.ts";
import type { PanelPanes } from "./panelPanes.ts";
import { sash } from "./sash.ts";

/** Shares of the panel, in percent. */
const least = 15;
const most = 80;

/** The place of details and summary. */
interface Side extends RowSteps {
  readonly panes: PanelPanes;
  /** It stands beside the rows, not below. */
  readonly beside: boolean;
  /** CSS pixels that rows and what stands beside them share. */
  readonly length: number;
}

/** Details and summary in one place, and the edge by which it is made larger; nothing while they are closed. `summary`: drawn by code that is read when it is first opened. */
export function sideRegion(
  state: GridState,
  { panes, beside, length, ...steps }: Side,
  around: Around,
  summary: unknown,
): TemplateResult | typeof nothing {
  const { side } = panes;
  if (!side) return nothing;
  return html`${sash({
      label: `Size of the ${side}`,
      upright: beside,
      at: panes.details.size * 100,
      least,
      most,
      perPixel: -100 / length,
      step: -5,
      onSize: (percent) => {
        panes.keepDetails({ size: percent / 100 });
      },
    })}
    <div class="side">${summary}${side === "details" ? detailsPane(state, panes, around, steps) : nothing}</div>`;
}
