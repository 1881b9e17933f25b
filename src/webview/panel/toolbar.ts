import { html, nothing, type TemplateResult } from "lit";
import type { Column, GridState } from "../../protocol/grid.ts";
import "../query/queryLine.ts";
import type { Around } from "../shared/around.ts";
import "./filterBox.ts";
import type { PanelPanes } from "./panelPanes.ts";
import type { Popup, Popups } from "./popups.ts";

/** What the toolbar opens and closes, and what it is over. */
interface Tools {
  readonly panes: PanelPanes;
  readonly popups: Popups;
  /** The details stand beside the rows, not below. */
  readonly beside: boolean;
  readonly run: () => void;
  readonly changeColumns: (columns: readonly Column[]) => void;
  /** The text that stands in the query line. */
  readonly draft: () => string | undefined;
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

function popupButton(popups: Popups, popup: Popup, icon: string, label: string, key = ""): TemplateResult {
  return html`<button
    class="icon codicon codicon-${icon}"
    title=${label + key}
    aria-label=${label}
    aria-haspopup="dialog"
    aria-expanded=${popups.current === popup}
    @mousedown=${(event: Event) => {
      event.preventDefault();
    }}
    @click=${() => {
      popups.toggle(popup);
    }}
  ></button>`;
}

/** The query, the filter, and what opens the other parts of the panel. */
export function toolbar(
  state: GridState,
  { panes, popups, beside, run, changeColumns, draft }: Tools,
  { host, announce, toRows }: Around,
): TemplateResult {
  const { side, facets, histogram } = panes;
  const popup = popups.current;
  return html`<div class="toolbar">
    <grid-query .state=${state} .host=${host} .onDone=${toRows} .announce=${announce}></grid-query>
    <button class="primary run" title="Run (F5, or Enter in the query)" @click=${run}>
      <span class="codicon codicon-play" aria-hidden="true"></span><span class="run-label">Run</span>
    </button>
    <button
      class="icon codicon codicon-save"
      title="Save the query"
      aria-label="Save the query"
      @click=${() => void host().saveQuery({ text: draft() ?? state.queryText })}
    ></button>
    ${
      Object.keys(state.answered?.answers ?? {}).some((name) => name.includes(":"))
        ? html`<button
            class="icon codicon codicon-symbol-variable"
            title="Change the answers…"
            aria-label="Change the answers"
            @click=${() => void host().changeAnswers()}
          ></button>`
        : nothing
    }
    <grid-filter .state=${state} .host=${host} .onDone=${toRows}></grid-filter>
    <div class="tools">
      ${pressedButton("fold", "Fold repeats", "Fold rows that repeat each other into one line", state.folded === true, (folded) => void host().foldRepeats({ folded }))}
      ${pressedButton("list-filter", "Facets", "Values of the fields", facets.open, panes.showFacets)}
      ${pressedButton("graph", "Histogram", "Rows along the time", histogram.open, panes.showHistogram)}
      ${popupButton(popups, "columns", "table", "Columns")}
      ${pressedButton("pie-chart", "Summary", "Summary (S)", side === "summary", panes.showSummary)}
      ${pressedButton(beside ? "layout-sidebar-right" : "layout-panel", "Details", "Details (Space in the rows)", side === "details", panes.showDetails)}
      ${popupButton(popups, "help", "question", "Keyboard shortcuts", " (?)")}
    </div>
    ${
      popup === "columns"
        ? html`<grid-columns .state=${state} .onColumns=${changeColumns} .announce=${announce} .onClose=${popups.close}></grid-columns>`
        : popup === "help"
          ? popups.help?.(popups.close)
          : nothing
    }
  </div>`;
}
