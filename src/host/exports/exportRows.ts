import { basename } from "node:path";
import * as vscode from "vscode";
import type { RowRange } from "../../protocol/grid.ts";
import { counted, formatCount } from "../../records/counted.ts";
import type { CsvStyle, ExportFormat, ExportProgress } from "../../results/api.ts";
import { PartFile } from "../../results/texts/partFile.ts";
import type { Target } from "../../results/texts/target.ts";
import { allFields } from "../grid/allFields.ts";
import { exportManifest, type ExportFields, type ExportScope } from "./exportManifest.ts";
import { askPlace } from "./exportPlace.ts";
import { exportSettings } from "./exportSettings.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import { harmless } from "../harmless.ts";

/** Larger files are not offered to be opened: an editor takes no pleasure in them. */
const mostBytesToOpen = 50_000_000;

/** When the command palette closes, the grid gets the focus back, which may be after a question has opened. */
const ignoreFocusOut = true;

const count = (rows: number): string => counted(rows, "row");
const rowsIn = (ranges: readonly RowRange[]): number => ranges.reduce((sum, { from, to }) => sum + to - from, 0);

export interface ExportingGrid {
  readonly session: GridSession;
  /** Name and version of the extension. */
  readonly product: string;
  readonly version: string;
  /** Rows were exported. */
  exported(format: ExportFormat, rows: number): void;
}

/** Asks what to export, how and where to, and does it: the rows go from the results worker to the file. `ranges`: the rows selected. */
export async function exportRows({ session, product, version, exported }: ExportingGrid, ranges: readonly RowRange[]): Promise<void> {
  if (session.state().phase === "idle") {
    void vscode.window.showInformationMessage("There are no rows yet: run the query first, then export.");
    return;
  }
  const { revision } = session;
  const scope = await askScope(session, ranges);
  const { byteOrderMark, style } = exportSettings();
  const chosen = scope && (await askFormat(session, style, scope));
  if (!scope || !chosen) return;
  const { format, fields } = chosen;
  const place = await askPlace(session, format, product);
  if (place === undefined) return;
  const { file } = place;
  const name = basename(file);
  const written = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Exporting “${harmless(name)}”`, cancellable: true },
    async (progress, token) => {
      if (scope === "all" && session.state().phase !== "complete" && !(await fetched(session, progress, token))) return undefined;
      if ((scope === "view" || scope === "groups") && !(await allFound(session, progress, token))) return undefined;
      if (scope === "selection" && session.revision !== revision)
        throw new Error("Nothing was exported: the rows have moved since they were selected. Select them again, then export.");
      // The rows and what is said of them are those of this moment, whatever comes during the writing.
      const state = session.state();
      const ran = await session.ranQuery();
      const shown = state.columns.map(({ path }) => ({ path, label: state.fields.find((field) => field.path === path)?.label ?? path }));
      const columns = fields === "all" ? allFields(state.fields) : shown;
      const order = {
        ...(scope === "selection" && { ranges }),
        ...(scope === "groups" && { groups: true }),
        format,
        columns,
        byteOrderMark,
        style,
        file,
        target: place.target,
      };
      const { results } = session;
      // The worker takes the list of the records when it starts: it needs no view to write them.
      const number = await session.withExportedView(scope, (view) => results.startExport({ ...view, ...order }));
      const data = await write(results, number, progress, token);
      if (data === undefined) return undefined;
      const manifest = exportManifest({
        state,
        query: ran?.text ?? state.queryText,
        ...(ran?.tenant !== undefined && { tenant: ran.tenant }),
        scope,
        format,
        fields,
        columns,
        style,
        byteOrderMark,
        file: data,
        exportedAt: new Date(),
        product,
        version,
      });
      await writeManifest(place.manifest, manifest);
      return {
        data,
        what: scope === "groups" ? (state.folded ? "line" : "group") : "row",
        hasMore: scope !== "selection" && state.phase !== "complete",
      };
    },
  );
  if (!written) return;
  exported(format, written.data.records);
  void tell(file, written.data, written);
}

async function askScope(session: GridSession, ranges: readonly RowRange[]): Promise<ExportScope | undefined> {
  const { matching, loaded, phase, filter, filterBasis, grouped, folded } = session.state();
  const selected = rowsIn(ranges);
  const more = phase === "complete" ? "" : phase === "running" ? "more are coming" : "the service has more";
  const items: (vscode.QuickPickItem & { readonly scope: ExportScope })[] = [
    ...(selected > 1 ? [{ scope: "selection" as const, label: "Selected rows", description: count(selected) }] : []),
    {
      scope: "view",
      label: "Rows of this view",
      description: matching === loaded ? count(matching) : `${formatCount(matching)} of ${count(loaded)}`,
      ...(filterBasis && { detail: "Found so far: the lists of the others are searched first." }),
    },
  ];
  if (grouped)
    items.push({
      scope: "groups",
      label: folded ? "Lines of repeats" : "Groups",
      description: folded
        ? `${counted(grouped.groups, "line")}, each with the latest and how many`
        : `${counted(grouped.inside ?? grouped.groups, "group")}, with rows, outcomes, people and times`,
      ...(more !== "" && { detail: "Of the rows loaded." }),
    });
  if (more !== "" || filter !== "")
    items.push({
      scope: "all",
      label: "Everything that matches the query",
      description: more === "" ? "without the filter" : `${formatCount(loaded)} loaded, ${more}`,
      ...(more !== "" && { detail: `What is missing is fetched first${filter === "" ? "" : "; the filter is left aside"}.` }),
    });
  if (items.length === 1) return "view";
  return (await vscode.window.showQuickPick(items, { title: "Export Rows", placeHolder: "Which rows?", ignoreFocusOut }))?.scope;
}

interface Chosen {
  readonly format: ExportFormat;
  readonly fields: ExportFields;
}

async function askFormat(session: GridSession, { form }: CsvStyle, scope: ExportScope): Promise<Chosen | undefined> {
  const { columns, fields } = session.state();
  const purpose = form === "plain" ? "plain: not for spreadsheets" : "for spreadsheets";
  if (scope === "groups") {
    const counted: (vscode.QuickPickItem & Chosen)[] = [
      { format: "csv", fields: "grid", label: "CSV", description: purpose },
      { format: "md", fields: "grid", label: "Markdown", description: "a table, for tickets" },
      { format: "json", fields: "grid", label: "JSON", description: "an object for each, in one list" },
    ];
    return vscode.window.showQuickPick(counted, { title: "Export Groups", placeHolder: "In which format?", ignoreFocusOut });
  }
  const items: (vscode.QuickPickItem & Chosen)[] = [
    { format: "csv", fields: "grid", label: "CSV", description: `the grid's ${columns.length} columns, ${purpose}` },
    {
      format: "csv",
      fields: "all",
      label: "CSV with all fields",
      description: `${allFields(fields).length} columns, lists as JSON, ${purpose}`,
    },
    { format: "md", fields: "grid", label: "Markdown", description: `the grid's ${columns.length} columns as a table, for tickets` },
    { format: "json", fields: "all", label: "JSON", description: "whole records, in one list" },
    { format: "ndjson", fields: "all", label: "NDJSON", description: "whole records, one in each line" },
  ];
  return vscode.window.showQuickPick(items, { title: "Export Rows", placeHolder: "In which format?", ignoreFocusOut });
}

