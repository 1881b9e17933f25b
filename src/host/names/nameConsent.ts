import type * as vscode from "vscode";
import { storedConnections, type State } from "../../auth/storedConnections.ts";

const demoKey = "lookUpNames.demo";

/** Which connections names may be looked up with: kept with each, and for the demo tenant, which is kept nowhere, beside them. */
export class NameConsent {
  readonly #state: State;
  readonly #ofDemo: Pick<vscode.Memento, "get" | "update">;
  readonly isDemo: (connectionId: string) => boolean;

  constructor(state: State, ofDemo: Pick<vscode.Memento, "get" | "update">, isDemo: (connectionId: string) => boolean) {
    this.#state = state;
    this.#ofDemo = ofDemo;
    this.isDemo = isDemo;
  }

  /** As any window has set it last. */
  has(connectionId: string): boolean {
    if (this.isDemo(connectionId)) return this.#ofDemo.get(demoKey) === true;
    return storedConnections(this.#state).some(
      ({ id, lookUpNames, leaving, signedOut }) =>
        id === connectionId && lookUpNames === true && leaving === undefined && signedOut === undefined,
    );
  }

  /** The GUID of the tenant that a connection of the person's own has signed in to. */
  tenantOf(connectionId: string): string | undefined {
    const tenant = storedConnections(this.#state).find(({ id }) => id === connectionId)?.tenantId;
    return typeof tenant === "string" ? tenant : undefined;
  }

  async keepOfDemo(isAllowed: boolean): Promise<void> {
    await this.#ofDemo.update(demoKey, isAllowed ? true : undefined);
  }
}
