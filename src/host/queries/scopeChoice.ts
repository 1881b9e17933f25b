import type * as vscode from "vscode";
import type { Scope } from "./queryEntries.ts";

export const userScopeChoices: readonly (vscode.QuickPickItem & { readonly scope: Scope })[] = [
  { label: "User settings", description: "in all your windows", scope: "user" },
  { label: "Workspace settings", description: "for everybody who opens this workspace", scope: "workspace" },
];
