import * as vscode from "vscode";
import { isUtc, offsetText } from "../../query/zone.ts";
import { zoneOfWindow } from "./zoneSetting.ts";

/** Asks for the zone in which times are shown, and writes it where it is set now: in the workspace, or in the person's own settings. `own`: that of their clock. */
export async function chooseZone(own: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration("tenantActivity");
  const now = Date.now();
  const shown = zoneOfWindow(own);
  type Item = vscode.QuickPickItem & { readonly zone?: string };
  const item = (zone: string, name: string, label: string): Item => ({
    label,
    description: isUtc(name) ? "as the service keeps it" : `UTC${offsetText(now, name)}`,
    zone,
    ...(name === shown && { picked: true }),
  });
  const items: Item[] = [
    item("local", own, `Your own: ${own}`),
    item("utc", "UTC", "UTC"),
    { label: "all zones, with their clocks now", kind: vscode.QuickPickItemKind.Separator },
    ...Intl.supportedValuesOf("timeZone").flatMap((name) => (isUtc(name) ? [] : [item(name, name, name)])),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: "Choose Time Zone",
    placeHolder: `Times are shown in ${shown}. In which zone from now on?`,
    // A grid gets the focus back when the palette closes.
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (picked?.zone === undefined) return;
  const isWorkspaces = settings.inspect("timeZone")?.workspaceValue !== undefined;
  await settings.update("timeZone", picked.zone, isWorkspaces ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global);
}
