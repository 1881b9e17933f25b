import { derivedValue } from "../../reports/derived.ts";
import { fieldOf, reportById } from "../../reports/index.ts";
import { isBlank } from "./blank.ts";
import { at, nothingOf, pairs, type RecordLayout, type Special } from "./layout.ts";
import { unwrapped } from "./jsonText.ts";
import type { Entry, Part, Place } from "./part.ts";
import { formOf, isObject, itemOf, memberOf, placeOf, type PartMaker } from "./partMaker.ts";

const path = "targetResources";
const shownInBasics = 5;
const none = "The activity names no targets.";

const named = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const nameOf = (target: Readonly<Record<string, unknown>>): "displayName" | "userPrincipalName" | "id" | undefined =>
  (["displayName", "userPrincipalName", "id"] as const).find((name) => named(target[name]));

function freed(cell: Entry, value: string): Entry {
  const text = unwrapped(value);
  return { ...cell, text, form: formOf(text, undefined) };
}

/** Modified properties with both values side by side, freed of the JSON around them. */
export function changes(list: unknown, place: Place, make: PartMaker): readonly Part[] {
  if (!Array.isArray(list) || !list.some(isObject)) return make.parts(list, place);
  return make.table(list, place, "Changes", { displayName: "Property", oldValue: "Old value", newValue: "New value" }).map((part) =>
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
}

/** The first targets, a line each. */
const summary: Special = {
  claims: [],
  parts(record, make) {
    const list = at(record, path);
    if (!Array.isArray(list)) return [];
    const lines = list.slice(0, shownInBasics).flatMap((target: unknown, index): Part[] => {
      const name = isObject(target) ? nameOf(target) : undefined;
      if (!isObject(target) || name === undefined) return [];
      const type = target["type"];
      const place = memberOf(itemOf(placeOf(path), index), name);
      return [make.entry(target[name], place, { label: named(type) ? type : "Target" })];
    });
    const further = list.length - shownInBasics;
    return further > 0 ? [...lines, { kind: "note", text: `${String(further)} more under Targets.` }] : lines;
  },
};

/** Group and role by name, where they stand among the changes only. */
const holders: Special = {
  claims: [],
  parts(record, make) {
    const list = at(record, path);
    const names = Array.isArray(list) ? list.flatMap((target: unknown) => (isObject(target) ? [target[nameOf(target) ?? ""]] : [])) : [];
    return ["groupName", "roleName"].flatMap((made) => {
      const field = fieldOf(reportById("directoryAudits"), made);
      const value = field && derivedValue(field, record);
      if (!field || typeof value !== "string" || names.includes(value)) return [];
      // The key of no member, whatever the record has.
      return [make.entry(value, { key: `~made/${made}`, path: made }, { label: field.label })];
    });
  },
};

const targets: Special = {
  claims: [path],
  parts(record, make) {
    const list = at(record, path);
    if (isBlank(list)) return nothingOf(list, path, make, none);
    if (!Array.isArray(list)) return make.parts(list, placeOf(path));
    return make.limited(list as readonly unknown[], path, (target, index) => {
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
                ? [make.entry(modifiedProperties, place), { kind: "note" as const, text: "No property of this target was changed." }]
                : changes(modifiedProperties, place, make)),
          ],
        },
      ];
    });
  },
};

export const auditLayout: RecordLayout = {
  tabs: [
    {
      id: "basics",
      label: "Basics",
      empty: "The record says nothing.",
      sections: [
        { title: "Result", of: ["result", "resultReason"] },
        { title: "Activity", of: ["activityDisplayName", "activityDateTime", "category", "operationType", "loggedByService"] },
        {
          title: "Initiated by",
          of: [
            "initiatedBy/user/userPrincipalName",
            "initiatedBy/user/displayName",
            "initiatedBy/user/userType",
            "initiatedBy/user/ipAddress",
            "initiatedBy/user/id",
            "initiatedBy/user",
            "initiatedBy/app/displayName",
            "initiatedBy/app",
            "initiatedBy",
            "userAgent",
            "performedBy",
          ],
        },
        { title: "Targets", of: [summary, holders] },
        { title: "Ids", of: ["id", "correlationId"] },
      ],
    },
    { id: "targets", label: "Targets", empty: none, sections: [{ title: "", of: [targets] }] },
    {
      id: "additionalDetails",
      label: "Additional details",
      empty: "The service added no further details.",
      sections: [{ title: "", of: [pairs("additionalDetails")] }],
    },
  ],
  judged: ["result"],
};
