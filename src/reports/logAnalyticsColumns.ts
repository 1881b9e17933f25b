import type { ReportId } from "./report.ts";

/**
 * In which column of its Log Analytics table a member stands, by Microsoft's reference of the tables: `path Column`, without a column where that is the path
 * with capital first letter and dots. Members that are not listed have none of their own, or nobody has said so; nor have reports that are not listed.
 */
const tables: Readonly<Partial<Record<ReportId, string>>> = {
  signIns: `
id
agent
alternateSignInName
appDisplayName
appId
appliedConditionalAccessPolicies ConditionalAccessPolicies (a string column AppliedConditionalAccessPolicies also exists)
appliedEventListeners
appOwnerTenantId
authenticationAppDeviceDetails
authenticationAppPolicyEvaluationDetails
authenticationContextClassReferences
authenticationDetails
authenticationMethodsUsed
authenticationProcessingDetails
authenticationProtocol
authenticationRequirement
authenticationRequirementPolicies
autonomousSystemNumber
clientAppUsed
clientCredentialType
clientSessionId
conditionalAccessAudiences
conditionalAccessStatus
correlationId
createdDateTime
crossTenantAccessType
deviceDetail
deviceDetail/browser
deviceDetail/browserId
deviceDetail/deviceId
deviceDetail/displayName
deviceDetail/isCompliant
deviceDetail/isManaged
deviceDetail/operatingSystem
deviceDetail/trustType
federatedCredentialId
flaggedForReview
globalSecureAccessIpAddress
homeTenantId
homeTenantName
incomingTokenType
ipAddress IPAddress
ipAddressFromResourceProvider IPAddressFromResourceProvider
isInteractive
isTenantRestricted
isThroughGlobalSecureAccess
location LocationDetails
location/city LocationDetails.city
location/countryOrRegion LocationDetails.countryOrRegion (also the string column Location)
location/geoCoordinates LocationDetails.geoCoordinates
location/geoCoordinates/latitude LocationDetails.geoCoordinates.latitude
location/geoCoordinates/longitude LocationDetails.geoCoordinates.longitude
location/state LocationDetails.state
managedServiceIdentity ManagedServiceIdentity (AADManagedIdentitySignInLogs)
mfaDetail
mfaDetail/authDetail
mfaDetail/authMethod
networkLocationDetails
originalRequestId
originalTransferMethod
processingTimeInMilliseconds
resourceDisplayName
resourceId ResourceIdentity
resourceOwnerTenantId
resourceServicePrincipalId
resourceTenantId
riskDetail
riskEventTypes
riskEventTypes_v2 RiskEventTypes_V2
riskLevelAggregated
riskLevelDuringSignIn
riskState
servicePrincipalCredentialKeyId ServicePrincipalCredentialKeyId (AADServicePrincipalSignInLogs, AADManagedIdentitySignInLogs)
servicePrincipalCredentialThumbprint ServicePrincipalCredentialThumbprint (AADServicePrincipalSignInLogs, AADManagedIdentitySignInLogs)
servicePrincipalId
servicePrincipalName
sessionId
sessionLifetimePolicies
signInEventTypes SignInEventTypes (AADNonInteractiveUserSignInLogs only)
signInIdentifier
signInIdentifierType
status
status/additionalDetails
status/errorCode ResultType (string; also Status.errorCode)
status/failureReason ResultDescription (also Status.failureReason)
tokenIssuerName
tokenIssuerType
tokenProtectionStatusDetails
uniqueTokenIdentifier
userAgent
userDisplayName
userId
userPrincipalName
userType
`,
  directoryAudits: `
id
activityDateTime
activityDisplayName ActivityDisplayName (OperationName holds the same text)
additionalDetails
category
correlationId
initiatedBy
initiatedBy/app
initiatedBy/app/appId
initiatedBy/app/displayName
initiatedBy/app/servicePrincipalId
initiatedBy/app/servicePrincipalName
initiatedBy/user
initiatedBy/user/displayName
initiatedBy/user/id
initiatedBy/user/ipAddress
initiatedBy/user/userPrincipalName
loggedByService
operationType AADOperationType
result
resultReason ResultReason (ResultDescription usually repeats it)
targetResources
targetResources/[]/displayName TargetResources[n].displayName
targetResources/[]/groupType TargetResources[n].groupType
targetResources/[]/id TargetResources[n].id
targetResources/[]/modifiedProperties TargetResources[n].modifiedProperties
targetResources/[]/modifiedProperties/[]/displayName TargetResources[n].modifiedProperties[m].displayName
targetResources/[]/modifiedProperties/[]/newValue TargetResources[n].modifiedProperties[m].newValue
targetResources/[]/modifiedProperties/[]/oldValue TargetResources[n].modifiedProperties[m].oldValue
targetResources/[]/type TargetResources[n].type
targetResources/[]/userPrincipalName TargetResources[n].userPrincipalName
`,
  provisioning: `
id
activityDateTime TimeGenerated
changeId
cycleId
durationInMilliseconds DurationMs
initiatedBy InitiatedBy (string holding JSON)
jobId
modifiedProperties ModifiedProperties (string holding JSON)
provisioningAction
provisioningStatusInfo ProvisioningStatusInfo (string holding JSON)
provisioningStatusInfo/errorInformation/errorCode ResultSignature (also inside ProvisioningStatusInfo)
provisioningStatusInfo/errorInformation/reason ResultDescription (also inside ProvisioningStatusInfo)
provisioningStatusInfo/status ResultType (also inside ProvisioningStatusInfo)
provisioningSteps ProvisioningSteps (string holding JSON)
servicePrincipal ServicePrincipal (string holding JSON)
sourceIdentity SourceIdentity (string holding JSON)
sourceSystem SourceSystem (string holding JSON)
targetIdentity TargetIdentity (string holding JSON)
targetSystem TargetSystem (string holding JSON)
tenantId AADTenantId
`,
  // A table of their own, which has no column for the category: theirs is always the same.
  customSecurityAttributeAudits: `
id
activityDateTime
activityDisplayName
additionalDetails
correlationId
initiatedBy
initiatedBy/app
initiatedBy/app/appId
initiatedBy/app/displayName
initiatedBy/app/servicePrincipalId
initiatedBy/app/servicePrincipalName
initiatedBy/user
initiatedBy/user/displayName
initiatedBy/user/id
initiatedBy/user/ipAddress InitiatedBy.user.ipAddress (also CallerIpAddress)
initiatedBy/user/userPrincipalName
loggedByService
operationType AADOperationType
result
resultReason
targetResources
targetResources/[]/displayName TargetResources[n].displayName
targetResources/[]/groupType TargetResources[n].groupType
targetResources/[]/id TargetResources[n].id
targetResources/[]/modifiedProperties TargetResources[n].modifiedProperties
targetResources/[]/modifiedProperties/[]/displayName TargetResources[n].modifiedProperties[m].displayName
targetResources/[]/modifiedProperties/[]/newValue TargetResources[n].modifiedProperties[m].newValue
targetResources/[]/modifiedProperties/[]/oldValue TargetResources[n].modifiedProperties[m].oldValue
targetResources/[]/type TargetResources[n].type
targetResources/[]/userPrincipalName TargetResources[n].userPrincipalName
userAgent
`,
};

const byRule = (path: string): string => {
  const [first = "", ...rest] = path.split("/");
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(".");
};

/** `ResultType (string; also Status.errorCode)`; `undefined` where it is not known. */
export function logAnalyticsColumn(report: ReportId, path: string): string | undefined {
  for (const line of tables[report]?.split("\n") ?? []) {
    const [member, ...column] = line.split(" ");
    if (member === path) return column.length > 0 ? column.join(" ") : byRule(path);
  }
  return undefined;
}
