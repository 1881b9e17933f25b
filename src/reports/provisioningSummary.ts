import type { Noun, ReportSummary, Subject } from "./summaryParts.ts";

const nouns: Readonly<Record<string, Noun>> = {
  user: { one: "person", many: "people" },
  group: { one: "group", many: "groups" },
  role: { one: "role", many: "roles" },
};
const object: Noun = { one: "object", many: "objects" };
const kindsOf = (kind: "User" | "Group" | "Role"): Subject => ({
  path: "sourceIdentity/id",
  before: "of",
  where: `tolower(sourceIdentity/identityType) eq '${kind.toLowerCase()}'`,
  ...(nouns[kind.toLowerCase()] ?? object),
});
const sides = ["sourceSystem/displayName", "targetSystem/displayName"] as const;
const way = { label: "From → to", show: "value", paths: sides, as: "{0} → {1}", none: "not named" } as const;
const words = {
  create: "create",
  update: "update",
  disable: "disable",
  delete: "delete",
  stageddelete: "delete, held back",
  other: "other",
};

export const provisioningSummary: ReportSummary = {
  noun: { one: "row", many: "rows" },
  outcomes: { success: "succeeded", failure: "failed", interrupt: "were interrupted", other: "were skipped or ended with a warning" },
  outcomeNotes: { other: "Skipped is no failure: there was nothing to do, or the object is out of scope." },
  actor: { path: "sourceIdentity/id", kinds: [kindsOf("User"), kindsOf("Group"), kindsOf("Role")], mixed: object },
  parts: [
    {
      kind: "overview",
      id: "all",
      subjects: [
        { path: "sourceSystem/displayName", before: "from", one: "system", many: "systems" },
        { path: "targetSystem/displayName", before: "to", one: "system", many: "systems" },
      ],
    },
    {
      kind: "table",
      id: "failures",
      title: "What failed",
      events: { outcome: "failure" },
      by: ["failureReason"],
      top: 8,
      order: "count",
      sentence: "{events} of {0} failed ({share}).",
      subjects: [{ path: "sourceIdentity/id", ...object }],
      nothing: "Nothing failed.",
      needs: [{ path: "provisioningStatusInfo/status", absent: "Results are not in these records." }],
      columns: [
        { label: "Reason", show: "value", paths: ["failureReason"], none: "no reason given" },
        { label: "Rows", show: "events" },
        {
          label: "Of",
          show: "distinct",
          path: "sourceIdentity/id",
          kinds: { path: "sourceIdentity/identityType", nouns, other: object },
        },
        {
          label: "Recommended action",
          show: "list",
          paths: ["provisioningStatusInfo/errorInformation/recommendedAction"],
          most: 1,
        },
        { label: "Where", show: "list", paths: [...sides, "provisioningAction"], as: "{0} → {1}: {2}", most: 3 },
        { label: "Last", show: "last" },
      ],
      notes: ["An object that fails is tried again after 6, 12 and 24 hours, then daily: many rows can be one object."],
    },
    {
      kind: "table",
      id: "systems",
      title: "Systems and actions",
      events: {},
      by: [...sides, "provisioningAction"],
      top: 20,
      order: "failures",
      sentence: "{events} from {0} to {1}. Those with most failures first.",
      subjects: [
        { path: "sourceSystem/displayName", one: "system", many: "systems" },
        { path: "targetSystem/displayName", one: "system", many: "systems" },
      ],
      nothing: "Nothing was provisioned.",
      needs: [{ path: "provisioningAction", absent: "Actions are not in these records." }],
      columns: [
        way,
        { label: "Action", show: "value", paths: ["provisioningAction"], words, none: "not named" },
        { label: "Failed", show: "events", outcome: "failure" },
        { label: "Succeeded", show: "events", outcome: "success" },
        { label: "Skipped or warned", show: "events", outcome: "other" },
        { label: "Objects", show: "distinct", path: "sourceIdentity/id" },
      ],
    },
    { kind: "heatmap", id: "pattern", title: "When" },
  ],
};
