import { html, nothing, type TemplateResult } from "lit";
import type { GridState } from "../../protocol/grid.ts";
import type { Around } from "../shared/around.ts";
import "../status/coverageRibbon.ts";
import type { PanelPanes } from "./panelPanes.ts";

/** The rows along the time. Its place is kept from the start of the run: no row moves when the first stretch comes. */
export function overview(
  state: GridState,
  { histogram, facets, partHistogram }: Pick<PanelPanes, "histogram" | "facets" | "partHistogram">,
  { host, edit, announce }: Around,
): TemplateResult | typeof nothing {
  const { run } = state;
  if (run.from === undefined) return nothing;
  const { open, field } = histogram;
  return html`<div class="overview ${open ? "open" : ""}">
    ${
      open
        ? html`<grid-histogram
            .state=${state}
            .host=${host}
            .edit=${edit}
            .announce=${announce}
            .by=${field}
            .unfolded=${facets.paths}
            .onBy=${partHistogram}
          ></grid-histogram>`
        : nothing
    }
    <div class="ribbon-place">
      ${
        run.coverage.length === 0
          ? nothing
          : html`<grid-coverage
              .state=${state}
              .onFetch=${() => void host().loadAll()}
              .onRefresh=${() => void host().refresh()}
            ></grid-coverage>`
      }
    </div>
  </div>`;
}
