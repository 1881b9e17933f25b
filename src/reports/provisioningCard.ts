import type { ReportCard } from "./report.ts";

export const provisioningCard: ReportCard = {
  id: "provisioning",
  title: "Provisioning",
  noun: "provisioning event",
  icon: "sync",
  description: "What the provisioning service did to users, groups and roles in connected systems.",
  starters: [
    {
      name: "Failures",
      query:
        "provisioning last 7d where provisioningStatusInfo/status eq 'failure' columns activityDateTime, sourceIdentity/displayName, provisioningAction, failureReason, failedStep, provisioningStatusInfo/errorInformation/errorCode, sourceSystem/displayName, targetSystem/displayName",
      description: "What could not be provisioned, and why?",
      task: "failures",
    },
    {
      name: "Groups created in ServiceNow",
      query:
        "provisioning last 30d where provisioningAction eq 'create' and provisioningStatusInfo/status eq 'success' and targetIdentity/identityType eq 'Group' and contains(targetSystem/displayName, 'ServiceNow') columns activityDateTime, groupName, targetIdentity/id, targetSystem/displayName, initiator, provisioningStatusInfo/status",
      description: "What groups were successfully created in ServiceNow?",
      task: "changes",
    },
    {
      name: "Roles imported from Amazon Web Services",
      query:
        "provisioning last 30d where sourceIdentity/identityType eq 'Role' and contains(sourceSystem/displayName, 'Amazon Web Services') columns activityDateTime, roleNames, provisioningAction, sourceIdentity/id, sourceSystem/displayName, targetSystem/displayName, provisioningStatusInfo/status",
      description: "What roles were imported from Amazon Web Services?",
      task: "changes",
      opens: { folds: true },
    },
    {
      name: "Users not created from Workday",
      query:
        "provisioning last 30d where provisioningAction eq 'create' and provisioningStatusInfo/status eq 'failure' and contains(sourceSystem/displayName, 'Workday') columns activityDateTime, sourceIdentity/displayName, failureReason, failedStep, provisioningStatusInfo/errorInformation/errorCode, targetSystem/displayName, provisioningStatusInfo/errorInformation/recommendedAction",
      description: "What users were unsuccessfully created from Workday?",
      task: "failures",
      opens: { folds: true },
    },
    {
      name: "Skipped and warned",
      query:
        "provisioning last 7d where provisioningStatusInfo/status eq 'skipped' or provisioningStatusInfo/status eq 'warning' columns activityDateTime, sourceIdentity/displayName, provisioningStatusInfo/status, failureReason, failedStep, provisioningAction, sourceSystem/displayName, targetSystem/displayName",
      description: "What was left out, for instance as out of scope, or done with reservations?",
      task: "failures",
    },
    {
      name: "Deleted and disabled",
      query:
        "provisioning last 7d where provisioningAction eq 'delete' or provisioningAction eq 'stagedDelete' or provisioningAction eq 'disable'",
      description: "Which objects were taken away in a connected system?",
      task: "changes",
    },
    {
      name: "Slow events",
      query: "provisioning last 7d where durationInMilliseconds gt 10000",
      description: "What took longer than ten seconds?",
      task: "overview",
    },
    {
      name: "All events",
      query: "provisioning last 24h",
      description: "What did the provisioning service do in the last day?",
      task: "overview",
    },
  ],
};
