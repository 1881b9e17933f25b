import * as vscode from "vscode";
import { shownZone, zoneProblem } from "./personZone.ts";

const setting = (): unknown => vscode.workspace.getConfiguration("tenantActivity").get("timeZone");

/** The zone that this window shows, for a person whose own is `person`. */
export const zoneOfWindow = (person: string): string => shownZone(setting(), person);

/** Tells the person of a setting that names no zone. */
export function watchZoneSetting(): vscode.Disposable {
  const check = () => {
    const problem = zoneProblem(setting());
    if (problem !== undefined) void vscode.window.showWarningMessage(problem);
  };
  // Nobody waits for it: the first look into the settings takes longer than all commands take to be registered.
  const first = setTimeout(check, 0);
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("tenantActivity.timeZone") && check()),
    { dispose: () => clearTimeout(first) },
  );
}
