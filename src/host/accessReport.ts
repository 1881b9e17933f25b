import * as vscode from "vscode";
import type { Connection } from "../auth/connection.ts";
import type { AccessAction, Cloud, ConnectionData } from "../auth/index.ts";
import type * as authBundle from "../auth/index.ts";
import { pageUrl, TokenRefused } from "../graph/index.ts";
import { reports } from "../reports/index.ts";
import { graphOf } from "../sessions/graphOf.ts";
import { harmless } from "./harmless.ts";

type Auth = typeof authBundle;

/** Shows for each report whether it can be read and what is missing. Answers with what the person chose to do about it. */
export async function accessReport(
  auth: Auth,
  data: ConnectionData,
  cloud: Cloud,
  connection: Connection,
): Promise<AccessAction | undefined> {
  const graph = graphOf(connection);
  // A role or permission that was given a minute ago is to be seen.
  graph.useFreshToken();
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Checking what ${harmless(data.name)} may read…`, cancellable: true },
    (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return auth.checkAccess(
        data,
        cloud,
        reports,
        async (report, signal) => {
          const url = pageUrl(connection.graphHost, report, { version: report.version, top: 1 });
          // A refused token is renewed once, as in a run.
          await graph.page(url, signal).catch((error: unknown) => {
            if (!(error instanceof TokenRefused)) throw error;
            return graph.page(url, signal);
          });
        },
        abort.signal,
      );
    },
  );
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
