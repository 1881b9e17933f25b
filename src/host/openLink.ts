import * as vscode from "vscode";
import { readAddress } from "../address.ts";

/** Opens an address in the browser; false when the person or VS Code refused. One that is not https, or hides where it goes, is not opened. */
export async function openLink(url: string): Promise<boolean> {
  if (readAddress(url) === undefined) throw new Error("An address that is not https was not opened in the browser.");
  return vscode.env.openExternal(vscode.Uri.parse(url, true));
}
