import * as vscode from "vscode";
import type { Connection } from "../../auth/connection.ts";
import { storedConnections, type State } from "../../auth/storedConnections.ts";

const activeKey = "connection";

/** A connection by name, before anything is loaded that it takes to use it. */
export interface ConnectionName {
  readonly id: string;
  readonly name: string;
  /** It was removed, but not all of its secrets are gone. */
  readonly leaving?: unknown;
  /** True: nothing is asked with it before the next sign-in. */
  readonly signedOut?: unknown;
}

export interface ConnectionSource {
  readonly demo: ConnectionName;
  /** Makes the connection of that id; undefined when there is none (any more). */
  open(id: string): Promise<Connection | undefined>;
}

/** The connections there are, and which one is active. They are opened on first use: each way of signing in is loaded only when needed. */
export class Connections implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #state: State;
  readonly #source: ConnectionSource;
  readonly #open = new Map<string, Promise<Connection | undefined>>();

  constructor(state: State, source: ConnectionSource) {
    this.#state = state;
    this.#source = source;
  }

  /** The demo tenant first. */
  get list(): readonly ConnectionName[] {
    return [this.#source.demo, ...storedConnections(this.#state)];
  }

  get active(): ConnectionName | undefined {
    const id = this.#state.get(activeKey);
    return typeof id === "string" ? this.find(id) : undefined;
  }

  find(id: string): ConnectionName | undefined {
    return this.list.find((connection) => connection.id === id);
  }

  isDemo({ id }: ConnectionName): boolean {
    return id === this.#source.demo.id;
  }

  get(id: string): Promise<Connection | undefined> {
    let open = this.#open.get(id);
    if (open === undefined) {
      open = this.#source.open(id);
      this.#open.set(id, open);
      open.then(
        (connection) => connection ?? this.#open.delete(id),
        () => this.#open.delete(id),
      );
    }
    return open;
  }

  async use(id: string | undefined): Promise<void> {
    await this.#state.update(activeKey, id);
    this.#changed.fire();
  }

  /** What is known of a connection has changed, or it is gone: it is opened anew when used next. */
  refresh(id: string): void {
    this.#open.delete(id);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
