import { html, nothing, type TemplateResult } from "lit";
import type { Column, GridMemory, GridState, HostApi } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import "./filterBox.ts";
import "../query/queryLine.ts";
import type { QueryLine } from "../query/queryLine.ts";
import type { SidePane } from "./sideRegion.ts";
import { shortcutHelp } from "./shortcutHelp.ts";

/** What opens over the panel, one at a time. */
export type Popup = "columns" | "help" | "notes";

/** The panel that the toolbar is on top of. */
export interface ToolbarPanel {
  readonly host: Remote<HostApi>;
  readonly far: () => Remote<HostApi>;
  readonly queryLine: QueryLine | null;
  readonly popup: Popup | undefined;
  /** Of details and summary the one that is seen. */
  readonly sidePane: SidePane | undefined;
  readonly facets: GridMemory["facets"];
  readonly histogram: GridMemory["histogram"];
  /** The details stand beside the rows, not below. */
  readonly beside: boolean;
  readonly announce: (text: string) => void;
  readonly toRows: () => void;
  readonly run: () => void;
  readonly closePopup: () => void;
  readonly changeColumns: (columns: readonly Column[]) => void;
  togglePopup(popup: Popup): void;
  readonly showDetails: (open: boolean) => void;
  readonly showSummary: (open: boolean) => void;
  readonly showFacets: (open: boolean) => void;
  readonly showHistogram: (open: boolean) => void;
}

function pressedButton(icon: string, label: string, title: string, pressed: boolean, toggle: (open: boolean) => void): TemplateResult {
  return html`<button
    class="icon codicon codicon-${icon}"
    title=${title}
    aria-label=${label}
    aria-pressed=${pressed}
    @click=${() => {
      toggle(!pressed);
    }}
  ></button>`;
}

function popupButton(panel: ToolbarPanel, popup: Popup, icon: string, label: string, key = ""): TemplateResult {
  return html`<button
    class="icon codicon codicon-${icon}"
    title=${label + key}
    aria-label=${label}
    aria-haspopup="dialog"
    aria-expanded=${panel.popup === popup}
    @mousedown=${(event: Event) => {
      event.preventDefault();
    }}
    @click=${() => {
      panel.togglePopup(popup);
    }}
  ></button>`;
}

/** The query, the filter, and what opens the other parts of the panel. */
export function toolbar(state: GridState, panel: ToolbarPanel): TemplateResult {
  const { host, far, popup, sidePane, facets, histogram, beside, announce, toRows, run, closePopup } = panel;
  return html`<div class="toolbar">
    <grid-query .state=${state} .host=${far} .onDone=${toRows} .announce=${announce}></grid-query>
    <button class="primary run" title="Run (F5, or Enter in the query)" @click=${run}>
      <span class="codicon codicon-play" aria-hidden="true"></span><span class="run-label">Run</span>
    </button>
    <button
      class="icon codicon codicon-save"
      title="Save the query"
      aria-label="Save the query"
      @click=${() => void host.saveQuery({ text: panel.queryLine?.draft ?? state.queryText })}
    ></button>
    ${
      Object.keys(state.answered?.answers ?? {}).some((name) => name.includes(":"))
        ? html`<button
            class="icon codicon codicon-symbol-variable"
            title="Change the answers…"
            aria-label="Change the answers"
            @click=${() => void host.changeAnswers()}
          ></button>`
        : nothing
    }
    <grid-filter .state=${state} .host=${far} .onDone=${toRows}></grid-filter>
    <div class="tools">
      ${pressedButton("fold", "Fold repeats", "Fold rows that repeat each other into one line", state.folded === true, (folded) => void host.foldRepeats({ folded }))}
      ${pressedButton("list-filter", "Facets", "Values of the fields", facets.open, panel.showFacets)}
      ${pressedButton("graph", "Histogram", "Rows along the time", histogram.open, panel.showHistogram)}
      ${popupButton(panel, "columns", "table", "Columns")}
      ${pressedButton("pie-chart", "Summary", "Summary (S)", sidePane === "summary", panel.showSummary)}
      ${pressedButton(beside ? "layout-sidebar-right" : "layout-panel", "Details", "Details (Space in the rows)", sidePane === "details", panel.showDetails)}
      ${popupButton(panel, "help", "question", "Keyboard shortcuts", " (?)")}
    </div>
    ${
      popup === "columns"
        ? html`<grid-columns .state=${state} .onColumns=${panel.changeColumns} .announce=${announce} .onClose=${closePopup}></grid-columns>`
        : popup === "help"
          ? shortcutHelp(closePopup)
          : nothing
    }
  </div>`;
}
