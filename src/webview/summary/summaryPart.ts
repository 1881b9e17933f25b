import { html, nothing, type TemplateResult } from "lit";
import type { GridState } from "../../protocol/grid.ts";
import type { PanelPanes } from "../panel/panelPanes.ts";
import type { SidePane } from "../panel/shownPane.ts";
import type { Around } from "../shared/around.ts";
import "./summaryPane.ts";

const panes: readonly (readonly [SidePane, label: string])[] = [
  ["details", "Details"],
  ["summary", "Summary"],
];

type Side = Pick<PanelPanes, "details" | "summary" | "side" | "showDetails" | "showSummary">;

/** The summary, in front or behind the details; tabs over it while both are open. */
export function summaryPart(state: GridState, side: Side, { host, edit, announce, toRows }: Around): TemplateResult | typeof nothing {
  if (!side.summary.open) return nothing;
  const isShown = side.side === "summary";
  return html`${side.details.open ? tabs(side) : nothing}<grid-summary
      ?hidden=${!isShown}
      .shown=${isShown}
      .state=${state}
      .host=${host}
      .edit=${edit}
      .onClose=${() => {
        side.showSummary(false);
      }}
      .onLeave=${toRows}
      .announce=${announce}
    ></grid-summary>`;
}

function tabs({ side, showDetails, showSummary }: Side): TemplateResult {
  const show = (pane: SidePane): void => {
    if (pane === "details") showDetails(true);
    else showSummary(true);
  };
  return html`<div class="tabs side-tabs" role="tablist" aria-label="Details and summary">
    ${panes.map(
      ([pane, label]) =>
        html`<button
          class="tab"
          role="tab"
          aria-selected=${pane === side}
          tabindex=${pane === side ? 0 : -1}
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
