import { html, nothing, type TemplateResult } from "lit";
import type { Column, GridField, GridState } from "../../protocol/grid.ts";
import { isUtc, zoneLabel } from "../../query/zone.ts";
import { pinnedCount } from "./columns.ts";
import { formatCount } from "../../records/counted.ts";
import { pinStyle, type PinStyle } from "./rowElement.ts";

export const focusedHeaderId = "focused-header";

export interface HeaderActions {
  press(index: number, event: PointerEvent): void;
  /** `add`: sort by the column as a further key. */
  click(index: number, add: boolean): void;
  resize(index: number, event: PointerEvent): void;
  fit(index: number): void;
  /** Asks for another zone. */
  zone(): void;
}

/** As text: the page's policy has no inline styles but those set by script. */
const pinText = ({ left, zIndex }: PinStyle): string => `left: ${left}; z-index: ${zIndex}`;

/** The row of column headers. `focused` is the column of the focused header, if one is. */
export function header(
  { sort, zone, group, thenGroup }: GridState,
  columns: readonly Column[],
  fields: ReadonlyMap<string, GridField>,
  focused: number | undefined,
  actions: HeaderActions,
): TemplateResult {
  const pinned = pinnedCount(columns);
  const cell = ({ path }: Column, index: number): TemplateResult => {
    const field = fields.get(path);
    const key = sort.findIndex((one) => one.path === path);
    const direction = sort[key]?.direction;
    const inZone = field?.kind === "instant" ? zoneLabel(zone) : undefined;
    const made = field?.madeHere && "Made here from other members of the record";
    const tooltip = [field?.description, path, made, inZone && `Time zone: ${isUtc(zone) ? inZone : zone}`].filter(Boolean).join("\n");
    return html`<div
      class="cell ${focused === index ? "focused" : ""} ${index < pinned ? "pinned" : ""} ${index === pinned - 1 ? "last-pinned" : ""}"
      .style=${index < pinned ? pinText(pinStyle(index, pinned)) : ""}
      id=${focused === index ? focusedHeaderId : nothing}
      role="columnheader"
      aria-colindex=${index + 1}
      aria-sort=${direction ? (direction === "asc" ? "ascending" : "descending") : "none"}
      title=${tooltip}
      data-vscode-context=${JSON.stringify({ webviewSection: "header", column: path, columnPinned: index < pinned, columnGroups: path === group || path === thenGroup, rowsGrouped: group !== undefined, preventDefaultContextMenuItems: true })}
      @pointerdown=${(event: PointerEvent) => {
        actions.press(index, event);
      }}
      @click=${(event: MouseEvent) => {
        actions.click(index, event.shiftKey);
      }}
    >
      <span class="label">${field?.label ?? path}</span>
      ${
        inZone
          ? html`<span
              class="zone"
              title="Time zone: ${isUtc(zone) ? inZone : zone}. Choose another one (Z on the header)"
              @click=${(event: Event) => {
                event.stopPropagation();
                actions.zone();
              }}
              >${inZone}</span
            >`
          : nothing
      }
      ${
        direction
          ? html`<span class="codicon codicon-arrow-small-${direction === "asc" ? "up" : "down"}"></span>${
                sort.length > 1 ? html`<span class="order">${formatCount(key + 1)}</span>` : nothing
              }`
          : nothing
      }
      <span
        class="grip"
        @pointerdown=${(event: PointerEvent) => {
          actions.resize(index, event);
        }}
        @click=${(event: Event) => {
          event.stopPropagation();
        }}
        @dblclick=${() => {
          actions.fit(index);
        }}
      ></span>
    </div>`;
  };
  return html`<div class="row" role="row" aria-rowindex="1">${columns.map(cell)}</div>`;
}
