import { at, type Reader } from "./listParts.ts";
import type { Entry } from "./detailPart.ts";
import { placeOf } from "./place.ts";

const heads: ReadonlyMap<string, string> = new Map([
  ["", "Value"],
  ["id", "Id"],
  ["displayName", "Name"],
  ["identityType", "Type"],
]);
const headOf = (name: string): string => heads.get(name) ?? name.replace(/^details\//, "");

export const sides: Reader<"sides"> = ({ title, source, target }, record, make) => {
  const both = [source, target].map((path) => {
    const parts = at(record, path) === undefined ? [] : make.parts(at(record, path), placeOf(path), path);
    const entries = new Map<string, Entry>();
    for (const part of parts) if (part.kind === "entry" && !part.continues) entries.set(part.path.slice(path.length + 1), part);
    return { parts, entries };
  });
  const [left, right] = both;
  // Only plain members can be set side by side: everything else stands one below the other.
  if (!left || !right || both.some(({ parts, entries }) => parts.length !== entries.size)) return both.flatMap(({ parts }) => parts);
  const names = [...new Set([...left.entries.keys(), ...right.entries.keys()])];
  if (names.length === 0) return [];
  return [
    {
      kind: "table",
      key: `${source} ${target}`,
      label: title,
      columns: [
        { label: "Source", description: make.fieldAt(placeOf(source))?.description ?? "" },
        { label: "Target", description: make.fieldAt(placeOf(target))?.description ?? "" },
      ],
      heads: names.map((name) => headOf(name)),
      rows: names.map((name) => [left.entries.get(name), right.entries.get(name)]),
    },
  ];
};
