import type { ReportCard } from "./report.ts";

export const signInsCard: ReportCard = {
  id: "signIns",
  title: "Sign-ins",
  noun: "sign-in",
  icon: "sign-in",
  description: "Who signed in to which application, from where, how, and with what result.",
  starters: [
    {
      name: "Failed sign-ins",
      query: "signIns last 7d where status/errorCode ne 0",
      description: "What kept people out, or made them go through another step?",
      task: "failures",
    },
    {
      name: "Sign-ins of the last week",
      query: "signIns last 7d",
      description: "Who signed in during the last week, and what came of it?",
      task: "people",
      opens: { summary: true },
    },
    {
      name: "Sign-ins of a user",
      query: "signIns last 30d types interactiveUser, nonInteractiveUser where userPrincipalName eq '${input:User principal name}'",
      description: "What is the sign-in pattern of one user?",
      task: "people",
      opens: { summary: true },
    },
    {
      name: "Sign-ins to an application",
      query: "signIns last 30d types interactiveUser, nonInteractiveUser where appDisplayName eq '${input:Application}'",
      description: "Which users are signing in to an application, say a recently acquired one?",
      task: "apps",
      opens: { summary: true, group: "userPrincipalName" },
    },
    {
      name: "Sign-ins by application",
      query:
        "signIns last 7d columns appDisplayName, createdDateTime, userPrincipalName, status/errorCode, ipAddress, location/countryOrRegion sort appDisplayName asc, createdDateTime desc",
      description: "Which applications are used, and by whom?",
      task: "apps",
      opens: { group: "appDisplayName" },
    },
    {
      name: "Risky sign-ins",
      query:
        "signIns last 30d where riskState eq 'atRisk' or riskState eq 'confirmedCompromised' columns createdDateTime, userPrincipalName, status/errorCode, riskEventTypes_v2, riskLevelDuringSignIn, ipAddress, location/countryOrRegion, appDisplayName, riskState, riskLevelAggregated, riskDetail, location/city",
      description: "Which sign-ins look like somebody else's, and are not settled?",
      task: "risk",
    },
    {
      name: "Password guessing",
      query:
        "signIns last 24h where status/errorCode eq 50126 or status/errorCode eq 50053 or status/errorCode eq 50034 columns createdDateTime, ipAddress, location/countryOrRegion, userPrincipalName, status/errorCode, status/failureReason, appDisplayName, clientAppUsed, userAgent",
      description: "From which addresses are names and passwords tried out?",
      task: "risk",
    },
    {
      name: "MFA denied",
      query:
        "signIns last 7d where status/errorCode eq 500121 columns createdDateTime, userPrincipalName, appDisplayName, status/additionalDetails, ipAddress, location/countryOrRegion, location/city, status/failureReason",
      description: "Who refused or failed the second factor? Many in a row may be an attack by fatigue.",
      task: "failures",
    },
    {
      name: "Without MFA",
      query: "signIns last 24h where status/errorCode eq 0 and authenticationRequirement eq 'singleFactorAuthentication'",
      description: "Which sign-ins got in with one factor?",
      task: "risk",
    },
    {
      name: "Legacy authentication",
      query:
        "signIns last 7d types interactiveUser, nonInteractiveUser where clientAppUsed eq 'Exchange ActiveSync' or clientAppUsed eq 'IMAP4' or clientAppUsed eq 'POP3' or clientAppUsed eq 'Authenticated SMTP' or clientAppUsed eq 'MAPI Over HTTP' or clientAppUsed eq 'Exchange Web Services' or clientAppUsed eq 'Autodiscover' or clientAppUsed eq 'Exchange Online PowerShell' or clientAppUsed eq 'Offline Address Book' or clientAppUsed eq 'Outlook Anywhere (RPC over HTTP)' or clientAppUsed eq 'Reporting Web Services' or clientAppUsed eq 'Other clients'",
      description: "Who still uses protocols that know no second factor?",
      task: "devices",
    },
    {
      name: "Blocked by Conditional Access",
      query:
        "signIns last 7d where conditionalAccessStatus eq 'failure' columns createdDateTime, userPrincipalName, blockingPolicies, appDisplayName, status/errorCode, ipAddress, location/countryOrRegion, deviceDetail/operatingSystem, clientAppUsed",
      description: "Whom did the policies keep out?",
      task: "failures",
    },
    {
      name: "Administration tools",
      query:
        "signIns last 7d types interactiveUser, nonInteractiveUser where appDisplayName eq 'Azure Portal' or appDisplayName eq 'Microsoft Azure CLI' or appDisplayName eq 'Microsoft Azure PowerShell' or appDisplayName eq 'Microsoft Graph Command Line Tools'",
      description: "Who works with the portal and the command lines?",
      task: "apps",
    },
    {
      name: "Device code sign-ins",
      query: "signIns last 7d where originalTransferMethod eq 'deviceCodeFlow' or contains(authenticationProtocol, 'deviceCode')",
      description: "Who signed in on one device for another, as phishing by device code does?",
      task: "devices",
    },
    {
      name: "Flagged for review",
      query: "signIns last 30d where flaggedForReview eq true",
      description: "Which failures did users ask for help with?",
      task: "failures",
    },
    {
      name: "Non-interactive sign-ins",
      query: "signIns last 24h types nonInteractiveUser",
      description: "What did apps get tokens for in users' names?",
      task: "automation",
    },
    {
      name: "Service principals",
      query:
        "signIns last 24h types servicePrincipal columns createdDateTime, servicePrincipalName, appId, resourceDisplayName, status/errorCode, status/failureReason, clientCredentialType, ipAddress, location/countryOrRegion",
      description: "Which applications signed in by themselves, to what and from where?",
      task: "automation",
    },
    {
      name: "Managed identities",
      query:
        "signIns last 24h types managedIdentity columns createdDateTime, servicePrincipalName, resourceDisplayName, status/errorCode, managedServiceIdentity/msiType, managedServiceIdentity/associatedResourceId",
      description: "Which Azure resources signed in by themselves, and to what?",
      task: "automation",
    },
  ],
};
