import process from "node:process";
import * as vscode from "vscode";
import { problemText, type SettingSchema } from "./problemText.ts";

interface Manifest {
  readonly version?: unknown;
  readonly contributes?: { readonly configuration?: { readonly properties?: Readonly<Record<string, SettingSchema>> } };
}

/** Copies what helps to find a fault; the person pastes it where they tell of it. `connections`: as they are stored. */
export async function reportProblem(manifest: unknown, connections: unknown): Promise<void> {
  const { version, contributes } = manifest as Manifest;
  const configuration = vscode.workspace.getConfiguration();
  const text = problemText({
    versions: {
      extension: version,
      vscode: vscode.version,
      node: process.version,
      platform: process.platform,
      arch: process.arch,
    },
    appHost: vscode.env.appHost,
    remoteName: vscode.env.remoteName,
    isTrusted: vscode.workspace.isTrusted,
    connections,
    settings: Object.entries(contributes?.configuration?.properties ?? {}).map(([name, schema]) => ({
      name,
      schema,
      usual: configuration.inspect(name)?.defaultValue,
      value: configuration.get(name),
    })),
  });
  await vscode.env.clipboard.writeText(text);
  const show = "Show What Was Copied";
  const said = "Copied versions and settings, without a name of a person, tenant or query. Paste them where you report the problem.";
  if ((await vscode.window.showInformationMessage(said, show)) !== show) return;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: text, language: "plaintext" }));
}
