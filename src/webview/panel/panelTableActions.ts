import type { Column, GridState, HostApi, QueryChange } from "../../protocol/grid.ts";
import { counted } from "../../records/counted.ts";
import type { Remote } from "../../rpc.ts";
import type { QueryEdits } from "../query/queryEdits.ts";
import type { SelectionSummary } from "../status/selectionSummary.ts";
import type { TableActions } from "../table/tableActions.ts";
import { narrowToGroup } from "./narrowToGroup.ts";
import type { PanelGoTo } from "./panelGoTo.ts";
import type { PanelPanes } from "./panelPanes.ts";
import type { PanelParts } from "./panelParts.ts";
import type { RowSearch } from "./rowSearch.ts";

/** The parts of the panel that the table has to do with. */
interface TableSurroundings {
  readonly host: () => Remote<HostApi>;
  readonly state: () => GridState | undefined;
  readonly parts: Pick<PanelParts, "get">;
  readonly panes: PanelPanes;
  readonly search: Pick<RowSearch, "isOpen" | "show">;
  readonly goTo: Pick<PanelGoTo, "fromRecord">;
  readonly edits: Pick<QueryEdits, "make">;
  readonly selection: Pick<SelectionSummary, "ask">;
  readonly columns: (columns: readonly Column[]) => void;
  readonly edit: (change: QueryChange, beside?: boolean) => Promise<void>;
  readonly bookmark: () => void;
  readonly redraw: () => void;
  readonly moved: () => void;
  readonly announce: (text: string) => void;
  readonly failed: (error: unknown) => void;
}

/** What the panel does when the table asks for it. */
export const panelTableActions = ({ host, state, parts, panes, search, edits, selection, ...around }: TableSurroundings): TableActions => ({
  sort: (sort) => void host().sort({ sort }),
  columns: around.columns,
  open: (record, beside) => void host().openRecord({ record, beside }),
  copy: (ranges, format, column) => {
    const what = parts.get("rows")?.areHeads(ranges) && format !== "json" ? "group" : "row";
    void host()
      .copy({ ranges, format, ...(column !== undefined && { column }) })
      .then((rows) => {
        around.announce(column === undefined ? `${counted(rows, what)} copied` : "Value copied");
      });
  },
  filterBy: ({ path }, value, keep, beside) =>
    void around.edit({ kind: "value", path, value, pick: keep ? "only" : "exclude", isCell: true }, beside),
  selected: (question) => {
    selection.ask(question);
  },
  focused: (row) => {
    if (panes.row === row) return;
    panes.row = row;
    around.redraw();
  },
  moved: around.moved,
  narrowToGroup: (group, part) => {
    const shown = state();
    if (!shown) return;
    void narrowToGroup(shown, group, part, {
      edit: (change) => edits.make(change, false),
      openGroups: () => void host().openGroups({ open: true }),
      showFacet: (path) => {
        panes.showFacet(path);
      },
    });
  },
  goTo: (record, path, here) => {
    around.goTo.fromRecord(record, path, here);
  },
  toggleDetails: () => {
    panes.toggleSide("details");
  },
  bookmark: around.bookmark,
  // One step back, and finally: stop loading.
  back: () => {
    if (search.isOpen) search.show(false);
    else if (panes.side === "details") panes.showDetails(false);
    else if (state()?.phase === "running") void host().cancel();
  },
  announce: around.announce,
  failed: around.failed,
});
