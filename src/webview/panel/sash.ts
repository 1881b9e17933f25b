import { html, type TemplateResult } from "lit";
import { pointerDrag } from "../shared/pointerDrag.ts";

export interface Sash {
  readonly label: string;
  /** It stands between two parts side by side. */
  readonly upright: boolean;
  /** The size now, and its bounds, in a unit of the caller's. */
  readonly at: number;
  readonly least: number;
  readonly most: number;
  /** By how much one pixel to the right or down changes the size. */
  readonly perPixel: number;
  /** By how much an arrow key to the right or down does. */
  readonly step: number;
  onSize(size: number): void;
}

/** The edge between two parts of the panel, which is dragged or moved by the arrow keys. */
export function sash({ label, upright, at, least, most, perPixel, step, onSize }: Sash): TemplateResult {
  const within = (size: number): number => Math.max(least, Math.min(most, size));
  return html`<div
    class="sash ${upright ? "upright" : ""}"
    role="separator"
    tabindex="0"
    aria-label=${label}
    aria-orientation=${upright ? "vertical" : "horizontal"}
    aria-valuemin=${Math.round(least)}
    aria-valuemax=${Math.round(most)}
    aria-valuenow=${Math.round(at)}
    @pointerdown=${(event: PointerEvent) => {
      event.preventDefault();
      pointerDrag(event, {
        move: (x, y) => {
          onSize(within(at + (upright ? x : y) * perPixel));
        },
        end: (_moved, cancelled) => {
          if (cancelled) onSize(at);
        },
      });
    }}
    @keydown=${(event: KeyboardEvent) => {
      const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (steps === undefined) return;
      onSize(within(at + steps * step));
      event.preventDefault();
      event.stopPropagation();
    }}
  ></div>`;
}
