import { html, type TemplateResult } from "lit";
import type { Cell, GridState } from "../../protocol/grid.ts";
import type { PanelPanes } from "../panel/panelPanes.ts";
import type { Around } from "../shared/around.ts";

/** How the focus of the rows moves. */
export interface RowSteps {
  /** By so many rows. */
  readonly step: (rows: number) => void;
  /** To the row at that place. */
  readonly go: (position: number) => void;
}

/** The details of the focused record. */
export function detailsPane(
  state: GridState,
  panes: Pick<PanelPanes, "details" | "row" | "keepDetails" | "showDetails">,
  { host, edit, announce, toRows }: Around,
  { step, go }: RowSteps,
): TemplateResult {
  return html`<grid-details
    .state=${state}
    .row=${panes.row}
    .tab=${panes.details.tab ?? ""}
    .host=${host}
    .onFilter=${(path: string, value: Cell, keep: boolean, beside: boolean) =>
      void edit({ kind: "value", path, value, pick: keep ? "only" : "exclude" }, beside)}
    .onTab=${(tab: string) => {
      panes.keepDetails({ tab });
    }}
    .onClose=${() => {
      panes.showDetails(false);
    }}
    .onStep=${step}
    .onGo=${go}
    .onLeave=${toRows}
    .announce=${announce}
  ></grid-details>`;
}
