import { changes } from "./auditLayout.ts";
import { at, nothingOf, type RecordLayout, type Special } from "./layout.ts";
import type { Entry, Part } from "./part.ts";
import { outcomeOf } from "./partMaker.ts";
import { isObject, itemOf, memberOf, placeOf } from "./place.ts";

const stepsPath = "provisioningSteps";
const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** What the service did, one step after the other. */
const steps: Special = {
  claims: [stepsPath],
  parts(record, make) {
    const list = at(record, stepsPath);
    if (!Array.isArray(list) || list.length === 0) return nothingOf(list, stepsPath, make);
    return make.limited(list as readonly unknown[], stepsPath, (step, index) => {
      const here = itemOf(placeOf(stepsPath), index);
      if (!isObject(step)) return make.parts(step, here);
      const name = text(step["name"]);
      return [
        {
          kind: "item",
          ...here,
          title: `${String(index + 1)}. ${name || "Step"}`,
          detail: [text(step["status"]), text(step["description"])].filter((word) => word !== "").join(" · "),
          outcome: outcomeOf(step["status"]),
          value: step,
          // What went well is told by its line.
          open: outcomeOf(step["status"]) !== "success",
          parts: make.members(step, here),
        },
      ];
    });
  },
};

/** Members of two objects side by side. */
const sides = (title: string, source: string, target: string): Special => ({
  claims: [source, target],
  parts(record, make) {
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
  },
});

const heads: ReadonlyMap<string, string> = new Map([
  ["", "Value"],
  ["id", "Id"],
  ["displayName", "Name"],
  ["identityType", "Type"],
]);
const headOf = (name: string): string => heads.get(name) ?? name.replace(/^details\//, "");

const modified: Special = {
  claims: ["modifiedProperties"],
  parts(record, make) {
    const list = at(record, "modifiedProperties");
    return list === undefined ? [] : changes(list, placeOf("modifiedProperties"), make);
  },
};

/** The same values as under Source and target: what it was about, at a glance. */
const objects: Special = {
  claims: [],
  parts(record, make) {
    const lines: Part[] = [];
    for (const [identity, system] of [
      ["sourceIdentity", "sourceSystem"],
      ["targetIdentity", "targetSystem"],
    ] as const) {
      for (const path of [`${identity}/displayName`, `${system}/displayName`]) {
        const value = at(record, path);
        if (value !== undefined) lines.push(make.entry(value, memberOf(placeOf(path.slice(0, path.indexOf("/"))), "displayName")));
      }
    }
    return lines;
  },
};

export const provisioningLayout: RecordLayout = {
  tabs: [
    {
      id: "basics",
      label: "Basics",
      empty: "The record says nothing.",
      sections: [
        {
          title: "Result",
          of: [
            "provisioningStatusInfo/status",
            "provisioningStatusInfo/errorInformation/errorCode",
            "provisioningStatusInfo/errorInformation/reason",
            "provisioningStatusInfo/errorInformation/additionalDetails",
            "provisioningStatusInfo/errorInformation/recommendedAction",
            "provisioningStatusInfo/errorInformation",
            "provisioningStatusInfo",
          ],
        },
        { title: "Event", of: ["provisioningAction", "activityDateTime", "durationInMilliseconds"] },
        { title: "Source and target", of: [objects] },
        { title: "Application", of: ["servicePrincipal/displayName", "servicePrincipal", "initiatedBy/displayName", "initiatedBy"] },
        { title: "Ids", of: ["id", "changeId", "cycleId", "jobId", "tenantId", "action", "statusInfo"] },
      ],
    },
    { id: "steps", label: "Steps", empty: "The service recorded no steps.", sections: [{ title: "", of: [steps] }] },
    {
      id: "sourceAndTarget",
      label: "Source and target",
      empty: "The record names neither a source nor a target.",
      sections: [
        { title: "", of: [sides("Object", "sourceIdentity", "targetIdentity")] },
        { title: "", of: [sides("System", "sourceSystem", "targetSystem")] },
      ],
    },
    {
      id: "modifiedProperties",
      label: "Modified properties",
      empty: "No attribute was written to the target.",
      sections: [{ title: "", of: [modified] }],
    },
  ],
  judged: ["provisioningStatusInfo/status", "statusInfo/status", "provisioningSteps/[]/status"],
};
