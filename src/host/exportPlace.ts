import { homedir } from "node:os";
import { basename, join } from "node:path";
import * as vscode from "vscode";
import type { Zone } from "../query/zone.ts";
import type { ExportFormat } from "../results/api.ts";
import { lookAt, type Target } from "../results/texts/target.ts";
import { fileName } from "./fileName.ts";
import type { GridSession } from "./gridSession.ts";
import { instantText } from "./instantText.ts";
import { oldManifest } from "./oldManifest.ts";

/** Where an export goes, as it was when the person agreed to it. */
export interface Place {
  /** Path that the person chose. */
  readonly file: string;
  readonly target: Target;
  readonly manifest: Target;
}

/**
 * Asks where to write; undefined when the person left, or chose what is no place for a file. Rejects with what is wrong with the file, or with the one of
 * the manifest beside it.
 */
export async function askPlace(session: GridSession, format: ExportFormat, product: string): Promise<Place | undefined> {
  for (;;) {
    const file = await askFile(session, format);
    if (file === undefined) return undefined;
    const [target, manifest] = [await lookAt(file), await lookAt(`${file}.manifest.json`)];
    const answer = manifest.old ? await askToReplace(manifest, product, session.state().zone) : "replace";
    if (answer === "replace") return { file, target, manifest };
    if (answer === undefined) return undefined;
  }
}

async function askFile(session: GridSession, format: ExportFormat): Promise<string | undefined> {
  const { title, zone } = session.state();
  const day = instantText(new Date().toISOString(), zone).slice(0, 10);
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

/** The save dialog has asked about the rows' own file only. */
async function askToReplace(manifest: Target, product: string, zone: Zone): Promise<"replace" | "another" | undefined> {
  const [replace, another] = ["Replace", "Choose Another Name…"];
  const ours = await oldManifest(manifest.file, product);
  const answer = await vscode.window.showWarningMessage(
    `“${basename(manifest.name)}” is there already. Replace it?`,
    {
      modal: true,
      detail: ours
        ? `It describes the rows that were exported at ${instantText(ours.exportedAt, zone)}. The manifest of this export would take its place.`
        : `It was not written by an export of ${product}. The manifest of this export would take its place, and what is in it would be lost.`,
    },
    ...(ours ? [replace, another] : [another, replace]), // the first is what Enter does
  );
  return answer === replace ? "replace" : answer === another ? "another" : undefined;
}
