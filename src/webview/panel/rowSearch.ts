import type { ReactiveControllerHost } from "lit";
import type { HostApi } from "../../protocol/grid.ts";
import { formatCount } from "../../records/counted.ts";
import type { Remote } from "../../rpc.ts";
import type { Bookmarks } from "./bookmarks.ts";
import type { PanelFocus } from "./panelFocus.ts";
import type { PanelNews } from "./panelNews.ts";
import type { PanelParts } from "./panelParts.ts";
import type { LookCommand } from "./shortcuts.ts";

/** Looks for a row and goes there: by words, by a time, or from one bookmark to the next. */
export class RowSearch {
  /** The line for words is open. */
  isOpen = false;
  /** What was looked for before it was closed. */
  words = "";
  private readonly panel: Pick<ReactiveControllerHost, "requestUpdate" | "updateComplete">;
  private readonly host: () => Pick<Remote<HostApi>, "find" | "goToTime">;
  private readonly parts: Pick<PanelParts, "get">;
  private readonly focus: Pick<PanelFocus, "toRows">;
  private readonly bookmarks: Pick<Bookmarks, "records">;
  private readonly news: Pick<PanelNews, "tell">;

  constructor(
    panel: Pick<ReactiveControllerHost, "requestUpdate" | "updateComplete">,
    host: () => Pick<Remote<HostApi>, "find" | "goToTime">,
    parts: Pick<PanelParts, "get">,
    focus: Pick<PanelFocus, "toRows">,
    bookmarks: Pick<Bookmarks, "records">,
    news: Pick<PanelNews, "tell">,
  ) {
    this.panel = panel;
    this.host = host;
    this.parts = parts;
    this.focus = focus;
    this.bookmarks = bookmarks;
    this.news = news;
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

  async look(command: LookCommand): Promise<void> {
    const box = this.parts.get("find");
    switch (command) {
      case "find":
        this.show(true);
        break;
      case "findNext":
      case "findPrevious":
        if (box && box.text !== "") await box.go(command === "findNext" ? 1 : -1);
        else this.show(true);
        break;
      case "goToTime":
        await this.toTime();
        break;
      case "nextBookmark":
      case "previousBookmark":
        await this.toBookmark(command === "nextBookmark" ? 1 : -1);
        break;
    }
  }

  private async toTime(): Promise<void> {
    const near = this.parts.get("rows")?.focusedRow?.record;
    const { position, message } = await this.host().goToTime(near === undefined ? {} : { near });
    if (position !== undefined) this.toRow(position);
    if (message !== undefined) this.news.tell(message);
  }

  private async toBookmark(step: 1 | -1): Promise<void> {
    const { records } = this.bookmarks;
    if (records.size === 0) {
      this.news.tell("No row has a bookmark: B puts one on the focused row.");
      return;
    }
    const start = (this.parts.get("rows")?.place.row ?? 0) + step;
    const { index, position, count } = await this.host().find({ records: [...records], start, step });
    if (position === undefined || index === undefined) this.news.tell("No row with a bookmark is among those shown.");
    else {
      this.toRow(position);
      this.news.tell(`Bookmark ${formatCount(index + 1)} of ${formatCount(count)}`);
    }
  }

  readonly toRow = (position: number): void => {
    const table = this.parts.get("rows");
    table?.moveTo(position, table.place.column, "row");
  };
}
