import { html, nothing, type TemplateResult } from "lit";
import type { GridField, GridState, Row } from "../../protocol/grid.ts";
import { outcomes } from "../../records/outcome.ts";
import { rowTitle } from "../../records/recordTitle.ts";

/** What the buttons over the details do. */
export interface HeadActions {
  readonly step: (rows: number) => void;
  readonly toggleEmpty: () => void;
  readonly openJson: () => void;
  readonly close: () => void;
}

/** Over the details: which record it is, and what can be done whatever it says. `showsEmpty`: blank values are shown too. */
export function detailsHead(
  row: Row | undefined,
  state: GridState,
  { fields, showsEmpty }: { readonly fields: ReadonlyMap<string, GridField>; readonly showsEmpty: boolean },
  { step, toggleEmpty, openJson, close }: HeadActions,
): TemplateResult {
  return html`<div class="details-head">
    ${row ? heading(row, state, fields) : html`<h2>Details</h2>`}
    ${button("arrow-up", "Previous row", "Alt+Up", () => {
      step(-1);
    })}
    ${button("arrow-down", "Next row", "Alt+Down", () => {
      step(1);
    })}
    ${button(showsEmpty ? "eye" : "eye-closed", "Show empty", "", toggleEmpty, { pressed: showsEmpty })}
    ${button("json", "Open as JSON beside", "Ctrl+Enter in the rows", openJson, { disabled: !row })}
    ${button("close", "Close details", "Space in the rows", close)}
  </div>`;
}

function heading(row: Row, { columns, report, zone }: GridState, fields: ReadonlyMap<string, GridField>): TemplateResult {
  const parts = rowTitle(row, { report, columns, fields, zone }, new Date());
  return html`<span class="codicon codicon-${outcomes[row.outcome].icon} outcome-${row.outcome}" aria-hidden="true"></span>
    <h2 title=${parts.join(" · ")}>${parts.map((part, at) => html`${at > 0 ? " · " : ""}<bdi>${part}</bdi>`)}</h2>`;
}

function button(
  codicon: string,
  label: string,
  keys: string,
  run: () => void,
  { pressed, disabled = false }: { pressed?: boolean; disabled?: boolean } = {},
): TemplateResult {
  return html`<button
    class="icon codicon codicon-${codicon}"
    title=${keys === "" ? label : `${label} (${keys})`}
    aria-label=${label}
    aria-pressed=${pressed ?? nothing}
    ?disabled=${disabled}
    @click=${run}
  ></button>`;
}
