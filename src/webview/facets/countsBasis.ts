import { html, nothing, type TemplateResult } from "lit";
import type { GridState } from "../../protocol/grid.ts";
import { counted, formatCount } from "../../records/counted.ts";
import { growing } from "../shared/growing.ts";

/** What the counts are of. */
export function countsBasis(state: GridState): TemplateResult {
  if (state.loaded === 0) {
    const why = { idle: "Values are counted once the query has run.", running: "Rows are coming." }[state.phase as string];
    return html`${why ?? "No rows are loaded."}`;
  }
  const more = growing(state);
  return html`Counts of ${formatCount(state.matching)} of
  ${counted(state.loaded, "loaded row")}.${more ? html` <span class="hint">${more.sentence}</span>` : nothing}`;
}
