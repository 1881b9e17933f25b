import type { Path } from "../expression.ts";
import { indexedPath } from "../indexedPath.ts";
import { printFilter } from "../printFilter.ts";
import { placed, type Reader } from "../reader.ts";

/** `targetResources[0].displayName`, `location['city']`; `before`: the members that were read already, the first of which begins at `start`. */
export function readIndexed(reader: Reader, before: readonly string[], start: number): Path | undefined {
  const found = reader.mayRepair ? indexedPath(reader, before) : undefined;
  if (!found) return undefined;
  const { list } = found;
  const path: Path = { type: "path", members: found.members };
  const written = printFilter(path);
  const item = ["item", ...path.members.slice(list?.length)].join("/");
  if (list)
    reader.problem(
      { start, end: reader.end },
      `An item of a list is not asked for by its place: any of them is, such as ${list.join("/")}/any(item: ${item} eq 'value')`,
    );
  else reader.problem({ start, end: reader.end }, `A member stands behind a slash: ${written}`, written);
  return placed(path, start, reader.end);
}
