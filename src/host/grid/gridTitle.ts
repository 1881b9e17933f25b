/** What a grid of a saved query is called: on another connection than the active one that is said, too. */
export function gridTitle(
  name: string,
  connectionId: string,
  { active, connectionName }: { active(): string; connectionName(id: string): string | undefined },
): string {
  const other = connectionId === active() ? undefined : connectionName(connectionId);
  return other === undefined ? name : `${name} · ${other}`;
}
