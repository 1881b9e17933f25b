import { html, nothing, type TemplateResult } from "lit";
import type { GridState } from "../../protocol/grid.ts";
import type { SidedPanel, SidePane } from "../panel/sideRegion.ts";
import "./summaryPane.ts";

const panes: readonly (readonly [SidePane, label: string])[] = [
  ["details", "Details"],
  ["summary", "Summary"],
];

/** The summary, in front or behind the details; tabs over it while both are open. */
export function summaryPart(state: GridState, panel: SidedPanel): TemplateResult | typeof nothing {
  if (!panel.summaryPane.open) return nothing;
  const isShown = panel.sidePane === "summary";
  return html`${panel.details.open ? tabs(panel) : nothing}<grid-summary
      ?hidden=${!isShown}
      .shown=${isShown}
      .state=${state}
      .host=${panel.far}
      .edit=${panel.edit}
      .onClose=${() => {
        panel.showSummary(false);
      }}
      .onLeave=${panel.toRows}
      .announce=${panel.announce}
    ></grid-summary>`;
}

function tabs(panel: SidedPanel): TemplateResult {
  const show = (pane: SidePane): void => {
    if (pane === "details") panel.showDetails(true);
    else panel.showSummary(true);
  };
  return html`<div class="tabs side-tabs" role="tablist" aria-label="Details and summary">
    ${panes.map(
      ([pane, label]) =>
        html`<button
          class="tab"
          role="tab"
          aria-selected=${pane === panel.sidePane}
          tabindex=${pane === panel.sidePane ? 0 : -1}
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
          ${label}
        </button>`,
    )}
  </div>`;
}
