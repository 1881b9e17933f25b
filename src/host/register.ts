import * as vscode from "vscode";
import type { Entries, Handlers } from "../commands/entry.ts";
import { harmless } from "./harmless.ts";

/** Registers the commands of a table under the extension's prefix; one that fails says so. */
export function register<Table extends Entries>(handlers: Handlers<Table>): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries<(...parameters: never[]) => unknown>(handlers).map(([name, command]) =>
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
