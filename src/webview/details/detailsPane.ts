import { html, type TemplateResult } from "lit";
import type { Cell, GridState } from "../../protocol/grid.ts";
import type { PanelPanes } from "../panel/panelPanes.ts";
import type { Around } from "../shared/around.ts";

/** The details of the focused record. `step` moves the focus of the rows. */
export function detailsPane(
  state: GridState,
  panes: Pick<PanelPanes, "details" | "row" | "keepDetails" | "showDetails">,
  { host, edit, announce, toRows }: Around,
  step: (rows: number) => void,
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
    .onLeave=${toRows}
    .announce=${announce}
  ></grid-details>`;
}
