/** What VS Code keeps for an extension. */
export function memento(stored: Readonly<Record<string, unknown>> = {}) {
  const kept = new Map<string, unknown>(Object.entries(stored));
  return {
    keys: () => [...kept.keys()],
    get: <Value>(key: string, otherwise?: Value) => (kept.get(key) ?? otherwise) as Value,
    update: (key: string, value: unknown) =>
      Promise.resolve(void (value === undefined ? kept.delete(key) : kept.set(key, structuredClone(value)))),
  };
}
