import * as vscode from "vscode";
import type { DeviceCode, Surroundings, UriCallbacks } from "../../auth/index.ts";
import type * as authBundle from "../../auth/index.ts";
import { customCloud } from "./customCloud.ts";
import { harmless } from "../harmless.ts";
import { keyringHelp } from "./keyringHelp.ts";
import { openLink } from "../openLink.ts";

type Auth = typeof authBundle;

const loginLimitMs = 5 * 60_000;

/** What signing in needs of this window. */
export function signInWindow(
  auth: Auth,
  callbacks: UriCallbacks,
  context: vscode.ExtensionContext,
  log: (message: string) => void,
  notKept: () => void,
): Surroundings {
  return {
    secrets: context.secrets,
    openBrowser: openLink,
    showDeviceCode,
    callbackUri: async () => {
      const own = vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: context.extension.id, path: "/signed-in" });
      return (await vscode.env.asExternalUri(own)).toString(true);
    },
    waitForCallback: (nonce, signal) => callbacks.wait(nonce, signal),
    getSession: (provider, scopes, options) => vscode.authentication.getSession(provider, scopes, options),
    run: auth.runCommand,
    fetch: (url, init) => fetch(url, init),
    customCloud: () => customCloud(auth),
    now: Date.now,
    log,
    keptHere: (kind) => {
      notKept();
      void showKeptHere(auth.keptHereMessage(kind));
    },
    lockFolder: context.globalStorageUri.fsPath,
    limitMs: loginLimitMs,
  };
}

async function showKeptHere(message: string): Promise<void> {
  const help = "Help with Keyrings";
  if ((await vscode.window.showWarningMessage(message, help)) === help) await openLink(keyringHelp);
}

/** The code stands in a message of its own until it is used or the sign-in ends; the message's button copies it and opens the page. */
function showDeviceCode({ userCode, verificationUri }: DeviceCode, signal: AbortSignal): void {
  const open = "Copy Code & Open Page";
  const copy = "Copy Code";
  const show = async (): Promise<void> => {
    const choice = await vscode.window.showInformationMessage(
      harmless(`To sign in, enter the code ${userCode} at ${verificationUri}.`),
      open,
      copy,
    );
    if (signal.aborted || choice === undefined) return;
    await vscode.env.clipboard.writeText(userCode);
    if (choice === open) await openLink(verificationUri);
  };
  void show();
}
