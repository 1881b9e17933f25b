import * as vscode from "vscode";
import { harmless } from "./harmless.ts";

/** Registers commands under the extension's prefix; one that fails says so. */
export function register(commands: Readonly<Record<string, (...parameters: never[]) => unknown>>): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, command]) =>
      vscode.commands.registerCommand(`tenantActivity.${name}`, async (...parameters: never[]) => {
        try {
          return await command(...parameters);
        } catch (error) {
          // What VS Code refuses or the person cancels is no failure.
          if (!(error instanceof vscode.CancellationError))
            void vscode.window.showErrorMessage(harmless(error instanceof Error ? error.message : String(error)));
          return undefined;
        }
      }),
    ),
  );
}