/** Waits until the filter has found all; false when the person cancelled. */
async function allFound(session: GridSession, progress: Progress, token: vscode.CancellationToken): Promise<boolean> {
  if (session.state().filterBasis) progress.report({ message: "The filter searches the lists first" });
  const cancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
  await Promise.race([session.allFound(), cancelled]);
  return !token.isCancellationRequested;
}

type Progress = vscode.Progress<{ readonly message?: string; readonly increment?: number }>;

/** Fetches what is missing; false when the person cancelled, who keeps the rows that came. Throws when the run failed. */
async function fetched(session: GridSession, progress: Progress, token: vscode.CancellationToken): Promise<boolean> {
  const abort = new AbortController();
  const cancelling = token.onCancellationRequested(() => abort.abort());
  if (token.isCancellationRequested) abort.abort();
  const tell = () => progress.report({ message: `${count(session.state().loaded)} fetched so far` });
  const telling = setInterval(tell, 250);
  tell();
  try {
    await session.fetchAll(abort.signal);
  } finally {
    clearInterval(telling);
    cancelling.dispose();
  }
  if (token.isCancellationRequested) return false;
  const { phase, banner } = session.state();
  if (phase !== "complete")
    throw new Error(
      `Nothing was exported, as not everything could be fetched. ${banner?.message ?? "The run was stopped: load the rest in the grid, then export again."}`,
    );
  return true;
}

/** Undefined: the person cancelled, and nothing of the file is left. */
async function write(
  results: GridSession["results"],
  number: number,
  progress: Progress,
  token: vscode.CancellationToken,
): Promise<Required<ExportProgress> | undefined> {
  try {
    for (let shown = 0; !token.isCancellationRequested;) {
      const { sha256, ...done } = await results.continueExport({ export: number });
      if (sha256 !== undefined) return { ...done, sha256 };
      const share = done.of === 0 ? 100 : Math.floor((100 * done.records) / done.of);
      progress.report({ message: `${formatCount(done.records)} of ${count(done.of)}`, increment: share - shown });
      shown = share;
    }
    return undefined;
  } finally {
    await results.endExport({ export: number });
  }
}

async function writeManifest(target: Target, manifest: object): Promise<void> {
  const part = new PartFile(target.name, undefined, target);
  try {
    await part.write(Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`));
    await part.finish();
  } catch (error) {
    await part.remove();
    throw new Error(`The rows were exported, but not the manifest beside them. ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Says what was written, and offers to look at it. */
async function tell(
  file: string,
  { records, bytes }: ExportProgress,
  { what, hasMore }: { readonly what: string; readonly hasMore: boolean },
): Promise<void> {
  const uri = vscode.Uri.file(file);
  const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  const [open, reveal] = ["Open", "Reveal"];
  const choices = [...(bytes < mostBytesToOpen ? [open] : []), ...(isHere || vscode.workspace.getWorkspaceFolder(uri) ? [reveal] : [])];
  const said = `Exported ${counted(records, what)} to ${harmless(basename(file))}.${hasMore ? " The query has more: the manifest beside it says what is missing." : ""}`;
  const choice = await vscode.window.showInformationMessage(said, ...choices);
  if (choice === open) await vscode.window.showTextDocument(uri);
  if (choice === reveal) await vscode.commands.executeCommand(isHere ? "revealFileInOS" : "revealInExplorer", uri);
}
