import * as vscode from "vscode";
import { fileName } from "../../records/fileName.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import type { RecordDocuments } from "./documents.ts";

/** Rows that come while they are counted make it begin anew. */
const mostTries = 5;

/** The summary of all that the rows have, as Markdown. */
async function wholeSummary(session: GridSession): Promise<string> {
  if (session.state().loaded === 0) throw new Error("There are no rows to sum up: run the query first.");
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: "Summing up the rows…" }, async () => {
    await session.allFound();
    const { summaryMarkdown } = await import("../../summary/index.ts");
    for (let left = mostTries; left > 0; left--) {
      const answer = await session.summary();
      if (answer) return summaryMarkdown(answer.summary, `Summary of ${session.title}`);
    }
    throw new Error("The rows changed while they were counted. Ask for the summary again when they have come to rest.");
  });
}

/** Shows the summary in VS Code's preview, beside the grid. `grid`: its number. */
export async function openSummary(session: GridSession, documents: RecordDocuments, grid: number): Promise<void> {
  const text = await wholeSummary(session);
  const uri = documents.summaryUri(`Summary of ${fileName(session.title)}`.trim(), grid, text, Date.now());
  await vscode.commands
    .executeCommand("markdown.showPreviewToSide", uri)
    // Somebody has switched VS Code's own Markdown extension off.
    .then(undefined, () => vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside }));
}

export async function copySummary(session: GridSession): Promise<void> {
  await vscode.env.clipboard.writeText(await wholeSummary(session));
}
