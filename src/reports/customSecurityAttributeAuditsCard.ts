import type { ReportCard } from "./report.ts";

const changes = "activityDateTime, initiator, affected, changesInWords, activityDisplayName, result, initiatedBy/user/ipAddress";

export const customSecurityAttributeAuditsCard: ReportCard = {
  id: "customSecurityAttributeAudits",
  title: "Attribute audits",
  noun: "attribute audit",
  icon: "tag",
  description: "Every change to custom security attributes: their sets, their definitions, and the values of users and applications.",
  apart: { permission: "CustomSecAttributeAuditLogs.Read.All", role: "Attribute Log Reader" },
  starters: [
    {
      name: "Attribute values changed",
      query: `customSecurityAttributeAudits last 30d where startswith(activityDisplayName, 'Update attribute values') columns ${changes}`,
      description: "Whose custom security attributes were given other values, and by whom?",
      task: "access",
    },
    {
      name: "Attribute values of applications",
      query: `customSecurityAttributeAudits last 30d where activityDisplayName eq 'Update attribute values assigned to a servicePrincipal' columns ${changes}`,
      description: "Which applications were given other attribute values? Access that hangs on attributes follows them.",
      task: "apps",
    },
    {
      name: "Definitions and sets changed",
      query:
        "customSecurityAttributeAudits last 30d where contains(activityDisplayName, 'attribute set') columns activityDateTime, activityDisplayName, initiator, affected, changesInWords, result",
      description: "Which attributes and sets of attributes were added or changed?",
      task: "policies",
    },
    {
      name: "Changes that failed",
      query: "customSecurityAttributeAudits last 30d where result ne 'success'",
      description: "What was tried and did not work, and why?",
      task: "failures",
    },
    {
      name: "All attribute changes",
      query: "customSecurityAttributeAudits last 7d",
      description: "What was done to custom security attributes in the last week?",
      task: "overview",
    },
  ],
};
