import { auditPlaces } from "./auditPlaces.ts";
import { derivedPlaces } from "./derived.ts";
import type { RecordLayout, ShownPart } from "./recordLayout.ts";

const none = "The activity names no targets.";

/** By name, where it stands among the changes only. */
const made = (path: keyof typeof auditPlaces): ShownPart => ({
  show: "made",
  path,
  places: derivedPlaces(auditPlaces[path]),
  unlessNamedIn: "targetResources",
});

export const directoryAuditsLayout: RecordLayout = {
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
        { title: "Targets", of: [{ show: "firstTargets", path: "targetResources" }, made("groupName"), made("roleName")] },
        { title: "Ids", of: ["id", "correlationId"] },
      ],
    },
    { id: "targets", label: "Targets", empty: none, sections: [{ title: "", of: [{ show: "targets", path: "targetResources", none }] }] },
    {
      id: "additionalDetails",
      label: "Additional details",
      empty: "The service added no further details.",
      sections: [{ title: "", of: [{ show: "pairs", path: "additionalDetails" }] }],
    },
  ],
  judged: ["result"],
  // A reason may be what somebody wrote to get a role.
  linked: [],
};
