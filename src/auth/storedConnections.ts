/** What is needed of VS Code's global state. */
export interface State {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export const connectionsKey = "connections";

/** Id and name of the connections in state, for what is shown before anything of this folder is loaded. */
export function storedConnections(state: Pick<State, "get">): readonly { readonly id: string; readonly name: string }[] {
  const stored = state.get(connectionsKey);
  return Array.isArray(stored) ? stored.filter(isNamed) : [];
}

function isNamed(value: unknown): value is { readonly id: string; readonly name: string } {
  const { id, name } = (value ?? {}) as { id?: unknown; name?: unknown };
  return typeof id === "string" && typeof name === "string";
}
