import type { GoToFrom, GridApi, GridState, HostApi } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { PanelNews } from "./panelNews.ts";
import type { PanelParts } from "./panelParts.ts";

/** Asks where to go from what the person is at. */
export interface PanelGoTo {
  /** From a part, or from that which has the focus. `here`: this grid goes there; otherwise one beside. */
  from(part: Parameters<GridApi["goTo"]>[0]["part"], here: boolean): void;
  /** `path`: of a column; missing: from the record alone. */
  fromRecord(record: number, path: string | undefined, here: boolean): void;
}

export function panelGoTo(
  parts: Pick<PanelParts, "get" | "hasFocus">,
  news: Pick<PanelNews, "tell">,
  host: () => Pick<Remote<HostApi>, "goTo">,
  state: () => Pick<GridState, "columns"> | undefined,
): PanelGoTo {
  const ask = (from: GoToFrom, here: boolean): void => void host().goTo({ from, here });
  const fromRecord: PanelGoTo["fromRecord"] = (record, column, here) => {
    ask({ kind: "record", record, ...(column !== undefined && { column }) }, here);
  };
  return {
    fromRecord,
    from: (part, here) => {
      const place = part ?? (["details", "facets", "summary"] as const).find((one) => parts.hasFocus(one)) ?? "rows";
      const table = parts.get("rows");
      const record = table?.focusedRow?.record;
      const from = place === "rows" ? undefined : parts.get(place)?.goToFrom;
      if (from) ask(from, here);
      else if (place === "rows" && record !== undefined) fromRecord(record, state()?.columns[table?.place.column ?? 0]?.path, here);
      else news.tell("Nothing is named there that one can go to: move to a value or a row first.");
    },
  };
}
