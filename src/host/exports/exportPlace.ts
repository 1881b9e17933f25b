import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Zone } from "../../query/zone.ts";
import type { ExportFormat } from "../../results/api.ts";
import { lookAt, type Target } from "../../results/texts/target.ts";
import { fileName } from "../../records/fileName.ts";
import type { GridSession } from "../../sessions/gridSession.ts";
import { fileInstant, sortableInstant } from "../../records/formatInstant.ts";
import { oldManifest } from "./oldManifest.ts";
import { another, manifestQuestion, rowsQuestion, type ReplaceQuestion } from "./replaceQuestion.ts";

/** Where an export goes, as it was when the person agreed to it. */
export interface ExportPlace {
  /** Path that the person chose. */
  readonly file: string;
  readonly target: Target;
  readonly manifest: Target;
}

/**
 * Asks where to write; undefined when the person left, or chose what is no place for a file. Rejects with what is wrong with the file, or with the one of
 * the manifest beside it.
 */
export async function askPlace(session: GridSession, format: ExportFormat, product: string): Promise<ExportPlace | undefined> {
  for (;;) {
    const file = await askFile(session, format);
    if (file === undefined) return undefined;
    const [target, manifest] = [await lookAt(file), await lookAt(`${file}.manifest.json`)];
    let answer = await ask(rowsQuestion(target));
    if (answer === "replace") answer = await ask(await aboutManifest(manifest, product, session.state().zone));
    if (answer === "replace") return { file, target, manifest };
    if (answer === undefined) return undefined;
  }
}

async function askFile(session: GridSession, format: ExportFormat): Promise<string | undefined> {
  const { title, zone } = session.state();
  const day = sortableInstant(new Date().toISOString(), zone).slice(0, 10);
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri.fsPath ?? homedir();
  const target = await vscode.window.showSaveDialog({
    title: "Export Rows",
    saveLabel: "Export",
    defaultUri: vscode.Uri.file(join(folder, `${fileName(title)} ${day}.${format}`)),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (target === undefined || target.scheme === "file") return target?.fsPath;
  void vscode.window.showErrorMessage(
    `Rows can be exported only to the disk of the computer that the extension runs on, not to “${target.scheme}:”. Export again, and choose a folder there.`,
  );
  return undefined;
}

async function aboutManifest(manifest: Target, product: string, zone: Zone): Promise<ReplaceQuestion | undefined> {
  const ours = manifest.old && (await oldManifest(manifest.file, product));
  return manifestQuestion(manifest, ours && fileInstant(ours.exportedAt, zone), product);
}

async function ask(question: ReplaceQuestion | undefined): Promise<"replace" | "another" | undefined> {
  if (question === undefined) return "replace";
  const { message, detail, replace, buttons } = question;
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons);
  return answer === replace ? "replace" : answer === another ? "another" : undefined;
}
