import { html, type TemplateResult } from "lit";
import type { Cell, GridMemory, GridState, HostApi, QueryChange, Row } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";

/** The panel that has the details. */
export interface DetailedPanel {
  readonly far: () => Remote<HostApi>;
  readonly details: GridMemory["details"];
  readonly detailsRow: Row | undefined;
  readonly edit: (change: QueryChange, beside?: boolean) => Promise<void>;
  readonly announce: (text: string) => void;
  readonly toRows: () => void;
  readonly goToRow: (position: number) => void;
  keepDetails(change: Partial<GridMemory["details"]>): void;
  showDetails(open: boolean): void;
  step(rows: number): void;
}

/** The details of the focused record. */
export function detailsPane(state: GridState, panel: DetailedPanel): TemplateResult {
  const { details, edit } = panel;
  return html`<grid-details
    .state=${state}
    .row=${panel.detailsRow}
    .tab=${details.tab ?? ""}
    .host=${panel.far}
    .onFilter=${(path: string, value: Cell, keep: boolean, beside: boolean) =>
      void edit({ kind: "value", path, value, pick: keep ? "only" : "exclude" }, beside)}
    .onTab=${(tab: string) => {
      panel.keepDetails({ tab });
    }}
    .onClose=${() => {
      panel.showDetails(false);
    }}
    .onStep=${(rows: number) => {
      panel.step(rows);
    }}
    .onLeave=${panel.toRows}
    .onGo=${panel.goToRow}
    .announce=${panel.announce}
  ></grid-details>`;
}
