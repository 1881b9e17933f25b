import * as vscode from "vscode";
import type { Connections } from "./connections.ts";
import { harmless } from "../harmless.ts";

/** The active connection, in the status bar. */
export function connectionStatus(connections: Connections): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("tenantActivity.connection", vscode.StatusBarAlignment.Left, 0);
  item.name = "Tenant Activity: connection";
  const show = () => {
    const { active } = connections;
    item.text = active ? `$(organization) ${harmless(active.name)}` : "$(organization) No tenant";
    item.tooltip = active
      ? `Tenant Activity reads ${harmless(active.name)}. Click to change the connection.`
      : "Tenant Activity: choose a connection";
    item.command = "tenantActivity.chooseConnection";
    item.show();
  };
  show();
  return vscode.Disposable.from(item, connections.onDidChange(show));
}
