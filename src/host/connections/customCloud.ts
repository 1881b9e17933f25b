import * as vscode from "vscode";
import type { Cloud } from "../../auth/index.ts";

const setting = "tenantActivity.customCloud";

/** The custom cloud of the user's settings; a string says what is wrong with it. A workspace cannot name one: it could send tokens elsewhere. */
export function customCloud({ readCustomCloud }: { readCustomCloud(setting: unknown): Cloud | string }): Cloud | string | undefined {
  const value = vscode.workspace.getConfiguration().inspect(setting)?.globalValue;
  return value === undefined || value === null ? undefined : readCustomCloud(value);
}

/** Whether a change of settings may have changed it. */
export const changesCustomCloud = (event: vscode.ConfigurationChangeEvent): boolean => event.affectsConfiguration(setting);
