import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { PanelParts } from "./panelParts.ts";

/** Keeps the focus where the person had it, and gives it to the rows when that is gone. */
export class PanelFocus implements ReactiveController {
  private readonly parts: Pick<PanelParts, "focus">;
  private last: HTMLElement | undefined;

  constructor(panel: HTMLElement & ReactiveControllerHost, parts: Pick<PanelParts, "focus">) {
    this.parts = parts;
    panel.addController(this);
    panel.addEventListener("focusin", ({ target }) => {
      this.last = target as HTMLElement;
    });
    // VS Code gives the focus to the page, not to what had it before the palette or a menu.
    window.addEventListener("focus", () => {
      if (document.activeElement !== document.body) return;
      if (this.last?.checkVisibility()) this.last.focus({ preventScroll: true });
      else this.toRows();
    });
  }

  hostUpdated(): void {
    // The parts inside are drawn after the panel.
    requestAnimationFrame(this.hold);
  }

  /** Who has gone elsewhere in VS Code meanwhile stays there: an answer or a state that comes then takes no focus. */
  readonly toRows = (): void => {
    if (document.hasFocus()) this.parts.focus("rows");
  };

  /** Keys are lost when the page got the focus before it had rows, or when the button that had it is gone: then the rows take it. */
  private readonly hold = (): void => {
    if (document.hasFocus() && document.activeElement === document.body && !this.last?.isConnected) this.toRows();
  };
}
