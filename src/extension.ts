import * as vscode from "vscode";
import type { Connection } from "./auth/connection.ts";
import { connectionsKey } from "./auth/storedConnections.ts";
import { AccessChecks } from "./host/connections/accessChecks.ts";
import { budgetStatus } from "./host/connections/budgetStatus.ts";
import { ColumnMemory } from "./host/grid/columnMemory.ts";
import { harmless } from "./host/harmless.ts";
import { registerConnectionCommands } from "./host/connections/connectionCommands.ts";
import { Connections } from "./host/connections/connections.ts";
import { helpRecords } from "./host/records/helpRecords.ts";
import { RecordDocuments } from "./host/records/documents.ts";
import { registerRecordCommands } from "./host/records/recordCommands.ts";
import { followGrids } from "./host/grid/followGrids.ts";
import { registerGridCommands } from "./host/grid/gridCommands.ts";
import { Grids } from "./host/grid/grids.ts";
import { Needs } from "./host/connections/needs.ts";
import { registerHelpCommands } from "./host/helpCommands.ts";
import { PersonZone } from "./host/zone/personZone.ts";
import { registerQueryCommands } from "./host/queries/queryCommands.ts";
import { saveQuery } from "./host/queries/saveQuery.ts";
import { QueryTree } from "./host/queries/queryTree.ts";
import { RunHistory } from "./host/queries/runHistory.ts";
import { ShownReports } from "./host/queries/shownReports.ts";
import { firstNamed, savedQueries } from "./host/queries/savedQueries.ts";
import { connectionStatus } from "./host/connections/statusBar.ts";
import { SharedState } from "./host/connections/sharedState.ts";
import { rounded, Telemetry } from "./host/telemetry/telemetry.ts";
import { TenantAccess } from "./host/connections/tenantAccess.ts";
import { watchZoneSetting, zoneOfWindow } from "./host/zone/zoneSetting.ts";
import { ownZone } from "./query/zone.ts";
import type { Budget } from "./run/index.ts";
import { isSameQuery } from "./sessions/queryRef.ts";

const demo = { id: "demo", name: "Contoso (demo)" };
/** Set by `npm run demo`: "1", or "quiet" for the demo tenant without its stories. */
const startDemo = process.env["TENANT_ACTIVITY_DEMO"];

/** The demo tenant is a connection like any other, whose far end runs in this process. */
async function demoConnection(): Promise<Connection> {
  const { createDemoTenant } = await import("./demo/index.ts");
  const settings = vscode.workspace.getConfiguration("tenantActivity.demo");
  const tenant = createDemoTenant({
    seed: settings.get<number>("seed", 1),
    factor: settings.get<number>("factor", 1),
    quiet: startDemo === "quiet" || settings.get<boolean>("quiet", false),
    faults: settings.get<object>("faults", {}),
  });
  return {
    ...demo,
    graphHost: "https://graph.microsoft.com",
    me: tenant.me.userPrincipalName,
    tenant: tenant.tenantId,
    fetch: (request) => tenant.fetch(request),
    getToken: () => Promise.resolve(tenant.token),
  };
}

let endExports: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Tenant Activity", { log: true });
  const telemetry = new Telemetry();
  const shared = new SharedState(context.globalState, context.globalStorageUri.fsPath, {
    log: (message) => log.info(message),
    warn: async (trouble) => {
      const { listTroubleSentence } = await import("./host/connections/listTrouble.ts");
      const message = listTroubleSentence(trouble);
      log.warn(message);
      void vscode.window.showWarningMessage(harmless(message));
    },
  });
  const needs = new Needs();
  const shown = new ShownReports(context.globalState);
  const access = new TenantAccess({ context, state: shared, telemetry, needs, log: (message) => log.info(message) });
  const connections = new Connections(shared, { demo, open: (id) => (id === demo.id ? demoConnection() : access.open(id)) });
  const checks = new AccessChecks({
    ...{ access, connections, needs, shown, state: shared },
    spend: (connection, signal) => grids.spend(connection, signal),
    log: (message) => log.info(message),
  });
  access.attach(connections, (id) => void checks.checkByItself(id));
  const zone = new PersonZone({
    state: context.globalState,
    own: ownZone,
    isNear: vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop,
  });
  const shownZone = () => zoneOfWindow(zone.name);
  const history = new RunHistory(context.globalState, firstNamed, shownZone);
  const spent = new vscode.EventEmitter<Budget>();
  const documents: RecordDocuments = new RecordDocuments((connection, report, id, signal) => grids.record(connection, report, id, signal));
  const columns = new ColumnMemory(context.globalState, firstNamed);
  const grids: Grids = new Grids(async () => {
    const { startGridHost } = await import("./host/grid/gridHost.ts");
    return startGridHost({
      connections,
      columns,
      documents,
      zone,
      state: context.globalState,
      access,
      shared,
      extension: context.extensionUri,
      workerFile: vscode.Uri.joinPath(context.extensionUri, "dist", "results.cjs"),
      budgetFolder: context.globalStorageUri,
      product: { name: "Tenant Activity", version: String((context.extension.packageJSON as { version?: unknown }).version) },
      saveQuery,
      explain: (error, id) => access.explain(error, id),
      spent: (budget) => spent.fire(budget),
      isShown: (report) => shown.has(report),
      reached: (report, id, need) => checks.noteReached(report, id, need),
      ended: ({ report, outcome, rows, durationMs }, id) =>
        telemetry.send("run", { report, outcome, connection: id === demo.id ? "demo" : "tenant" }, { rows: rounded(rows), durationMs }),
      opened: (format, rows) => telemetry.send("export", { format }, { rows: rounded(rows) }),
      async act(action, connectionId) {
        if (action === "showLog") log.show();
        if (action === "checkAccess") await checks.check(connectionId);
        if (action === "freshToken") return access.useFreshToken(connectionId);
        return action === "signIn" && access.signInAgain(connectionId);
      },
      log: (message) => log.info(message),
    });
  });
  endExports = () => grids.endExports();
  const tree = new QueryTree(connections, history, needs, shown);
  const view = vscode.window.createTreeView("tenantActivity.queries", { treeDataProvider: tree, showCollapseAll: true });
  context.subscriptions.push(
    log,
    telemetry,
    access,
    connections,
    history,
    documents.register(),
    helpRecords({ documents, grids, zone: shownZone }),
    spent,
    grids,
    grids.restoring(async () => {
      const { queries } = await savedQueries();
      return {
        active: () => connections.active?.id ?? demo.id,
        connectionName: (id) => connections.find(id)?.name,
        savedQuery: (ref) => queries.find((query) => isSameQuery(query.ref, ref)),
        firstNamed,
      };
    }),
    tree,
    view,
    connectionStatus(connections),
    budgetStatus(spent.event),
    watchZoneSetting(),
    followGrids({ connections, grids, view }),
    registerConnectionCommands({ connections, access, checks, extension: context.extensionUri, forgettable: [history, columns, grids] }),
    registerQueryCommands({ connections, grids, history, shown, view, zone: shownZone }),
    registerRecordCommands(grids),
    registerGridCommands(grids, context.extension.packageJSON),
    registerHelpCommands({ extension: context.extension, connections: () => shared.get(connectionsKey), zone: () => zone.name }),
  );
  if (startDemo === "1" || startDemo === "quiet") void vscode.commands.executeCommand("tenantActivity.openDemo");
}

/** VS Code waits some seconds for this, and for nothing that is disposed of later. */
export const deactivate = (): Promise<void> | undefined => endExports?.();
