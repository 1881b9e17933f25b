import { derivedValue } from "../reports/derived.ts";
import { isBlank } from "./blank.ts";
import { unwrapped } from "./jsonText.ts";
import { at, nothingOf, type Reader } from "./listParts.ts";
import type { Entry, DetailPart } from "./detailPart.ts";
import { formOf, type PartMaker } from "./partMaker.ts";
import { isObject, itemOf, memberOf, placeOf, type Place } from "./place.ts";

const shownFirst = 5;

const named = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const nameOf = (target: Readonly<Record<string, unknown>>): "displayName" | "userPrincipalName" | "id" | undefined =>
  (["displayName", "userPrincipalName", "id"] as const).find((name) => named(target[name]));

function freed(cell: Entry, value: string): Entry {
  const text = unwrapped(value);
  return { ...cell, text, form: formOf(text, undefined) };
}

/** Modified properties with both values side by side, freed of the JSON around them. */
function changesAt(list: unknown, place: Place, make: PartMaker): readonly DetailPart[] {
  if (!Array.isArray(list) || !list.some(isObject)) return make.parts(list, place);
  const tables = make
    .table(list, place, "Changes", { displayName: "Property", oldValue: "Old value", newValue: "New value" })
    .map((part): DetailPart =>
      part.kind !== "table"
        ? part
        : {
            ...part,
            fixed: true,
            rows: part.rows.map((row) =>
              row.map((cell) =>
                cell && /Value$/.test(cell.path) && typeof cell.value === "string" && cell.value !== "" ? freed(cell, cell.value) : cell,
              ),
            ),
          },
    );
  const isChange = (item: unknown): boolean =>
    isObject(item) && [item["oldValue"], item["newValue"]].some((value) => (value ?? null) !== null);
  return list.some(isChange)
    ? [{ kind: "comparison", key: `${place.key}…compare`, label: "Compare old and new values", with: "oldAndNew" }, ...tables]
    : tables;
}

export const changes: Reader<"changes"> = ({ path }, record, make) => {
  const list = at(record, path);
  return list === undefined ? [] : changesAt(list, placeOf(path), make);
};

export const firstTargets: Reader<"firstTargets"> = ({ path }, record, make) => {
  const list = at(record, path);
  if (!Array.isArray(list)) return [];
  const lines = list.slice(0, shownFirst).flatMap((target: unknown, index): DetailPart[] => {
    const name = isObject(target) ? nameOf(target) : undefined;
    if (!isObject(target) || name === undefined) return [];
    const type = target["type"];
    const place = memberOf(itemOf(placeOf(path), index), name);
    return [make.entry(target[name], place, { label: named(type) ? type : "Target" })];
  });
  const further = list.length - shownFirst;
  return further > 0 ? [...lines, { kind: "note", text: `${String(further)} more under Targets.` }] : lines;
};

export const made: Reader<"made"> = ({ path, places, unlessNamedIn }, record, make) => {
  const value = derivedValue({ path, derived: places }, record);
  const list = at(record, unlessNamedIn);
  const names = Array.isArray(list) ? list.flatMap((item: unknown) => (isObject(item) ? [item[nameOf(item) ?? ""]] : [])) : [];
  // The key is that of no member, whatever the record has.
  return typeof value !== "string" || names.includes(value) ? [] : [make.entry(value, { key: `~made/${path}`, path })];
};

export const targets: Reader<"targets"> = ({ path, none }, record, make) => {
  const list = at(record, path);
  if (isBlank(list)) return nothingOf(list, path, make, none);
  if (!Array.isArray(list)) return make.parts(list, placeOf(path));
  return make.limited<unknown>(list, path, (target, index) => {
    const here = itemOf(placeOf(path), index);
    if (!isObject(target)) return make.parts(target, here);
    const name = nameOf(target);
    const { modifiedProperties, ...others } = target;
    const place = memberOf(here, "modifiedProperties");
    return [
      {
        kind: "item",
        ...here,
        title: name === undefined ? `Target ${String(index + 1)}` : String(target[name]),
        detail: named(target["type"]) ? target["type"] : "",
        value: target,
        open: true,
        parts: [
          ...make.members(others, here),
          ...(modifiedProperties === undefined
            ? []
            : isBlank(modifiedProperties)
              ? [
                  make.entry(modifiedProperties, place),
                  { kind: "note" as const, text: "The record names no changed property of this target." },
                ]
              : changesAt(modifiedProperties, place, make)),
        ],
      },
    ];
  });
};
