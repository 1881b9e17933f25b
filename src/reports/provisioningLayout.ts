import type { RecordLayout } from "./recordLayout.ts";

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
        {
          title: "Source and target",
          of: [
            {
              show: "again",
              paths: ["sourceIdentity/displayName", "sourceSystem/displayName", "targetIdentity/displayName", "targetSystem/displayName"],
            },
          ],
        },
        { title: "Application", of: ["servicePrincipal/displayName", "servicePrincipal", "initiatedBy/displayName", "initiatedBy"] },
        { title: "Ids", of: ["id", "changeId", "cycleId", "jobId", "tenantId", "action", "statusInfo"] },
      ],
    },
    {
      id: "steps",
      label: "Steps",
      empty: "The service recorded no steps.",
      sections: [{ title: "", of: [{ show: "steps", path: "provisioningSteps" }] }],
    },
    {
      id: "sourceAndTarget",
      label: "Source and target",
      empty: "The record names neither a source nor a target.",
      sections: [
        { title: "", of: [{ show: "sides", title: "Object", source: "sourceIdentity", target: "targetIdentity" }] },
        { title: "", of: [{ show: "sides", title: "System", source: "sourceSystem", target: "targetSystem" }] },
      ],
    },
    {
      id: "modifiedProperties",
      label: "Modified properties",
      empty: "No attribute was written to the target.",
      sections: [{ title: "", of: [{ show: "changes", path: "modifiedProperties" }] }],
    },
  ],
  judged: ["provisioningStatusInfo/status", "statusInfo/status", "provisioningSteps/[]/status"],
  linked: [
    "provisioningStatusInfo/errorInformation/reason",
    "provisioningStatusInfo/errorInformation/additionalDetails",
    "provisioningStatusInfo/errorInformation/recommendedAction",
  ],
};
