import * as vscode from "vscode";
import type { connectionCommands } from "../../commands/connections.ts";
import type { AccessChecks } from "./accessChecks.ts";
import type { ConnectionName, Connections } from "./connections.ts";
import type { Forgettable } from "./forgetting.ts";
import { harmless } from "../harmless.ts";
import { register } from "../register.ts";
import type { TenantAccess } from "./tenantAccess.ts";

export interface ConnectionCommandContext {
  readonly connections: Connections;
  readonly access: TenantAccess;
  readonly checks: Pick<AccessChecks, "check">;
  readonly extension: vscode.Uri;
  /** What Forget Everything forgets besides connections and secrets. */
  readonly forgettable: readonly Forgettable[];
}

type Choice = vscode.QuickPickItem & { readonly id?: string; readonly then?: () => unknown };

const rename: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("edit"), tooltip: "Rename" };
const signOut: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("sign-out"), tooltip: "Sign out" };
const remove: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("trash"), tooltip: "Remove" };

/** Signing in, switching, and leaving: from the palette, the status bar and the view's title. */
export function registerConnectionCommands({
  connections,
  access,
  checks,
  extension,
  forgettable,
}: ConnectionCommandContext): vscode.Disposable {
  const own = (): readonly ConnectionName[] => connections.list.filter((connection) => !connections.isDemo(connection));

  /** The active one, or else the person's choice among their own. */
  async function meant(title: string): Promise<string | undefined> {
    const { active } = connections;
    if (active && !connections.isDemo(active)) return active.id;
    const mine = own();
    if (mine.length === 0) {
      const choice = await vscode.window.showInformationMessage("You are not signed in to a tenant of your own yet.", "Sign In…");
      if (choice !== undefined) await access.add();
      return undefined;
    }
    if (mine.length === 1) return mine[0]?.id;
    return (
      await vscode.window.showQuickPick(
        mine.map(({ id, name }) => ({ label: harmless(name), id })),
        { title, placeHolder: "Which connection?", ignoreFocusOut: true },
      )
    )?.id;
  }

  const onOwn = (title: string, work: (id: string) => unknown) => async () => {
    const id = await meant(title);
    if (id !== undefined) await work(id);
  };

  function choose(): Promise<void> {
    const { active } = connections;
    const pick = vscode.window.createQuickPick<Choice>();
    pick.title = "Tenant Activity: connection";
    pick.ignoreFocusOut = true;
    pick.placeholder = active ? `Connected to ${harmless(active.name)}` : "Which tenant do you want to look at?";
    const describe = (connection: ConnectionName): string =>
      [
        connection.id === active?.id ? "active" : "",
        connections.isDemo(connection) ? "made up here: no account, nothing is sent" : "",
        connection.leaving ? "not all of its secrets could be deleted: remove it again" : "",
      ]
        .filter(Boolean)
        .join(", ");
    const icon = (name: string) => ({ iconPath: new vscode.ThemeIcon(name) });
    pick.items = [
      ...connections.list.map((connection) => ({
        label: harmless(connection.name),
        ...icon(connections.isDemo(connection) ? "beaker" : connection.leaving ? "warning" : "organization"),
        description: describe(connection),
        id: connection.id,
        buttons: connections.isDemo(connection) ? [] : [rename, signOut, remove],
      })),
      { label: "", kind: vscode.QuickPickItemKind.Separator },
      { label: "Sign in to a tenant…", ...icon("sign-in"), then: () => access.add() },
      ...(active
        ? [
            {
              label: "Disconnect",
              ...icon("debug-disconnect"),
              description: `from ${harmless(active.name)}`,
              then: () => connections.use(undefined),
            },
          ]
        : []),
    ];
    return new Promise((resolve, reject) => {
      const leave = (work: () => unknown): void => {
        pick.hide();
        Promise.resolve(work()).then(() => resolve(), reject);
      };
      pick.onDidTriggerItemButton(({ item: { id }, button }) => {
        if (id === undefined) return;
        leave(() => (button === rename ? access.rename(id) : button === signOut ? access.signOut(id) : access.remove(id)));
      });
      pick.onDidAccept(() => {
        const [item] = pick.selectedItems;
        if (item) leave(() => (item.id === undefined ? item.then?.() : connections.use(item.id)));
      });
      pick.onDidHide(() => {
        pick.dispose();
        resolve();
      });
      pick.show();
    });
  }

  return register<typeof connectionCommands>({
    chooseConnection: choose,
    signIn: () => access.add(),
    signInAgain: onOwn("Sign In Again", (id) => access.signInAgain(id)),
    signOut: onOwn("Sign Out", async (id) => {
      if (!(await access.signOut(id))) return;
      void vscode.window.showInformationMessage(
        `Signed out of ${harmless(connections.find(id)?.name ?? "the tenant")}. The connection stays; a query asks to sign in again.`,
      );
    }),
    renameConnection: onOwn("Rename Connection", (id) => access.rename(id)),
    removeConnection: onOwn("Remove Connection", (id) => access.remove(id)),
    forgetEverything: () => access.forgetEverything(async () => (await import("./forgetting.ts")).forgetting(forgettable)),
    checkAccess: onOwn("Check Access", (id) => checks.check(id)),
    registerAppGuide: () =>
      vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.joinPath(extension, "media", "registerApp.md")),
  });
}
