import type { ReportCard } from "./report.ts";

export const directoryAuditsCard: ReportCard = {
  id: "directoryAudits",
  title: "Directory audits",
  noun: "directory audit",
  icon: "history",
  description: "Every change to the tenant: users, groups, roles, applications, policies and devices.",
  starters: [
    {
      name: "Password resets",
      query:
        "directoryAudits last 30d where startswith(activityDisplayName, 'Reset password') or startswith(activityDisplayName, 'Reset user password') columns activityDateTime, affected, initiator, activityDisplayName, result, resultReason, initiatedBy/user/ipAddress",
      description: "How many passwords were reset, by their owners or by an administrator?",
      task: "people",
      opens: { summary: true },
    },
    {
      name: "Admin access granted",
      query:
        "directoryAudits last 30d where (activityDisplayName eq 'Add member to group' or activityDisplayName eq 'Add member to role' or startswith(activityDisplayName, 'Add eligible member to role')) and targetResources/any(t: t/modifiedProperties/any(p: contains(tolower(p/newValue), 'admin'))) columns activityDateTime, initiator, affected, groupName, roleName, result, activityDisplayName",
      description: "Who put somebody into a group or a role with admin in its name?",
      task: "access",
    },
    {
      name: "Role members added",
      query:
        "directoryAudits last 30d where startswith(activityDisplayName, 'Add member to role') or startswith(activityDisplayName, 'Add eligible member to role') columns activityDateTime, initiator, affected, roleName, result, activityDisplayName, resultReason",
      description: "Who was given a directory role: for good, as eligible, or for some hours?",
      task: "access",
    },
    {
      name: "Group members added",
      query:
        "directoryAudits last 7d where activityDisplayName eq 'Add member to group' or activityDisplayName eq 'Add owner to group' columns activityDateTime, initiator, affected, groupName, result, activityDisplayName",
      description: "Who was added to which group, and by whom?",
      task: "access",
    },
    {
      name: "Members removed",
      query:
        "directoryAudits last 30d where startswith(activityDisplayName, 'Remove member from') columns activityDateTime, initiator, affected, groupName, roleName, result, activityDisplayName",
      description: "Who lost a group or a role?",
      task: "access",
    },
    {
      name: "Consent granted",
      query:
        "directoryAudits last 30d where activityDisplayName eq 'Consent to application' or activityDisplayName eq 'Add delegated permission grant' columns activityDateTime, initiator, affected, grantedScopes, result, activityDisplayName",
      description: "Which applications were allowed to act for users, and who agreed?",
      task: "apps",
    },
    {
      name: "App roles granted",
      query:
        "directoryAudits last 30d where startswith(activityDisplayName, 'Add app role assignment') columns activityDateTime, initiator, affected, grantedScopes, result, activityDisplayName",
      description: "Which applications, users and groups were given permissions of an application?",
      task: "apps",
    },
    {
      name: "Application credentials added",
      query:
        "directoryAudits last 30d where activityDisplayName eq 'Add service principal credentials' or startswith(activityDisplayName, 'Update application – Certificates and secrets') columns activityDateTime, initiator, affected, changesInWords, result, activityDisplayName",
      description: "Which applications got a new secret or certificate?",
      task: "apps",
    },
    {
      name: "New applications",
      query:
        "directoryAudits last 30d where activityDisplayName eq 'Add application' or activityDisplayName eq 'Add service principal' columns activityDateTime, initiator, affected, activityDisplayName, result, initiatedBy/user/ipAddress",
      description: "Which applications are new in the tenant? Look up their users in the sign-ins.",
      task: "apps",
    },
    {
      name: "Conditional Access changes",
      query:
        "directoryAudits last 30d where loggedByService eq 'Conditional Access' columns activityDateTime, initiator, affected, activityDisplayName, changesInWords, result",
      description: "Which policies were added, changed or deleted?",
      task: "policies",
    },
    {
      name: "Security info changes",
      query:
        "directoryAudits last 7d where loggedByService eq 'Authentication Methods' columns activityDateTime, affected, activityDisplayName, initiator, result, resultReason",
      description: "Who registered or deleted a way to prove who they are?",
      task: "people",
    },
    {
      name: "Federation and domain changes",
      query:
        "directoryAudits last 30d where category eq 'DirectoryManagement' columns activityDateTime, initiator, affected, activityDisplayName, changesInWords, result",
      description: "Was a domain added, or its trust in an identity provider changed?",
      task: "policies",
    },
    {
      name: "Users created and deleted",
      query:
        "directoryAudits last 7d where activityDisplayName eq 'Add user' or activityDisplayName eq 'Invite external user' or activityDisplayName eq 'Delete user' columns activityDateTime, activityDisplayName, affected, initiator, result",
      description: "Which accounts came and went?",
      task: "people",
    },
    {
      name: "Failed activities",
      query:
        "directoryAudits last 7d where result eq 'failure' columns activityDateTime, activityDisplayName, initiator, affected, resultReason, category",
      description: "What did somebody try to change without success?",
      task: "failures",
    },
    {
      name: "Activities of a user",
      query:
        "directoryAudits last 30d where initiatedBy/user/userPrincipalName eq '${input:User principal name}' columns activityDateTime, activityDisplayName, affected, groupName, roleName, changesInWords, result",
      description: "What has one user changed?",
      task: "people",
    },
  ],
};
