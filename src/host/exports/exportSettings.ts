import * as vscode from "vscode";
import type { CsvStyle, Separator, TextForm } from "../../results/api.ts";

const separators: readonly string[] = ["comma", "semicolon", "tab"] satisfies Separator[];

export interface ExportSettings {
  readonly byteOrderMark: boolean;
  readonly style: CsvStyle;
}

/** How tables are written. What a setting says that is none of its values counts as its default. */
export function exportSettings(): ExportSettings {
  const settings = vscode.workspace.getConfiguration("tenantActivity.export");
  const separator = settings.get<string>("separator", "comma");
  const form: TextForm = settings.get<string>("textForm") === "plain" ? "plain" : "spreadsheetSafe";
  return {
    byteOrderMark: settings.get<boolean>("byteOrderMark", true),
    style: { separator: separators.includes(separator) ? (separator as Separator) : "comma", form },
  };
}
