import { html, nothing, type TemplateResult } from "lit";
import type { GridState } from "../../protocol/grid.ts";
import type { Around } from "../shared/around.ts";
import type { PanelPanes } from "./panelPanes.ts";
import { sash } from "./sash.ts";

/** The values of fields, and the edge by which the pane is made wider; nothing while it is closed. */
export function facetsRegion(
  state: GridState,
  panes: Pick<PanelPanes, "facets" | "keepFacets" | "showFacets">,
  { host, edit, announce }: Around,
): TemplateResult | typeof nothing {
  const { open, size, paths } = panes.facets;
  if (!open) return nothing;
  return html`<grid-facets
      .state=${state}
      .host=${host}
      .edit=${edit}
      .announce=${announce}
      .paths=${paths}
      .onPaths=${(unfolded: readonly string[]) => {
        panes.keepFacets({ paths: unfolded });
      }}
      .onClose=${() => {
        panes.showFacets(false);
      }}
    ></grid-facets>
    ${sash({
      label: "Width of the facets",
      upright: true,
      at: size,
      least: 160,
      most: 600,
      perPixel: 1,
      step: 20,
      onSize: (wide) => {
        panes.keepFacets({ size: wide });
      },
    })}`;
}
