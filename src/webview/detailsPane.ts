import { html, nothing, type TemplateResult } from "lit";
import type { Cell, GridMemory, GridState, HostApi, QueryChange, Row } from "../protocol.ts";
import type { Remote } from "../rpc.ts";
import { sash } from "./sash.ts";

/** Shares of the panel, in percent. */
const least = 15;
const most = 80;

/** The panel that has the details beside or below its rows. */
export interface DetailedPanel {
  readonly far: () => Remote<HostApi>;
  readonly details: GridMemory["details"];
  readonly detailsRow: Row | undefined;
  readonly beside: boolean;
  /** CSS pixels that rows and details share. */
  readonly mainLength: number;
  readonly edit: (change: QueryChange, beside?: boolean) => Promise<void>;
  readonly announce: (text: string) => void;
  readonly toRows: () => void;
  keepDetails(change: Partial<GridMemory["details"]>): void;
  showDetails(open: boolean): void;
  step(rows: number): void;
}

/** The details of the focused record, and the edge by which they are made larger; nothing while they are closed. */
export function detailsPane(state: GridState, panel: DetailedPanel): TemplateResult | typeof nothing {
  const { details, edit } = panel;
  if (!details.open) return nothing;
  return html`${sash({
      label: "Size of the details",
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
    <grid-details
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
      .announce=${panel.announce}
    ></grid-details>`;
}
