import * as vscode from "vscode";
import type { Connection } from "../../auth/connection.ts";
import type { Access, AccessAction, Cloud, ConnectionData } from "../../auth/index.ts";
import type * as authBundle from "../../auth/index.ts";
import { kindOf } from "../../sources/errors.ts";
import { pageUrl } from "../../sources/graph/url.ts";
import { reports } from "../../reports/index.ts";
import { graphOf } from "../../sessions/graphOf.ts";
import { harmless } from "../harmless.ts";

type Auth = typeof authBundle;

export { accessSummary } from "./accessSummary.ts";

export interface AccessQuestion {
  readonly auth: Auth;
  readonly data: ConnectionData;
  readonly cloud: Cloud;
  readonly connection: Connection;
  /** Waits until the service's limit has room for a request. */
  readonly spend: (connection: Connection, signal: AbortSignal) => Promise<void>;
  /** Nobody asked for it: it is shown where it is in nobody's way. */
  readonly isQuiet: boolean;
}

/** Asks each report for one record. Rejects when the person cancels. */
export async function findAccess({ auth, data, cloud, connection, spend, isQuiet }: AccessQuestion): Promise<readonly Access[]> {
  const graph = graphOf(connection);
  // A role or permission that was given a minute ago is to be seen.
  graph.useFreshToken();
  const { Notification, Window } = vscode.ProgressLocation;
  return vscode.window.withProgress(
    {
      location: isQuiet ? Window : Notification,
      title: isQuiet ? "Checking access…" : `Checking what ${harmless(data.name)} may read…`,
      cancellable: true,
    },
    (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return auth.checkAccess(
        data,
        cloud,
        // Beforehand nobody is asked for the permissions of reports that few need.
        isQuiet ? reports.filter(({ apart }) => !apart) : reports,
        async (report, signal) => {
          const url = pageUrl(connection.graphHost, report, { top: 1 });
          const ask = async () => {
            await spend(connection, signal);
            await graph.page(url, signal);
          };
          // A refused token is renewed once, as in a run.
          await ask().catch((error: unknown) => {
            if (kindOf(error) !== "tokenRefused") throw error;
            return ask();
          });
        },
        abort.signal,
      );
    },
  );
}

/** Shows for each report whether it can be read and what is missing. Answers with what the person chose to do about it. */
export async function showAccess(data: ConnectionData, found: readonly Access[]): Promise<AccessAction | undefined> {
  type Item = vscode.QuickPickItem & { readonly action?: AccessAction };
  const items = found.flatMap(({ report, kind, message, actions }): Item[] => [
    { label: reports.find(({ id }) => id === report)?.title ?? report, kind: vscode.QuickPickItemKind.Separator },
    { label: `$(${kind === "reachable" ? "pass" : "error"}) ${harmless(message)}` },
    ...actions.map((action) => ({
      label: `$(arrow-right) ${action.title}`,
      ...(action.url === undefined ? {} : { description: action.url }),
      action,
    })),
  ]);
  const picked = await vscode.window.showQuickPick(items, {
    title: `Access of ${harmless(data.name)}`,
    placeHolder: "Choose what to do",
    ignoreFocusOut: true,
  });
  return picked?.action;
}
