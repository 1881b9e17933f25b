import "./workerHost.ts";
import type { Cell, GridState, HostApi, Rows } from "../../../src/protocol/grid.ts";
import { connect } from "../../../src/rpc.ts";
import { widthOf } from "../../../src/webview/table/columns.ts";
import { cellText } from "../../../src/records/valueText.ts";
import { vscodePort, type VsCodeApi } from "../../../src/webview/vscodePort.ts";

declare function acquireVsCodeApi(): VsCodeApi;

export interface ShownColumn {
  readonly path: string;
  readonly label: string;
  readonly width: number;
  /** As our own grid writes it. */
  text(cell: Cell): string;
}

/** The rows of the host for a grid that is not ours: the same columns, the same texts, over the same wire. */
export interface HostRows {
  readonly count: number;
  readonly rowHeight: number;
  readonly columns: readonly ShownColumn[];
  rows(from: number, count: number): Promise<Rows>;
}

export async function hostRows(): Promise<HostRows> {
  const { far } = connect<HostApi>(vscodePort(acquireVsCodeApi()), {});
  const { rows: count, rowHeight, columns, fields, report, revision, zone }: GridState = await far.ready({ zone: "UTC" });
  const now = new Date();
  return {
    count,
    rowHeight,
    columns: columns.map((column) => {
      const field = fields.find(({ path }) => path === column.path);
      return {
        path: column.path,
        label: field?.label ?? column.path,
        width: widthOf(column, field, column.path === report.outcomePath),
        text: (cell) => cellText(cell, field, zone, now),
      };
    }),
    rows: (from, rowCount) => far.rows({ revision, from, count: rowCount }),
  };
}
