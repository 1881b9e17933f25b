import * as vscode from "vscode";
import type { Cloud, CloudId, ConnectionDraft, StoredCredential, WayId } from "../auth/index.ts";
import type * as authBundle from "../auth/index.ts";
import { harmless } from "./harmless.ts";

type Auth = typeof authBundle;

export interface WizardContext {
  readonly auth: Auth;
  readonly extensionKind: vscode.ExtensionKind;
  /** What `env.asExternalUri` made of the extension's own URI. */
  readonly callbackUri: string | undefined;
  readonly customCloud: Cloud | string | undefined;
  readonly takenNames: readonly string[];
}

const title = "Sign In to a Tenant";

/** Asks for all that a connection needs, one question after the other, `before` being what it was. Undefined when the person left. */
export async function askConnection(context: WizardContext, before?: ConnectionDraft): Promise<ConnectionDraft | undefined> {
  const { auth, takenNames } = context;
  const way = await askWay(context);
  if (way === undefined) return undefined;
  const cloud = await askCloud(context, way);
  if (cloud === undefined) return undefined;
  const tenant = await vscode.window.showInputBox({
    title,
    prompt:
      auth.ways[way].permissions === "application"
        ? "Tenant: its GUID or one of its domains, such as contoso.com"
        : "Tenant: its GUID, one of its domains such as contoso.com, or “organizations” for the one of your account",
    value: before?.tenant ?? (auth.ways[way].permissions === "application" ? "" : "organizations"),
    ignoreFocusOut: true,
    validateInput: (value) => auth.checkTenant(value.trim(), way),
  });
  if (tenant === undefined) return undefined;
  const clientId = way === "azureCli" ? "" : await askClientId(context, way, before?.clientId);
  if (clientId === undefined) return undefined;
  const name = await vscode.window.showInputBox({
    title,
    prompt: "Name of the connection, as the tree and the status bar show it",
    value: before?.name ?? (tenant === "organizations" ? "My tenant" : tenant.trim()),
    ignoreFocusOut: true,
    validateInput: (value) =>
      auth.checkConnection({ way, cloud, tenant: tenant.trim(), clientId, name: value }, takenNames).find(({ field }) => field === "name")
        ?.message,
  });
  if (name === undefined) return undefined;
  return { way, cloud, tenant: tenant.trim(), ...(clientId === "" ? {} : { clientId: clientId.trim() }), name };
}

async function askWay({ auth, extensionKind, callbackUri }: WizardContext): Promise<WayId | undefined> {
  const { Desktop } = vscode.UIKind;
  const offered = auth.waysInOrder({
    extensionKind: extensionKind === vscode.ExtensionKind.UI ? "ui" : "workspace",
    uiKind: vscode.env.uiKind === Desktop ? "desktop" : "web",
    remoteName: vscode.env.remoteName,
    callbackUri,
  });
  const items = offered.map((way) => ({ label: auth.ways[way].title, detail: auth.ways[way].detail, way }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: "How do you want to sign in?", ignoreFocusOut: true }))?.way;
}

/** Only clouds in which this way has tokens. */
async function askCloud({ auth, customCloud }: WizardContext, way: WayId): Promise<CloudId | undefined> {
  const items: (vscode.QuickPickItem & { id: CloudId })[] = Object.entries(auth.clouds).map(([id, cloud]) => ({
    label: cloud.title,
    description: new URL(cloud.graph).host,
    id: id as CloudId,
  }));
  if (typeof customCloud === "object") items.push({ label: harmless(customCloud.title), description: "from your settings", id: "custom" });
  if (typeof customCloud === "string")
    void vscode.window.showWarningMessage(harmless(`The setting tenantActivity.customCloud is not used. ${customCloud}`));
  const served = items.filter(({ id }) => auth.servesCloud(way, id));
  return (await vscode.window.showQuickPick(served, { title, placeHolder: "In which cloud is the tenant?", ignoreFocusOut: true }))?.id;
}

async function askClientId({ auth }: WizardContext, way: WayId, before: string | undefined): Promise<string | undefined> {
  const { quickStartClientId } = auth;
  if (way === "browser" || way === "deviceCode") {
    const own = {
      label: "My own app registration",
      detail: "You decide what it may do and who may use it. Enter its Application (client) ID next.",
    };
    const quick = {
      label: "Quick start: Microsoft Graph Command Line Tools",
      detail: "An app of Microsoft that many tenants know. Consent lands on that shared app: whoever uses it in your tenant has it too.",
    };
    const guide = { label: "How to register an app…", detail: "Three redirects, one permission, one consent." };
    const choice = await vscode.window.showQuickPick([own, quick, guide], { title, placeHolder: "As which app?", ignoreFocusOut: true });
    if (choice === guide) await vscode.commands.executeCommand("tenantActivity.registerAppGuide");
    if (choice === quick) return quickStartClientId;
    if (choice !== own) return undefined;
  }
  return vscode.window.showInputBox({
    title,
    prompt: "Application (client) ID of your app registration",
    value: before === quickStartClientId ? "" : (before ?? ""),
    ignoreFocusOut: true,
    validateInput: (value) => auth.checkClientId(value.trim(), way),
  });
}

/** What an application proves itself with. Undefined when the person left. */
export async function askCredential(way: "certificate" | "clientSecret"): Promise<StoredCredential | undefined> {
  if (way === "clientSecret") {
    const clientSecret = await vscode.window.showInputBox({
      title,
      prompt: "Client secret: its value, not its id. It is kept in VS Code's secret storage.",
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) => (value.trim() === "" ? "Enter the value of the secret" : undefined),
    });
    return clientSecret === undefined ? undefined : { clientSecret: clientSecret.trim() };
  }
  const [file] =
    (await vscode.window.showOpenDialog({
      title: "PEM file with certificate and private key",
      filters: { PEM: ["pem", "crt", "key"], "All files": ["*"] },
    })) ?? [];
  if (file === undefined) return undefined;
  const pem = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  if (!/ENCRYPTED/.test(pem)) return { pem };
  const passphrase = await vscode.window.showInputBox({
    title,
    prompt: "Passphrase of the private key",
    password: true,
    ignoreFocusOut: true,
  });
  return passphrase === undefined ? undefined : { pem, passphrase };
}
