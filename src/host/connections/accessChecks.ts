import * as vscode from "vscode";
import type { Access, ConnectionData } from "../../auth/index.ts";
import type { Connection } from "../../auth/connection.ts";
import { storedConnections, type State } from "../../auth/storedConnections.ts";
import type { ReportId } from "../../reports/index.ts";
import type { ShownReports } from "../queries/shownReports.ts";
import { openLink } from "../openLink.ts";
import type { AccessQuestion } from "./accessReport.ts";
import type { Connections } from "./connections.ts";
import { needOfAccess, type NeedKind, type Needs } from "./needs.ts";
import type { SigningIn } from "./signingIn.ts";
import type { TenantAccess } from "./tenantAccess.ts";

export interface AccessWorld {
  readonly access: Pick<TenantAccess, "load">;
  readonly connections: Pick<Connections, "get">;
  readonly needs: Needs;
  readonly shown: Pick<ShownReports, "has" | "show">;
  readonly state: State;
  /** Waits until the service's limit has room for a request of this connection. */
  spend(connection: Connection, signal: AbortSignal): Promise<void>;
  log(message: string): void;
}

/** What the person may read of their tenants: asked when they want to know, after a sign-in, and learnt from runs. */
export class AccessChecks {
  readonly #access: AccessWorld["access"];
  readonly #connections: AccessWorld["connections"];
  readonly #world: AccessWorld;

  constructor(world: AccessWorld) {
    this.#world = world;
    this.#access = world.access;
    this.#connections = world.connections;
  }

  /** Asks each report for one record, unless it is `known` what they answer, and shows what is missing. */
  async check(id: string, known?: readonly Access[]): Promise<void> {
    const loaded = await this.#access.load();
    const data = loaded.store.get(id);
    const connection = await this.#connections.get(id);
    if (data === undefined || connection === undefined) {
      void vscode.window.showInformationMessage(
        "The demo tenant asks for no permission, role or licence: what it refuses is made up. Retry goes on.",
      );
      return;
    }
    const { findAccess, showAccess } = await import("./accessReport.ts");
    const found = known ?? (await findAccess(this.#accessQuestion(loaded, data, connection, false)));
    this.#note(id, found);
    const action = await showAccess(data, found);
    if (action?.url !== undefined) await openLink(action.url);
    else if (action?.permission !== undefined) {
      const more = { ...data, morePermissions: [...new Set([...(data.morePermissions ?? []), action.permission])] };
      await loaded.signInAs(more);
    } else if (action !== undefined) await loaded.carryOut(action, data);
  }

  /** A run has read a report, or could not for want of that. Of the demo tenant it is made up. */
  noteReached(report: ReportId, id: string, need: NeedKind | undefined): void {
    if (need === undefined) void this.#world.shown.show(report);
    if (storedConnections(this.#world.state).some((connection) => connection.id === id)) this.#world.needs.note(id, report, need);
  }

  /** After a sign-in: says in one line what can be read. */
  async checkByItself(id: string): Promise<void> {
    const loaded = await this.#access.load();
    const data = loaded.store.get(id);
    const connection = await this.#connections.get(id);
    if (data === undefined || connection === undefined) return;
    const { accessSummary, findAccess } = await import("./accessReport.ts");
    try {
      const found = await findAccess(this.#accessQuestion(loaded, data, connection, true));
      this.#note(id, found);
      const summary = accessSummary(data.name, found);
      const details = "Details";
      const isAll = found.every(({ kind }) => kind === "reachable");
      const { showInformationMessage: inform, showWarningMessage: warn } = vscode.window;
      // With a button the line is shown to its end.
      const choice = await (isAll ? inform : warn)(summary, details);
      if (choice === details) await this.check(id, found);
    } catch (error) {
      // Nobody asked for it, and a query will say what is wrong.
      this.#world.log(`The access of the connection was not checked: ${error instanceof Error ? error.name : "unknown"}`);
    }
  }

  #accessQuestion({ auth, signIns }: SigningIn, data: ConnectionData, connection: Connection, isQuiet: boolean): AccessQuestion {
    return { auth, data, cloud: signIns.cloudOf(data), connection, spend: (of, signal) => this.#world.spend(of, signal), isQuiet };
  }

  /** What could not be checked stays as it was. */
  #note(id: string, found: readonly Access[]): void {
    for (const { report, kind } of found) {
      if (kind === "reachable") void this.#world.shown.show(report);
      // Who has no use for a hidden report needs nothing for it.
      if (kind !== "unknown" && (kind === "reachable" || this.#world.shown.has(report)))
        this.#world.needs.note(id, report, needOfAccess(kind));
    }
  }
}
