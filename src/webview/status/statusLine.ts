import { html, nothing, type TemplateResult } from "lit";
import type { GridState } from "../../protocol/grid.ts";
import { growing, growingEverywhere } from "../shared/growing.ts";
import { statusParts } from "./statusText.ts";

export interface StatusActions {
  ungroup(): void;
  unfold(): void;
  loadMore(): void;
  loadAll(): void;
  refresh(): void;
  cancel(): void;
  notes(open: boolean): void;
}

/** What is loaded, and what can be done about the rest. `summary`: of the selected rows, where several are. */
export function statusLine(
  state: GridState,
  elapsedMs: number,
  notesOpen: boolean,
  summary: string | undefined,
  actions: StatusActions,
): TemplateResult {
  const { phase, run } = state;
  const parts = statusParts(state, new Date(), elapsedMs);
  const running = phase === "running";
  // While rows come it is plain to see.
  const more = running ? undefined : growing(state);
  const isTroubled = running && run.trouble !== undefined;
  const usual = { idle: "", running: "loading codicon-modifier-spin", paused: "debug-pause", complete: "check", failed: "error" }[phase];
  const icon = isTroubled ? "warning" : usual;
  return html`<div class="status" role="group" aria-label="Status">
    ${icon ? html`<span class="codicon codicon-${icon} ${phase === "failed" ? "severity-error" : isTroubled ? "severity-warning" : ""}" aria-hidden="true"></span>` : nothing}
    <span class="status-text" title=${[parts.join(" · "), ...(more ? [growingEverywhere(more)] : [])].join("\n")}
      >${parts.join(" · ")}</span
    >
    ${more && !more.isNewestOnly ? html`<span class="status-growing" title=${growingEverywhere(more)}>counts ${more.brief}</span>` : nothing}
    ${summary === undefined ? nothing : html`<span class="status-summary" title=${summary}>${summary}</span>`}
    ${state.group === undefined ? (state.folded ? folding(actions) : nothing) : grouping(state, state.group, actions)}
    ${
      run.notes.length === 0 || phase === "idle"
        ? nothing
        : html`<button
              class="link notes"
              aria-label="How it was asked"
              title=${run.notes.join("\n")}
              aria-expanded=${notesOpen}
              @mousedown=${(event: Event) => {
                event.preventDefault();
              }}
              @click=${() => {
                actions.notes(!notesOpen);
              }}
            >
              <span class="codicon codicon-info" aria-hidden="true"></span><span class="notes-label"> How it was asked</span>
            </button>
            ${
              notesOpen
                ? html`<div class="popup notes-list" role="dialog" aria-label="How it was asked" tabindex="-1">
                    <ul>
                      ${run.notes.map((note) => html`<li>${note}</li>`)}
                    </ul>
                  </div>`
                : nothing
            }`
    }
    <span class="status-actions">
      ${running ? html`<button class="link" title="Keeps what came (Escape)" @click=${actions.cancel}>Cancel</button>` : nothing}
      ${
        phase === "paused"
          ? html`<button class="link" @click=${actions.loadMore}>Load more</button
              ><button class="link" @click=${actions.loadAll}>Load all</button>`
          : nothing
      }
      ${
        phase === "complete"
          ? html`<button
              class="icon codicon codicon-refresh"
              title="Fetch what is new, what was settling, and the last two hours of what is complete once more"
              aria-label="Fetch what is new"
              @click=${actions.refresh}
            ></button>`
          : nothing
      }
    </span>
  </div>`;
}

function folding({ unfold }: StatusActions): TemplateResult {
  return html`<span class="status-group"
    ><span class="codicon codicon-fold" aria-hidden="true"></span> <span class="status-group-label">Repeats folded</span
    ><button class="icon codicon codicon-close" title="Show each row" aria-label="Show each row" @click=${unfold}></button
  ></span>`;
}

function grouping({ fields, thenGroup }: GridState, group: string, { ungroup }: StatusActions): TemplateResult {
  const labelOf = (wanted: string): string => fields.find(({ path }) => path === wanted)?.label ?? wanted;
  const label = [group, ...(thenGroup === undefined ? [] : [thenGroup])].map(labelOf).join(", then ");
  return html`<span class="status-group"
    ><span class="codicon codicon-group-by-ref-type" aria-hidden="true"></span>
    <span class="status-group-label" title=${label}>Grouped by ${label}</span
    ><button class="icon codicon codicon-close" title="Ungroup" aria-label="Ungroup" @click=${ungroup}></button
  ></span>`;
}
