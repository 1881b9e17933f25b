import type { ReactiveControllerHost } from "lit";
import type { PanelFocus } from "./panelFocus.ts";
import type { PanelParts } from "./panelParts.ts";

/** The line in which one looks for words among the rows. */
export class RowSearch {
  isOpen = false;
  /** What was looked for before it was closed. */
  words = "";
  private readonly panel: Pick<ReactiveControllerHost, "requestUpdate" | "updateComplete">;
  private readonly parts: Pick<PanelParts, "get">;
  private readonly focus: Pick<PanelFocus, "toRows">;

  constructor(
    panel: Pick<ReactiveControllerHost, "requestUpdate" | "updateComplete">,
    parts: Pick<PanelParts, "get">,
    focus: Pick<PanelFocus, "toRows">,
  ) {
    this.panel = panel;
    this.parts = parts;
    this.focus = focus;
  }

  show(open: boolean): void {
    const box = this.parts.get("find");
    const hadFocus = box?.contains(document.activeElement);
    if (box) this.words = box.text;
    this.isOpen = open;
    this.panel.requestUpdate();
    if (open) void import("./findBox.ts").then(() => this.panel.updateComplete).then(() => this.parts.get("find")?.focus());
    else if (hadFocus) this.focus.toRows();
  }

  /** To the next row that has the words, or to the one before; where there are none yet, asks for them. */
  go(step: 1 | -1): void {
    const box = this.parts.get("find");
    if (box && box.text !== "") void box.go(step);
    else this.show(true);
  }
}
