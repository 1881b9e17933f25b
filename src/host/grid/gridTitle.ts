import type { RestoringFrom } from "./restoredGrid.ts";

/** What a grid of a saved query is called: on another connection than the active one that is said, too. */
export function gridTitle(
  name: string,
  connectionId: string,
  { active, connectionName }: Pick<RestoringFrom, "active" | "connectionName">,
): string {
  const other = connectionId === active() ? undefined : connectionName(connectionId);
  return other === undefined ? name : `${name} · ${other}`;
}
