import type { HostApi, QueryChange } from "../../protocol/grid.ts";
import type { Remote } from "../../rpc.ts";
import type { GridNotice } from "../panel/notice.ts";
import type { QueryLine } from "./queryLine.ts";

/** The panel whose query is edited. */
export interface EditedPanel {
  readonly host: Pick<Remote<HostApi>, "edit">;
  readonly queryLine: QueryLine | null;
  readonly notice: GridNotice | null;
  announce(text: string): void;
}

/** Gestures that edit the query, one after the other: each edits what the one before it made of the text. */
export class QueryEdits {
  private readonly panel: EditedPanel;
  private last: Promise<boolean> = Promise.resolve(true);

  constructor(panel: EditedPanel) {
    this.panel = panel;
  }

  /** `beside`: in a grid of its own. Resolves when the query line shows what came of it: whether it is another query now. */
  make(change: QueryChange, beside: boolean): Promise<boolean> {
    this.last = this.last.catch(() => false).then(() => this.makeNow(change, beside));
    return this.last;
  }

  private async makeNow(change: QueryChange, beside: boolean): Promise<boolean> {
    const { host, queryLine, notice } = this.panel;
    const { message, text, problems } = await host.edit({ text: queryLine?.sent() ?? "", change, beside });
    if (text !== undefined) queryLine?.accept(text);
    if (problems) queryLine?.refuse(problems);
    notice?.tell(message, text);
    this.panel.announce(message);
    return text !== undefined;
  }
}
