import * as vscode from "vscode";
import type { helpCommands } from "../commands/help.ts";
import { register } from "./register.ts";

export interface HelpContext {
  readonly extension: vscode.Extension<unknown>;
  /** As they are stored: a report of a problem says how many there are of which kind. */
  connections(): unknown;
  /** The person's own zone, by its name. */
  zone(): string;
}

/** Getting started, settings, and telling what went wrong. */
export const registerHelpCommands = ({ extension, connections, zone }: HelpContext): vscode.Disposable =>
  register<typeof helpCommands>({
    chooseTimeZone: async () => (await import("./zone/zoneChoice.ts")).chooseZone(zone()),
    openSettings: () => vscode.commands.executeCommand("workbench.action.openSettings", `@ext:${extension.id}`),
    getStarted: () => vscode.commands.executeCommand("workbench.action.openWalkthrough", `${extension.id}#start`, false),
    async reportProblem() {
      const { reportProblem } = await import("./telemetry/problemReport.ts");
      await reportProblem(extension.packageJSON, connections());
    },
  });
