import type { GoToFrom, GridApi, GridState, HostApi } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { PanelNews } from "./panelNews.ts";
import type { PanelParts } from "./panelParts.ts";

/** Where one can be that something leads on from. */
type GoToPart = NonNullable<Parameters<GridApi["goTo"]>[0]["part"]>;

/** Asks where to go from what the person is at. */
export class PanelGoTo {
  private readonly parts: Pick<PanelParts, "get" | "hasFocus">;
  private readonly news: Pick<PanelNews, "tell">;
  private readonly host: () => Pick<Remote<HostApi>, "goTo">;
  private readonly state: () => Pick<GridState, "columns"> | undefined;

  constructor(
    parts: Pick<PanelParts, "get" | "hasFocus">,
    news: Pick<PanelNews, "tell">,
    host: () => Pick<Remote<HostApi>, "goTo">,
    state: () => Pick<GridState, "columns"> | undefined,
  ) {
    this.parts = parts;
    this.news = news;
    this.host = host;
    this.state = state;
  }

  /** `part`: where the person is; missing: where the focus is. `here`: this grid goes there; otherwise one beside. */
  ask(part: GoToPart | undefined, here: boolean): void {
    const focused = (["details", "facets", "summary"] as const).find((one) => this.parts.hasFocus(one));
    const from = this.from(part ?? focused ?? "rows");
    if (from) void this.host().goTo({ from, here });
    else this.news.tell("Nothing is named there that one can go to: move to a value or a row first.");
  }

  /** `path`: of a column; missing: from the record alone. */
  fromRecord(record: number, path: string | undefined, here: boolean): void {
    void this.host().goTo({ from: recordAt(record, path), here });
  }

  private from(part: GoToPart): GoToFrom | undefined {
    if (part !== "rows") return this.parts.get(part)?.goToFrom;
    const table = this.parts.get("rows");
    const record = table?.focusedRow?.record;
    return record === undefined ? undefined : recordAt(record, this.state()?.columns[table?.place.column ?? 0]?.path);
  }
}

const recordAt = (record: number, path: string | undefined): GoToFrom => ({
  kind: "record",
  record,
  ...(path !== undefined && { column: path }),
});
