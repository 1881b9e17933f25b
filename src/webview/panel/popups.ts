import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { PanelFocus } from "./panelFocus.ts";
import type { shortcutHelp } from "./shortcutHelp.ts";

/** What opens over the panel. */
export type Popup = "columns" | "help" | "notes";

/** What is open over the panel: one at a time, until a press elsewhere. */
export class Popups implements ReactiveController {
  /** Draws the help, once it was opened. */
  help: typeof shortcutHelp | undefined;
  private readonly panel: HTMLElement & ReactiveControllerHost;
  private readonly focus: Pick<PanelFocus, "toRows">;
  private popup: Popup | undefined;
  private isNew = false;

  constructor(panel: HTMLElement & ReactiveControllerHost, focus: Pick<PanelFocus, "toRows">) {
    this.panel = panel;
    this.focus = focus;
    panel.addController(this);
    panel.addEventListener("mousedown", ({ target }) => {
      if (this.popup && !(target as Element).closest(".popup, [aria-expanded]")) this.set(undefined);
    });
  }

  get current(): Popup | undefined {
    return this.popup;
  }

  hostUpdated(): void {
    // The chooser of columns takes the focus itself, once its code is read.
    if (this.isNew && this.popup !== "columns") this.panel.querySelector<HTMLElement>(".popup")?.focus();
    this.isNew = false;
  }

  /** Undefined: closes what is open, and leaves the focus where it is. */
  set(popup: Popup | undefined): void {
    if (popup === "help" && !this.help) {
      void import("./shortcutHelp.ts").then((read) => {
        this.help = read.shortcutHelp;
        this.set("help");
      });
      return;
    }
    this.isNew = popup !== undefined && popup !== this.popup;
    this.popup = popup;
    this.panel.requestUpdate();
    if (popup === "columns") void import("../table/columnChooser.ts");
  }

  toggle(popup: Popup): void {
    this.set(this.popup === popup ? undefined : popup);
  }

  readonly close = (): void => {
    if (!this.popup) return;
    const hadFocus = this.panel.querySelector(".popup")?.contains(document.activeElement);
    this.set(undefined);
    if (hadFocus) this.focus.toRows();
  };
}
