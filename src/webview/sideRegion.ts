import { html, nothing, type TemplateResult } from "lit";
import type { GridMemory, GridState } from "../protocol.ts";
import { detailsPane, type DetailedPanel } from "./detailsPane.ts";
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
  readonly summaryPane: NonNullable<GridMemory["summary"]>;
  readonly beside: boolean;
  /** CSS pixels that rows and what stands beside them share. */
  readonly mainLength: number;
  showSummary(open: boolean): void;
}

/** Details and summary in one place, with tabs while both are open, and the edge by which it is made larger; nothing while they are closed. */
export function sideRegion(state: GridState, panel: SidedPanel): TemplateResult | typeof nothing {
  const { details, summaryPane } = panel;
  const shown = shownPane({ details, summary: summaryPane });
  if (!shown) return nothing;
  return html`${sash({
      label: `Size of the ${shown}`,
      upright: panel.beside,
      at: details.size * 100,
      least,
      most,
      perPixel: -100 / panel.mainLength,
      step: -5,
      onSize: (percent) => {
        panel.keepDetails({ size: percent / 100 });
      },
    })}
    <div class="side">
      ${details.open && summaryPane.open ? tabs(shown, panel) : nothing} ${shown === "details" ? detailsPane(state, panel) : nothing}
      ${
        summaryPane.open
          ? html`<grid-summary
              ?hidden=${shown !== "summary"}
              .shown=${shown === "summary"}
              .state=${state}
              .host=${panel.far}
              .edit=${panel.edit}
              .onClose=${() => {
                panel.showSummary(false);
              }}
              .onLeave=${panel.toRows}
              .announce=${panel.announce}
            ></grid-summary>`
          : nothing
      }
    </div>`;
}

function tabs(shown: SidePane, panel: SidedPanel): TemplateResult {
  const show = (pane: SidePane): void => {
    if (pane === "details") panel.showDetails(true);
    else panel.showSummary(true);
  };
  return html`<div class="tabs side-tabs" role="tablist" aria-label="Details and summary">
    ${(["details", "summary"] as const).map(
      (pane) =>
        html`<button
          class="tab"
          role="tab"
          aria-selected=${pane === shown}
          tabindex=${pane === shown ? 0 : -1}
          @click=${() => {
            show(pane);
          }}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
            const tab = event.currentTarget as HTMLElement;
            const other = tab.nextElementSibling ?? tab.previousElementSibling;
            show(pane === "details" ? "summary" : "details");
            if (other instanceof HTMLElement) other.focus();
            event.stopPropagation();
          }}
        >
          ${pane === "details" ? "Details" : "Summary"}
        </button>`,
    )}
  </div>`;
}
