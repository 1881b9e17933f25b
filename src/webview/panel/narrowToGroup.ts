import type { GridState, GroupRow, QueryChange } from "../../protocol/grid.ts";
import type { HeadPart } from "../table/groupHead.ts";

/** What narrowing asks of the panel. */
interface Narrowing {
  /** Resolves with whether it is another query now. */
  edit(change: QueryChange): Promise<boolean>;
  openGroups(): void;
  showFacet(path: string): void;
}

/** Only the rows of a group, which are then shown, and of one outcome of it, or who they are, too. */
export async function narrowToGroup(
  { group, thenGroup, people }: GridState,
  { value, within, answers }: GroupRow,
  { outcome, people: wantsPeople }: HeadPart,
  { edit, openGroups, showFacet }: Narrowing,
): Promise<void> {
  if (group === undefined) return;
  const values =
    within && thenGroup !== undefined
      ? ([
          [group, within.value],
          [thenGroup, value],
        ] as const)
      : ([[group, value]] as const);
  const changes: QueryChange[] = values.map(([path, of]) => ({ kind: "value", path, value: of, pick: "only", isCell: true }));
  // A value that cannot be asked for leaves the query as it is: more rows than those of the group would be meant.
  for (const change of [...changes, ...(outcome ? [{ kind: "outcome", outcome } as const] : [])]) if (!(await edit(change))) return;
  openGroups();
  const kind = answers.people.findIndex((count) => count > 0);
  const path = wantsPeople && people?.[kind]?.paths[0];
  if (path !== undefined) showFacet(path);
}
