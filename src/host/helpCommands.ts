import * as vscode from "vscode";
import { register } from "./register.ts";

/** Getting started, and telling what went wrong. */
export const registerHelpCommands = (extension: vscode.Extension<unknown>, connections: () => unknown): vscode.Disposable =>
  register({
    getStarted: () => vscode.commands.executeCommand("workbench.action.openWalkthrough", `${extension.id}#start`, false),
    async reportProblem() {
      const { reportProblem } = await import("./telemetry/problemReport.ts");
      await reportProblem(extension.packageJSON, connections());
    },
  });
