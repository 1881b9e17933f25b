import * as vscode from "vscode";
import type { Connections } from "../connections/connections.ts";
import type { Grids } from "./grids.ts";
import { harmless } from "../harmless.ts";
import type { TreeNode } from "../queries/queryTree.ts";

/** Keeps context keys, the view's description and shown settings true while connections and grids change. */
export function followGrids({
  connections,
  grids,
  view,
}: {
  connections: Connections;
  grids: Grids;
  view: vscode.TreeView<TreeNode>;
}): vscode.Disposable {
  const setKey = (key: string, value: unknown) => void vscode.commands.executeCommand("setContext", `tenantActivity.${key}`, value);
  let phase: string | undefined;
  const has = { hasChanges: false, hasAttempts: false };
  const showPhase = () => {
    const now = grids.current?.session.phase;
    if (now !== phase) setKey("phase", (phase = now));
    const { changes, attempts } = grids.current?.session.report ?? {};
    const had = { ...has };
    Object.assign(has, { hasChanges: changes !== undefined, hasAttempts: attempts !== undefined });
    for (const key of ["hasChanges", "hasAttempts"] as const) if (has[key] !== had[key]) setKey(key, has[key]);
  };
  const showConnection = () => {
    const { active } = connections;
    setKey("connected", active !== undefined);
    setKey("signedIn", active !== undefined && !connections.isDemo(active));
    // A container with one view shows no description: the title says which tenant it is.
    view.title = active ? harmless(active.name) : "Queries";
  };
  showConnection();
  return vscode.Disposable.from(
    connections.onDidChange(showConnection),
    grids.onDidChange(showPhase),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("tenantActivity") && grids.refreshStates()),
  );
}
