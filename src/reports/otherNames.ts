import type { ReportId } from "./report.ts";

/**
 * What other programs and people call the fields of a report, in lower case: columns of Log Analytics whose name is not the path in another case, and words of every day.
 * Only what is certain; a path in any case and a column's label need no entry. A path without `[]` may lead through a list.
 */
export const otherFieldNames: Readonly<Record<ReportId, Readonly<Record<string, string>>>> = {
  signIns: {
    timegenerated: "createdDateTime",
    resulttype: "status/errorCode",
    resultdescription: "status/failureReason",
    location: "location/countryOrRegion",
    locationdetails: "location",
    conditionalaccesspolicies: "appliedConditionalAccessPolicies",
    resourceidentity: "resourceId",
    processingtimeinms: "processingTimeInMilliseconds",
    risklevel: "riskLevelAggregated",
    error: "status/errorCode",
    code: "status/errorCode",
    result: "status/errorCode",
    outcome: "status/errorCode",
    country: "location/countryOrRegion",
    region: "location/countryOrRegion",
    "country/region": "location/countryOrRegion",
    username: "userPrincipalName",
    "user name": "userPrincipalName",
    "user principal name": "userPrincipalName",
    upn: "userPrincipalName",
    account: "userPrincipalName",
    app: "appDisplayName",
    "application name": "appDisplayName",
    "app name": "appDisplayName",
    ip: "ipAddress",
    "ip address": "ipAddress",
    callerip: "ipAddress",
    calleripaddress: "ipAddress",
    date: "createdDateTime",
    timestamp: "createdDateTime",
    os: "deviceDetail/operatingSystem",
  },
  directoryAudits: {
    timegenerated: "activityDateTime",
    operationname: "activityDisplayName",
    aadoperationtype: "operationType",
    resultdescription: "resultReason",
    user: "initiatedBy/user/userPrincipalName",
    username: "initiatedBy/user/userPrincipalName",
    "user name": "initiatedBy/user/userPrincipalName",
    "user principal name": "initiatedBy/user/userPrincipalName",
    upn: "initiatedBy/user/userPrincipalName",
    app: "initiatedBy/app/displayName",
    application: "initiatedBy/app/displayName",
    ip: "initiatedBy/user/ipAddress",
    service: "loggedByService",
    date: "activityDateTime",
    timestamp: "activityDateTime",
  },
  provisioning: {
    timegenerated: "activityDateTime",
    durationms: "durationInMilliseconds",
    aadtenantid: "tenantId",
    resulttype: "provisioningStatusInfo/status",
    result: "provisioningStatusInfo/status",
    resultsignature: "provisioningStatusInfo/errorInformation/errorCode",
    resultdescription: "provisioningStatusInfo/errorInformation/reason",
    app: "servicePrincipal/displayName",
    user: "sourceIdentity/displayName",
    date: "activityDateTime",
    timestamp: "activityDateTime",
  },
};

/** What other programs and people call a report, in lower case and without hyphens and blanks, and how a query begins that means it. */
export const otherReportNames: ReadonlyMap<string, string> = new Map([
  ...["signin", "signins", "signinlog", "signinlogs", "signinslogs", "signinevents", "login", "logins", "logons", "interactivesignins"].map(
    (name) => [name, "signIns"] as const,
  ),
  ["aadnoninteractiveusersigninlogs", "signIns types nonInteractiveUser"],
  ["noninteractivesignins", "signIns types nonInteractiveUser"],
  ["noninteractiveusersignins", "signIns types nonInteractiveUser"],
  ["aadserviceprincipalsigninlogs", "signIns types servicePrincipal"],
  ["serviceprincipalsignins", "signIns types servicePrincipal"],
  ["aadmanagedidentitysigninlogs", "signIns types managedIdentity"],
  ["managedidentitysignins", "signIns types managedIdentity"],
  ...["audit", "audits", "auditlog", "auditlogs", "auditevents", "directoryaudit", "directoryauditlog", "directoryauditlogs"].map(
    (name) => [name, "directoryAudits"] as const,
  ),
  ...["provisioninglog", "provisioninglogs", "aadprovisioninglogs", "provisioningevents", "directoryprovisioning"].map(
    (name) => [name, "provisioning"] as const,
  ),
]);
