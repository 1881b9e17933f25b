import { html, nothing, type TemplateResult } from "lit";
import type { GridState } from "../../protocol/grid.ts";
import { isUtc } from "../../query/zone.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { formatStretch } from "../../records/formatInstant.ts";
import { visible } from "../../records/visible.ts";
import type { Around } from "../shared/around.ts";

export interface EmptyActions {
  run(): void;
  widen(): void;
  editQuery(): void;
  clearFilter(): void;
  loadMore(): void;
}

const button = (label: string, act: () => void, kind: "primary" | "secondary", title?: string): TemplateResult =>
  html`<button class=${kind} title=${title ?? nothing} @click=${act}>${label}</button>`;

/** Nothing came, or nothing of what came is shown: there may be ways out. Their code is read then. */
export const isFoundEmpty = ({ rows, phase, loaded }: Pick<GridState, "rows" | "phase" | "loaded">): boolean =>
  rows === 0 && phase !== "running" && phase !== "idle" && !(phase === "failed" && loaded === 0);

/** What stands in place of the rows when there are none, and what one can do about it; nothing while they may still come. */
export function emptyState(state: GridState, actions: EmptyActions, { host, edit, announce }: Around): TemplateResult | typeof nothing {
  const { phase, rows, loaded, run, report, zone, filter, filterBasis, wider } = state;
  if (rows > 0 || phase === "running" || (phase === "failed" && loaded === 0)) return nothing;
  if (phase === "idle") {
    return html`<div class="empty">
      <h2>${state.title}</h2>
      <p>${report.title} · ${state.connection.name}</p>
      <pre>${state.queryText}</pre>
      <p class="actions">${button("Run", actions.run, "primary")}${button("Edit the query", actions.editQuery, "secondary")}</p>
      <p class="dim">Nothing is asked of the service before you run it.</p>
    </div>`;
  }
  const more = phase === "paused";
  const ways = html`<grid-ways-out
    .state=${state}
    .host=${host}
    .edit=${edit}
    .announce=${announce}
    .clearFilter=${actions.clearFilter}
  ></grid-ways-out>`;
  if (loaded > 0) {
    const added = state.clauses.filter((clause) => clause.added).map(({ text }) => text);
    const asked = [...added, ...(filter === "" ? [] : [filter])].join("\n");
    return html`<div class="empty">
      <h2>${filterBasis ? "No loaded row matches so far" : "No loaded row matches"}</h2>
      <p>
        ${
          filterBasis
            ? `No column of the ${counted(loaded, "loaded row")} has it. Lists are searched in ${formatCount(filterBasis.read)} of them so far:`
            : `None of the ${counted(loaded, "loaded row")} matches:`
        }
      </p>
      <pre>${visible(asked)}</pre>
      ${ways}
      <p class="actions">
        ${added.length > 0 ? button("Run the query", actions.run, "primary") : nothing}
        ${filter === "" ? nothing : button("Clear the filter", actions.clearFilter, added.length > 0 ? "secondary" : "primary")}
        ${more ? button("Load more", actions.loadMore, "secondary") : nothing}
      </p>
    </div>`;
  }
  const from = more ? run.reached : run.from;
  const stretch = from && run.to ? formatStretch(from, run.to, zone, new Date()) : undefined;
  return html`<div class="empty">
    <h2>${more ? `No ${report.noun} found so far` : `No ${report.noun} found`}</h2>
    <p>${stretch ? `Between ${stretch.replace(" – ", " and ")} (${isUtc(zone) ? "UTC" : zone}) nothing` : "Nothing"} matches:</p>
    <pre>${state.queryText}</pre>
    ${ways}
    <p class="actions">
      ${
        more
          ? button("Load more", actions.loadMore, "primary")
          : wider === undefined
            ? nothing
            : button("Widen the range", actions.widen, "primary", `Run it over ${wider}`)
      }
      ${button("Edit the query", actions.editQuery, more || wider !== undefined ? "secondary" : "primary")}
    </p>
  </div>`;
}
