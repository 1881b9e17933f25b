import { html, nothing, type TemplateResult } from "lit";
import type { GridPanes, GridState, HostApi, QueryChange } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import "../status/coverageRibbon.ts";

/** The panel over whose rows the overview stands. */
export interface OverviewPanel {
  readonly host: Pick<Remote<HostApi>, "loadAll" | "refresh">;
  readonly far: () => Remote<HostApi>;
  readonly histogram: GridPanes["histogram"];
  readonly facets: Pick<GridPanes["facets"], "paths">;
  readonly partHistogram: (field: string | undefined) => void;
  readonly edit: (change: QueryChange, beside?: boolean) => Promise<void>;
  readonly announce: (text: string) => void;
}

/** The rows along the time. Its place is kept from the start of the run: no row moves when the first stretch comes. */
export function overview(
  state: GridState,
  { host, far, histogram, facets, partHistogram, edit, announce }: OverviewPanel,
): TemplateResult | typeof nothing {
  const { run } = state;
  if (run.from === undefined) return nothing;
  const { open, field } = histogram;
  return html`<div class="overview ${open ? "open" : ""}">
    ${
      open
        ? html`<grid-histogram
            .state=${state}
            .host=${far}
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
              .onFetch=${() => void host.loadAll()}
              .onRefresh=${() => void host.refresh()}
            ></grid-coverage>`
      }
    </div>
  </div>`;
}
