/** What is needed of VS Code's global state. */
export interface State {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
  /** Reads and writes as one step for all windows; without it the last window to write wins. */
  change?(key: string, change: (value: unknown) => unknown): PromiseLike<void>;
}

export const connectionsKey = "connections";

export interface StoredConnection {
  readonly id: string;
  readonly name: string;
  /** It was removed, but not all of its secrets are gone. */
  readonly leaving?: unknown;
  readonly signedOut?: unknown;
  /** True: names may be looked up in the directory with it. */
  readonly lookUpNames?: unknown;
  /** The tenant's GUID, once it is known. */
  readonly tenantId?: unknown;
}

/** Id and name of the connections in state, for what is shown before anything of this folder is loaded. */
export const storedConnections = (state: Pick<State, "get">): readonly StoredConnection[] => namedIn(state.get(connectionsKey));

export const namedIn = (stored: unknown): readonly StoredConnection[] => (Array.isArray(stored) ? stored.filter(isNamed) : []);

function isNamed(value: unknown): value is StoredConnection {
  const { id, name } = (value ?? {}) as { id?: unknown; name?: unknown };
  return typeof id === "string" && typeof name === "string";
}
