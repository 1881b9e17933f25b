import type { Column, GridField } from "../../protocol/grid.ts";
import { foldText } from "../../query/foldText.ts";

const most = 12;

/** Different in nearly every record: its values say nothing of the whole. */
const isUnique = ({ path, kind }: GridField): boolean => kind === "instant" || kind === "object" || /(^|\/)(id|.*Id)$/.test(path);

const isOfFew = ({ kind }: GridField): boolean => kind === "enum" || kind === "boolean" || kind === "flags";

/** The fields whose values are shown unless others are looked for: those of the columns, then those that have few values. */
export function facetFields(fields: readonly GridField[], columns: readonly Column[], outcomePath: string): readonly GridField[] {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const shown = columns.flatMap(({ path }) => byPath.get(path) ?? []).filter((field) => !isUnique(field));
  const outcome = byPath.get(outcomePath);
  const ordered = [...(outcome ? [outcome] : []), ...shown, ...fields.filter((field) => isOfFew(field) && !field.list)];
  return [...new Set(ordered)].slice(0, most);
}

/** Fields with all words of the search in their label or path. */
export function fieldsFound(fields: readonly GridField[], search: string): readonly GridField[] {
  const words = foldText(search).split(/\s+/).filter(Boolean);
  return fields.filter(({ label, path }) => {
    const text = foldText(`${label} ${path}`);
    return words.every((word) => text.includes(word));
  });
}
