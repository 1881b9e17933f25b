import * as vscode from "vscode";
import { fileName } from "../../records/fileName.ts";
import { oldAndNew } from "../../records/oldAndNew.ts";
import { recordTitle } from "../../records/recordTitle.ts";
import { sortedJson } from "../../records/sortedJson.ts";
import { reportById, type ActivityRecord, type ReportId } from "../../reports/index.ts";
import type { GridPanel } from "../grid/gridPanel.ts";
import { harmless } from "../harmless.ts";
import { recordKey, scheme } from "./documents.ts";
import type { RecordHelpOptions } from "./helpRecords.ts";

interface Chosen {
  readonly report: ReportId;
  readonly text: string;
}

/** The document in front, when it is of one record. */
function inFront(): Chosen | undefined {
  const { document } = vscode.window.activeTextEditor ?? {};
  const key = document && recordKey(document.uri);
  return key && { report: key.report, text: document.getText() };
}

async function rowOf(grid: GridPanel): Promise<Chosen | undefined> {
  const { record } = await grid.grid.selection();
  // Nobody has moved to a row yet: the first one has the focus.
  const [first] = record === undefined && grid.session.rowCount > 0 ? (await grid.session.rows(0, 1)).rows : [];
  const number = record ?? (first && "record" in first ? first.record : undefined);
  return number === undefined ? undefined : { report: grid.session.report.id, text: await grid.session.record(number) };
}

const titleOf = ({ report, text }: Chosen, zone: string): string => {
  const json: unknown = JSON.parse(text);
  return typeof json === "object" && json !== null ? recordTitle(json as ActivityRecord, reportById(report), zone) : report;
};

/** Titles of editors are cut short by VS Code, not by us; names in them are text. */
async function showDifference(
  { documents }: RecordHelpOptions,
  title: string,
  sides: readonly [name: string, text: string][],
): Promise<void> {
  const [left, right] = sides.map(([name, text], side) =>
    documents.keptUri(
      vscode.Uri.from({ scheme, path: `/changes/${fileName(title)}/${name}.json`, query: `side=${String(side)}` }),
      text,
      Date.now(),
    ),
  );
  await vscode.commands.executeCommand("vscode.diff", left, right, harmless(title), { preview: true });
}

/** Old and new values of the record in front: of the document, or else of the grid's row. */
export async function showChanges(options: RecordHelpOptions): Promise<void> {
  const grid = options.grids.current;
  const chosen = inFront() ?? (grid && (await rowOf(grid)));
  if (!chosen) {
    void vscode.window.showInformationMessage("Move to a row of a grid first, or open a record.");
    return;
  }
  const { noun } = reportById(chosen.report);
  const changes = oldAndNew(chosen.report, chosen.text);
  if (!changes) {
    void vscode.window.showInformationMessage(
      `This ${noun} has no old and new values. Audits and provisioning events that changed something have them.`,
    );
    return;
  }
  await showDifference(options, `${titleOf(chosen, options.zone())}: old and new values`, [
    ["old", changes.old],
    ["new", changes.new],
  ]);
}

async function selectedOf(grid: GridPanel): Promise<Chosen[]> {
  const { ranges } = await grid.grid.selection();
  const count = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  if (count !== 2) return [];
  const rows = (await Promise.all(ranges.map(({ from, to }) => grid.session.rows(from, to - from)))).flatMap((some) => some.rows);
  const report = grid.session.report.id;
  return Promise.all(rows.flatMap((row) => ("record" in row ? [grid.session.record(row.record).then((text) => ({ report, text }))] : [])));
}

async function pickOther(own: vscode.Uri, options: RecordHelpOptions): Promise<Chosen | undefined> {
  const others = vscode.workspace.textDocuments.filter(({ uri }) => uri.toString() !== own.toString());
  const items = others.flatMap((document) => {
    const key = recordKey(document.uri);
    if (!key) return [];
    const label = harmless(document.uri.path.replace(/^.*\//, "").replace(/\.json$/, ""));
    return [{ label, chosen: { report: key.report, text: document.getText() } satisfies Chosen }];
  });
  const [first] = items;
  const grid = options.grids.current;
  if (!first && !grid) {
    void vscode.window.showInformationMessage("Open another record beside this one, then compare them; or select two rows of a grid.");
    return undefined;
  }
  return first && (await vscode.window.showQuickPick(items, { placeHolder: "Compare with which record?" }))?.chosen;
}

/** Two records in the diff editor: the two rows selected in a grid, or the document in front and another one that is open. */
export async function compareRecords(options: RecordHelpOptions): Promise<void> {
  const { document } = vscode.window.activeTextEditor ?? {};
  const front = inFront();
  const grid = options.grids.current;
  const other = front && document && (await pickOther(document.uri, options));
  if (front && !other) return;
  const [one, two] = front ? [other, front] : grid ? await selectedOf(grid) : [];
  if (!one || !two) {
    void vscode.window.showInformationMessage("Select two rows of a grid, or open the records that are to be compared.");
    return;
  }
  const [left, right] = [one, two].map((chosen) => titleOf(chosen, options.zone()));
  await showDifference(options, `${left ?? ""} ↔ ${right ?? ""}`, [
    ["left", sortedJson(one.text)],
    ["right", sortedJson(two.text)],
  ]);
}
