import type { HostApi } from "../../protocol/grid.ts";
import { formatCount } from "../../records/counted.ts";
import type { Remote } from "../../rpc.ts";
import type { Bookmarks } from "./bookmarks.ts";
import type { PanelNews } from "./panelNews.ts";
import type { PanelParts } from "./panelParts.ts";
import type { RowSearch } from "./rowSearch.ts";
import type { LookCommand } from "./shortcuts.ts";

/** Looks for a row and goes there: by words, by a time, or from one bookmark to the next. */
export function rowLooks(
  host: () => Pick<Remote<HostApi>, "find" | "goToTime">,
  parts: Pick<PanelParts, "get" | "toRow">,
  search: Pick<RowSearch, "show" | "go">,
  bookmarks: Pick<Bookmarks, "records">,
  news: Pick<PanelNews, "tell">,
): Readonly<Record<LookCommand, () => void>> {
  const toTime = async (): Promise<void> => {
    const near = parts.get("rows")?.focusedRow?.record;
    const { position, message } = await host().goToTime(near === undefined ? {} : { near });
    if (position !== undefined) parts.toRow(position);
    if (message !== undefined) news.tell(message);
  };
  const toBookmark = async (step: 1 | -1): Promise<void> => {
    const records = [...bookmarks.records];
    if (records.length === 0) {
      news.tell("No row has a bookmark: B puts one on the focused row.");
      return;
    }
    const start = (parts.get("rows")?.place.row ?? 0) + step;
    const { index, position, count } = await host().find({ records, start, step });
    if (position === undefined || index === undefined) news.tell("No row with a bookmark is among those shown.");
    else {
      parts.toRow(position);
      news.tell(`Bookmark ${formatCount(index + 1)} of ${formatCount(count)}`);
    }
  };
  return {
    find: () => {
      search.show(true);
    },
    findNext: () => {
      search.go(1);
    },
    findPrevious: () => {
      search.go(-1);
    },
    goToTime: () => void toTime(),
    nextBookmark: () => void toBookmark(1),
    previousBookmark: () => void toBookmark(-1),
  };
}
