import type { EntityPlace } from "./entityPlaces.ts";
import { fields } from "./fields.ts";
import type { GraphVersion } from "./graphReport.ts";
import type { Report } from "./report.ts";
import { interruptCodes } from "./interruptCodes.ts";
import { firstText } from "./valueAt.ts";
import { signInsCard } from "./signInsCard.ts";
import { signInTypes, type SignInType } from "./signInTypes.ts";
import type { Way } from "./way.ts";

const conditions =
  "flags(none,application,users,devicePlatform,location,clientType,signInRisk,userRisk,time,deviceState,client,ipAddressSeenByAzureAD,ipAddressSeenByResourceProvider,servicePrincipals,servicePrincipalRisk,authenticationFlows,insiderRisk)";
const rules =
  "enum(allApps,firstPartyApps,office365,appId,acr,appFilter,allUsers,guest,groupId,roleId,userId,allDevicePlatforms,devicePlatform,allLocations,insideCorpnet,allTrustedLocations,locationId,allDevices,deviceFilter,deviceState,deviceFilterIncludeRuleNotMatched,allDeviceStates,anonymizedIPAddress,unfamiliarFeatures,nationStateIPAddress,realTimeThreatIntelligence,internalGuest,b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider,microsoftAdminPortals,deviceCodeFlow,authenticationTransfer,insiderRisk)";
const riskLevel = "enum(low,medium,high,hidden,none)";
const tokenProtection = "enum(none,bound,unbound)";

/** The one with all fields. */
const version: GraphVersion = "beta";

const readFields = fields(
  version,
  `
id | Id | text each required id eq | Identifies the sign-in.
agent | Agent | object beta | The AI agent that signed in, if one did.
agent/agentServicePrincipalId | Agent id | text id beta | Identifies the agent in the directory.
agent/agentSubjectType | Agent subject type | text(notAgentic,agenticApp,agenticAppInstance,agentIdentityBlueprintPrincipal,agentIDuser) beta | As what the agent signed in: for itself or for somebody.
agent/agentType | Agent type | text(notAgentic,agenticApp,agenticAppInstance,agentIdentityBlueprintPrincipal,agentIDuser) beta | What sort of agent identity it is; "notAgentic" is none.
alternateSignInName | Alternate sign-in name | text eq startswith beta 220 | Another name under which the user can sign in.
appDisplayName | Application | text eq startswith 160 | Name of the application signed in to.
appId | Application id | text id eq | Client id of the application.
appliedConditionalAccessPolicies | Policies | object[] | Conditional Access policies that were looked at; needs a right of its own to see.
appliedConditionalAccessPolicies/[]/authenticationStrength | Policy strength | object beta | Authentication strength that the policy demands.
appliedConditionalAccessPolicies/[]/authenticationStrength/authenticationStrengthId | Policy strength id | text id beta | Identifies the strength.
appliedConditionalAccessPolicies/[]/authenticationStrength/authenticationStrengthResult | Policy strength result | enum(notSet,skippedForProofUp,satisfied,singleChallengeRequired,multipleChallengesRequired,singleRegistrationRequired,multipleRegistrationsRequired,cannotSatisfyDueToCombinationConfiguration,cannotSatisfy) beta | Whether the user reached the strength, or what was still to be done.
appliedConditionalAccessPolicies/[]/authenticationStrength/displayName | Policy strength name | text beta | Name of the strength.
appliedConditionalAccessPolicies/[]/conditionsNotSatisfied | Conditions not met | ${conditions} beta | Conditions of the policy that did not hold.
appliedConditionalAccessPolicies/[]/conditionsSatisfied | Conditions met | ${conditions} beta | Conditions of the policy that held.
appliedConditionalAccessPolicies/[]/displayName | Policy name | text | What the policy is called.
appliedConditionalAccessPolicies/[]/enforcedGrantControls | Grant controls | text[] | What the policy asked for before letting in, such as "Mfa" or "Block".
appliedConditionalAccessPolicies/[]/enforcedSessionControls | Session controls | text[] | Limits that the policy put on the session.
appliedConditionalAccessPolicies/[]/excludeRulesSatisfied | Exclusions met | object[] beta | Exclusions that kept the policy from applying.
appliedConditionalAccessPolicies/[]/excludeRulesSatisfied/[]/conditionalAccessCondition | Exclusion condition | ${conditions} beta | Condition to which the exclusion belongs.
appliedConditionalAccessPolicies/[]/excludeRulesSatisfied/[]/ruleSatisfied | Exclusion rule | ${rules} beta | Rule by which the exclusion matched.
appliedConditionalAccessPolicies/[]/id | Policy id | text id | Identifies the policy; built-in ones have a name in place of a GUID.
appliedConditionalAccessPolicies/[]/includeRulesSatisfied | Inclusions met | object[] beta | Inclusions that made the policy apply.
appliedConditionalAccessPolicies/[]/includeRulesSatisfied/[]/conditionalAccessCondition | Inclusion condition | ${conditions} beta | Condition to which the inclusion belongs.
appliedConditionalAccessPolicies/[]/includeRulesSatisfied/[]/ruleSatisfied | Inclusion rule | ${rules} beta | Rule by which the inclusion matched.
appliedConditionalAccessPolicies/[]/result | Policy result | enum(success,failure,notApplied,notEnabled,unknown,reportOnlySuccess,reportOnlyFailure,reportOnlyNotApplied,reportOnlyInterrupted) | What the policy came to; "reportOnly" ones were only tried out.
appliedConditionalAccessPolicies/[]/sessionControlsNotSatisfied | Session controls not met | text[] beta | Session controls that this sign-in could not keep to.
appliedEventListeners | Event listeners | object[] beta | Custom extensions that were called while signing in.
appliedEventListeners/[]/eventType | Listener event | enum(tokenIssuanceStart,pageRenderStart,attributeCollectionStart,attributeCollectionSubmit,emailOtpSend,passwordSubmit) beta | Moment of the sign-in at which the extension was called.
appliedEventListeners/[]/executedListenerId | Listener id | text id beta | Identifies the listener that was called.
appliedEventListeners/[]/handlerResult | Listener answer | object beta | What the extension answered; its members depend on its type.
appOwnerTenantId | Application tenant id | text id eq beta | Tenant in which the application is registered.
appServicePrincipalId | Application object id | text id beta | Object id of the application's service principal in this tenant.
appTokenProtectionStatus | Application token protection | ${tokenProtection} beta | Whether the token of the application was tied to the device. | Use tokenProtectionStatusDetails.
authenticationAppDeviceDetails | Authenticator | object | Authenticator app that took part, and its device.
authenticationAppDeviceDetails/appVersion | Authenticator version | text | Which version of the app it was.
authenticationAppDeviceDetails/clientApp | Authenticator app | text | Which authenticator app it was.
authenticationAppDeviceDetails/deviceId | Authenticator device id | text id | Identifies the device on which the app runs.
authenticationAppDeviceDetails/operatingSystem | Authenticator system | text | Operating system of the device on which the app runs.
authenticationAppPolicyEvaluationDetails | Authenticator policies | object[] beta | Rules for the authenticator app that were checked.
authenticationAppPolicyEvaluationDetails/[]/adminConfiguration | Authenticator policy setting | enum(notApplicable,enabled,disabled) beta | Whether an administrator has turned the rule on.
authenticationAppPolicyEvaluationDetails/[]/authenticationEvaluation | Authenticator policy result | enum(success,failure) beta | Whether the rule was kept.
authenticationAppPolicyEvaluationDetails/[]/policyName | Authenticator policy | text beta | Name of the rule.
authenticationAppPolicyEvaluationDetails/[]/status | Authenticator policy status | enum(unknown,appLockOutOfDate,appLockEnabled,appLockDisabled,appContextOutOfDate,appContextShown,appContextNotShown,locationContextOutOfDate,locationContextShown,locationContextNotShown,numberMatchOutOfDate,numberMatchCorrectNumberEntered,numberMatchIncorrectNumberEntered,numberMatchDeny,tamperResistantHardwareOutOfDate,tamperResistantHardwareUsed,tamperResistantHardwareNotUsed) beta | What the rule did in the app, such as show a number to type.
authenticationContextClassReferences | Authentication contexts | object[] beta | Authentication contexts that an application or resource called for.
authenticationContextClassReferences/[]/detail | Context state | enum(required,previouslySatisfied,notApplicable) beta | Whether the context was asked for now or had been met earlier.
authenticationContextClassReferences/[]/id | Context id | text mono 90 beta | Which context it was: "c1", "c2" and so on.
authenticationDetails | Authentication steps | object[] beta | Each step of proving who one is; may be completed some hours later.
authenticationDetails/[]/RequestSequence | Step request number | integer beta | Which request of the sign-in brought the step.
authenticationDetails/[]/StatusSequence | Step status number | integer beta | Which state of the sign-in followed the step.
authenticationDetails/[]/authenticationMethod | Step method | text beta | How the step was done, such as "Password" or "Previously satisfied".
authenticationDetails/[]/authenticationMethodDetail | Step method detail | text beta | More about the method: a phone number, a device, where the password was checked.
authenticationDetails/[]/authenticationStepDateTime | Step time | instant beta | When the step took place, in UTC.
authenticationDetails/[]/authenticationStepRequirement | Step requirement | text beta | Which demand the step was to meet, such as the second factor.
authenticationDetails/[]/authenticationStepResultDetail | Step result detail | text 240 beta | Why the step ended as it did.
authenticationDetails/[]/succeeded | Step succeeded | boolean beta | Whether the step was passed.
authenticationMethodsUsed | Methods used | text[] beta | Ways of authentication in this sign-in; frequently empty.
authenticationProcessingDetails | Processing details | object[] ?any beta | Remarks on how the sign-in was handled, as pairs of a name and a value.
authenticationProcessingDetails/[]/key | Processing detail name | text ?eq beta | What the remark is about, such as old TLS or a password agent.
authenticationProcessingDetails/[]/value | Processing detail value | text ?eq beta | The remark itself.
authenticationProtocol | Protocol | flags(none,oAuth2,ropc,wsFederation,saml20,deviceCode,authenticationTransfer,nativeAuth,implicitAccessTokenAndGetResponseMode,implicitIdTokenAndGetResponseMode,implicitAccessTokenAndPostResponseMode,implicitIdTokenAndPostResponseMode,authorizationCodeWithoutPkce,authorizationCodeWithPkce,clientCredentials,refreshTokenGrant,encryptedAuthorizeResponse,directUserGrant,kerberos,prtGrant,seamlessSso,prtBrokerBased,prtNonBrokerBased,onBehalfOf,samlOnBehalfOf,officeS2S,wsTrust) beta | Protocol and kind of grant by which tokens were asked for.
authenticationRequirement | Requirement | text(singleFactorAuthentication,multiFactorAuthentication) nocase eq startswith beta | One factor or more: the most that was asked for, one if the first already failed.
authenticationRequirementPolicies | Requirement sources | object[] beta | What made the sign-in ask for that many factors.
authenticationRequirementPolicies/[]/detail | Requirement source detail | text 240 beta | The source in words.
authenticationRequirementPolicies/[]/requirementProvider | Requirement source | enum(user,request,servicePrincipal,v1ConditionalAccess,multiConditionalAccess,tenantSessionRiskPolicy,accountCompromisePolicies,v1ConditionalAccessDependency,v1ConditionalAccessPolicyIdRequested,mfaRegistrationRequiredByIdentityProtectionPolicy,baselineProtection,mfaRegistrationRequiredByBaselineProtection,mfaRegistrationRequiredByMultiConditionalAccess,enforcedForCspAdmins,securityDefaults,mfaRegistrationRequiredBySecurityDefaults,proofUpCodeRequest,crossTenantOutboundRule,gpsLocationCondition,riskBasedPolicy,scopeBasedAuthRequirementPolicy,authenticationStrengths) beta | Sort of source, such as a policy or a setting of the user.
autonomousSystemNumber | ASN | integer beta | Number of the network that the address belongs to.
azureResourceId | Azure resource | text mono 280 beta | Path of the Azure resource that was signed in to.
clientAppUsed | Client app | text(Browser,Mobile Apps and Desktop clients,Exchange ActiveSync,Exchange Web Services,IMAP4,POP3,MAPI Over HTTP,Authenticated SMTP,Autodiscover,Exchange Online PowerShell,Offline Address Book,Outlook Anywhere (RPC over HTTP),Reporting Web Services,Other clients) eq ?ne 160 | Browser, modern app or one of the legacy protocols.
clientCredentialType | Client credential | enum(none,clientSecret,clientAssertion,federatedIdentityCredential,managedIdentity,certificate) beta | How a service principal or a confidential client proved who it is.
clientSessionId | Client session id | text id beta | Session as the client counts it.
conditionalAccessAudiences | Conditional Access audiences | text[] eq beta | Resources for which policies were looked at.
conditionalAccessStatus | Conditional Access | enum(success,failure,notApplied) eq 130 | What all policies together came to.
correlationId | Correlation id | text each id eq | Chosen by the client and kept through all steps of one sign-in.
createdDateTime | Time | instant required 140 sort eq ge le +gt +lt | When the sign-in began, in UTC.
crossTenantAccessType | Cross-tenant access | flags(none,b2bCollaboration,b2bDirectConnect,microsoftSupport,serviceProvider,passthrough) beta | In what way somebody of another tenant came in.
deviceDetail | Device | object | What was known of the device.
deviceDetail/browser | Browser | text eq startswith 150 | Browser and its version.
deviceDetail/browserId | Browser id | text id beta | Identifies the browser.
deviceDetail/deviceId | Device id | text id | Object id of a registered device; an empty text for others.
deviceDetail/displayName | Device name | text | What the device is called.
deviceDetail/isCompliant | Compliant | boolean | Whether the device keeps to the company's rules; null if nobody knows.
deviceDetail/isManaged | Managed | boolean | Whether the company manages the device; null if nobody knows.
deviceDetail/operatingSystem | Operating system | text eq startswith 150 | Operating system and its version.
deviceDetail/trustType | Join type | text 160 | Whether the device is joined, hybrid joined or registered; the wording varies.
federatedCredentialId | Federated credential id | text id beta | Federated credential with which an application signed in.
flaggedForReview | Flagged for review | boolean +eq beta | The user asked for help from the error page.
globalSecureAccessIpAddress | Global Secure Access address | text mono 140 beta | Address at which the traffic left Global Secure Access.
homeTenantId | Home tenant id | text id | Tenant to which the user belongs.
homeTenantName | Home tenant | text beta | Name of that tenant, if it lets others see it.
incomingTokenType | Incoming token | flags(none,primaryRefreshToken,saml11,saml20,remoteDesktopToken,refreshToken) beta | Tokens that the client brought along; the list need not be complete.
ipAddress | IP address | text mono eq startswith 130 | Address of the client; its end is masked in some sign-ins across tenants.
ipAddressFromResourceProvider | IP address at the resource | text mono 140 beta | Address of the client as the resource saw it, seldom given.
isInteractive | Interactive | boolean | Whether a person took part.
isTenantRestricted | Tenant restricted | boolean beta | Whether tenant restrictions were in force.
isThroughGlobalSecureAccess | Through Global Secure Access | boolean beta | Whether the traffic took the way through Global Secure Access.
location | Location | object | Where the address is thought to be.
location/city | City | text eq startswith 130 | City of the address.
location/countryOrRegion | Country or region | text eq startswith 80 | Country or region of the address, two letters.
location/geoCoordinates | Coordinates | object | Place of the address on the map.
location/geoCoordinates/altitude | Altitude | double | Height; hardly ever given.
location/geoCoordinates/latitude | Latitude | double | Degrees north; negative in the south.
location/geoCoordinates/longitude | Longitude | double | Degrees east; negative in the west.
location/state | State or province | text eq startswith 130 | State or province of the address.
managedServiceIdentity | Managed identity | object beta | The managed identity that signed in, if one did.
managedServiceIdentity/associatedResourceId | Managed identity resource | text mono 280 beta | Path of the Azure resource that the identity belongs to.
managedServiceIdentity/federatedTokenId | Managed identity token id | text id beta | Federated token that the identity brought along.
managedServiceIdentity/federatedTokenIssuer | Managed identity token issuer | text beta | Who issued that token.
managedServiceIdentity/msiType | Managed identity type | enum(none,userAssigned,systemAssigned) beta | Whether the identity belongs to one resource or stands alone.
mfaDetail | MFA | object beta | The second factor, in short. | Use authenticationDetails.
mfaDetail/authDetail | MFA detail | text beta | More about the second factor. | Use authenticationDetails.
mfaDetail/authMethod | MFA method | text beta | Method of the second factor. | Use authenticationDetails.
networkLocationDetails | Network locations | object[] beta | Named locations in which the address lies.
networkLocationDetails/[]/networkNames | Network names | text[] beta | Names of those locations.
networkLocationDetails/[]/networkType | Network type | enum(intranet,extranet,namedNetwork,trusted,trustedNamedLocation) beta | Whether the location is trusted.
originalRequestId | Original request id | text each id eq beta | First request of the same sign-in.
originalTransferMethod | Transfer method | enum(none,deviceCodeFlow,authenticationTransfer) beta | Whether the session was handed over from another device.
privateLinkDetails | Private Link | object beta | The Private Link policy that was in force.
privateLinkDetails/policyId | Private Link policy id | text id beta | Identifies the Private Link policy.
privateLinkDetails/policyName | Private Link policy | text beta | What the Private Link policy is called.
privateLinkDetails/policyTenantId | Private Link tenant id | text id beta | Tenant that the Private Link policy belongs to.
redirectUrl | Redirect address | text mono 280 beta | Address to which the answer was sent.
privateLinkDetails/resourceId | Private Link resource | text mono 280 beta | Path of the Private Link policy in Azure.
processingTimeInMilliseconds | Processing time (ms) | integer each beta | How long the service worked on the request, in milliseconds.
resourceDisplayName | Resource | text eq | Name of the service that the token is for.
resourceId | Resource id | text id eq | Application id of that service.
resourceOwnerTenantId | Resource owner tenant id | text id eq beta | Tenant in which the resource is registered.
resourceServicePrincipalId | Resource service principal id | text id +eq beta | Object that stands for the resource in this tenant.
resourceTenantId | Resource tenant id | text id | Tenant whose data was reached.
riskDetail | Risk detail | enum(none,adminGeneratedTemporaryPassword,userPerformedSecuredPasswordChange,userPerformedSecuredPasswordReset,adminConfirmedSigninSafe,aiConfirmedSigninSafe,userPassedMFADrivenByRiskBasedPolicy,adminDismissedAllRiskForUser,adminConfirmedSigninCompromised,hidden,adminConfirmedUserCompromised,adminConfirmedServicePrincipalCompromised,adminDismissedAllRiskForServicePrincipal,m365DAdminDismissedDetection,userChangedPasswordOnPremises,adminDismissedRiskForSignIn,adminConfirmedAccountSafe,adminConfirmedAgentSafe,adminConfirmedAgentCompromised,adminDismissedRiskForAgent,microsoftRevokedSessions) eq +ne | What settled the risk, or confirmed it; hidden unless the tenant has P2.
riskEventTypes | Risk detections (old) | enum(unlikelyTravel,anonymizedIPAddress,maliciousIPAddress,unfamiliarFeatures,malwareInfectedIPAddress,suspiciousIPAddress,leakedCredentials,investigationsThreatIntelligence,generic,adminConfirmedUserCompromised,mcasImpossibleTravel,mcasSuspiciousInboxManipulationRules,investigationsThreatIntelligenceSigninLinked,maliciousIPAddressValidCredentialsBlockedIP)[] eq v1.0 | What looked risky, by its old names. | Use riskEventTypes_v2.
riskEventTypes_v2 | Risk detections | text(unlikelyTravel,anonymizedIPAddress,maliciousIPAddress,unfamiliarFeatures,malwareInfectedIPAddress,suspiciousIPAddress,leakedCredentials,investigationsThreatIntelligence,generic)[] nocase ?any eq startswith | What looked risky about the sign-in; an open list.
riskLevelAggregated | Aggregated risk | ${riskLevel} eq 110 | Risk by all that is known by now; hidden unless the tenant has P2.
riskLevelDuringSignIn | Risk during sign-in | ${riskLevel} eq 110 | Risk as it looked at that moment; hidden unless the tenant has P2.
riskState | Risk state | enum(none,confirmedSafe,remediated,dismissed,atRisk,confirmedCompromised) eq 130 | Whether the risk still stands.
rngcStatus | Device credential status | text beta | How the credential of the device was dealt with, as the service writes it.
servicePrincipalCredentialKeyId | Credential key id | text id beta | Which of its credentials the service principal used.
servicePrincipalCredentialThumbprint | Credential thumbprint | text mono 280 beta | Which certificate the service principal used.
servicePrincipalId | Service principal id | text id eq startswith | Object id of the service principal that signed in; empty for users.
servicePrincipalName | Service principal | text eq startswith | Name of the service principal that signed in; empty for users.
sessionId | Session id | text id beta | Shared by all that happened in one session.
sessionLifetimePolicies | Session policies | object[] beta | What limited how long the session lasts.
sessionLifetimePolicies/[]/detail | Session policy detail | text 240 beta | The limit in words.
sessionLifetimePolicies/[]/expirationRequirement | Session policy type | enum(rememberMultifactorAuthenticationOnTrustedDevices,tenantTokenLifetimePolicy,audienceTokenLifetimePolicy,signInFrequencyPeriodicReauthentication,ngcMfa,signInFrequencyEveryTime) beta | Rule because of which the user had to sign in anew.
signInEventTypes | Event types | text(interactiveUser,nonInteractiveUser,servicePrincipal,managedIdentity)[] nocase any eq ne beta | Which of the four logs the event stands in; a query names them after "types".
signInIdentifier | Sign-in identifier | text nocase 220 beta | What was typed in as the name.
signInIdentifierType | Identifier type | enum(userPrincipalName,phoneNumber,proxyAddress,qrCode,onPremisesUserPrincipalName) beta | Whether that was a user principal name, a phone number or something else.
signInTokenProtectionStatus | Sign-in token protection | ${tokenProtection} beta | Whether the token of the session was tied to the device. | Use tokenProtectionStatusDetails.
ssoExtensionVersion | SSO extension version | text beta | Version of the single sign-on extension on the device.
status | Status | object | How the sign-in ended.
status/additionalDetails | Status details | text 240 | A remark, such as how MFA was met.
status/errorCode | Error code | integer 150 eq +ne | 0 when it worked, otherwise the number after "AADSTS".
status/failureReason | Failure reason | text 280 | The error in words; "Other." or null when there was none.
tokenIssuerName | Token issuer | text eq beta | Name of the identity provider; empty for Entra itself.
tokenIssuerType | Token issuer type | enum(AzureAD,ADFederationServices,AzureADBackupAuth,ADFederationServicesMFAAdapter,NPSExtension) +eq beta | Which sort of identity provider vouched for the user.
tokenProtectionStatusDetails | Token protection | object beta | Whether the session was tied to the device.
tokenProtectionStatusDetails/signInSessionStatus | Token protection status | ${tokenProtection} beta | Bound to the device or not.
tokenProtectionStatusDetails/signInSessionStatusCode | Token protection code | integer beta | Why it was not bound, as a number.
uniqueTokenIdentifier | Token id | text each mono 200 beta | The token issued; other logs know it as "uti". Upper and lower case differ.
userAgent | User agent | text eq startswith 240 | How the client names itself.
userDisplayName | User display name | text eq startswith | Full name of the user.
userId | User id | text required id eq | Object id of the user; zeros or empty when no user signed in.
userPrincipalName | User | text eq startswith lower 210 | Sign-in name in lower case; guests stand under their own address.
userType | User type | enum(member,guest) beta 90 | Whether the user is a member or a guest here.
`,
  `
initiator | Who | text nocase 200 | Who signed in: the user, or the workload when no person did. | userPrincipalName,userDisplayName; servicePrincipalName; userId!=00000000-0000-0000-0000-000000000000; servicePrincipalId; appDisplayName
failureReason | Why | text 320 | The error in words; empty for a sign-in that worked. | status/[errorCode!=0]/failureReason!=Other.; status/[errorCode!=0]/additionalDetails; status/[errorCode!=0]/failureReason
failedStep | Failed step | text 200 | The ways of proving who one is that were not passed, and how they ended where that is said. | authenticationDetails/[succeeded=false]/authenticationStepResultDetail,authenticationMethod
namedLocations | Named locations | text[] 180 | Names of the locations in which the address lies, one by one. | networkLocationDetails/[]/networkNames
blockingPolicies | Blocked by | text[] 260 | Conditional Access policies that were not met; those only tried out are left aside. | appliedConditionalAccessPolicies/[result=failure]/displayName,id
`,
);

const entities: readonly EntityPlace[] = [
  { path: "userId", kind: "user", names: ["userDisplayName", "userPrincipalName"] },
  { path: "userPrincipalName", kind: "user", names: ["userDisplayName"] },
  { path: "alternateSignInName", kind: "user", names: ["userDisplayName", "userPrincipalName"] },
  { path: "servicePrincipalId", kind: "servicePrincipal", names: ["servicePrincipalName"] },
  { path: "agent/agentServicePrincipalId", kind: "servicePrincipal" },
  { path: "appId", kind: "application", names: ["appDisplayName"] },
  { path: "appServicePrincipalId", kind: "servicePrincipal", names: ["appDisplayName"] },
  { path: "resourceId", kind: "application", names: ["resourceDisplayName"] },
  { path: "resourceServicePrincipalId", kind: "servicePrincipal", names: ["resourceDisplayName"] },
  { path: "conditionalAccessAudiences/[]", kind: "application" },
  { path: "ipAddress", kind: "address" },
  { path: "ipAddressFromResourceProvider", kind: "address" },
  { path: "globalSecureAccessIpAddress", kind: "address" },
  { path: "deviceDetail/deviceId", kind: "device", names: ["displayName"] },
  { path: "authenticationAppDeviceDetails/deviceId", kind: "device" },
  { path: "appliedConditionalAccessPolicies/[]/id", kind: "policy", names: ["displayName"] },
  { path: "appliedConditionalAccessPolicies/[]/authenticationStrength/authenticationStrengthId", kind: "policy", names: ["displayName"] },
  { path: "privateLinkDetails/policyId", kind: "policy", names: ["policyName"] },
  { path: "sessionId", kind: "session" },
  { path: "clientSessionId", kind: "session" },
  { path: "correlationId", kind: "correlation" },
  // The portal calls the id of a sign-in that of its request.
  { path: "id", kind: "request" },
  { path: "originalRequestId", kind: "request" },
];

const userTypes: readonly SignInType[] = ["interactiveUser", "nonInteractiveUser"];
const workloadTypes: readonly SignInType[] = ["servicePrincipal", "managedIdentity"];

const ways: readonly Way[] = [
  { of: "user", label: "All sign-ins of this user", paths: ["userId"], by: "object", types: userTypes },
  { of: "user", label: "All sign-ins of this user name", paths: ["userPrincipalName"], by: "name", types: userTypes },
  { of: "application", label: "Sign-ins to this app", paths: ["appId"], by: "own" },
  { of: "application", label: "Sign-ins to this app as a resource", paths: ["resourceId"], by: "own" },
  {
    of: "servicePrincipal",
    label: "All sign-ins of this service principal",
    paths: ["servicePrincipalId"],
    by: "object",
    types: workloadTypes,
  },
  { of: "device", label: "All sign-ins from this device", paths: ["deviceDetail/deviceId"], by: "own", types: userTypes },
  { of: "address", label: "All sign-ins from this address", paths: ["ipAddress"] },
  {
    of: "policy",
    label: "Sign-ins that this policy was looked at for",
    paths: ["appliedConditionalAccessPolicies/[]/id"],
    comesLast: true,
  },
  { of: "session", label: "Same session: sign-ins", paths: ["sessionId"], by: "other" },
  { of: "correlation", label: "Same correlation id: sign-ins", paths: ["correlationId"] },
  { of: "request", label: "The sign-in of this request", paths: ["id"] },
  { of: "request", label: "Sign-ins that came of this request", paths: ["originalRequestId"] },
];

export const signIns: Report = {
  ...signInsCard,
  graph: {
    endpoint: "auditLogs/signIns",
    version,
    pageSize: 1000,
    withheld: {
      types: ["servicePrincipal"],
      note: "Complete is complete of what Graph has: sign-ins of Microsoft's own service principals are in none of its reports.",
    },
    familiesApart: "Users and workloads are asked in separate requests, as the service does not take both in one.",
    permissions: ["AuditLog.Read.All"],
    roles: ["Reports Reader", "Security Reader", "Security Operator", "Security Administrator", "Global Reader"],
  },
  get fields() {
    return readFields();
  },
  timeField: "createdDateTime",
  keyField: "id",
  columns: [
    "createdDateTime",
    "userPrincipalName",
    "appDisplayName",
    "status/errorCode",
    "ipAddress",
    "location/countryOrRegion",
    "failureReason",
    "location/city",
    "clientAppUsed",
    "conditionalAccessStatus",
    "resourceDisplayName",
  ],
  layouts: [
    {
      name: "Who",
      columns: [
        "createdDateTime",
        "initiator",
        "userDisplayName",
        "userType",
        "appDisplayName",
        "status/errorCode",
        "signInEventTypes",
        "homeTenantId",
      ],
    },
    {
      name: "Where",
      columns: [
        "createdDateTime",
        "userPrincipalName",
        "ipAddress",
        "location/countryOrRegion",
        "location/city",
        "status/errorCode",
        "autonomousSystemNumber",
        "namedLocations",
        "appDisplayName",
      ],
    },
    {
      name: "Why",
      columns: [
        "createdDateTime",
        "userPrincipalName",
        "status/errorCode",
        "failureReason",
        "blockingPolicies",
        "failedStep",
        "conditionalAccessStatus",
        "status/additionalDetails",
        "appDisplayName",
      ],
    },
    {
      name: "Device",
      columns: [
        "createdDateTime",
        "userPrincipalName",
        "deviceDetail/displayName",
        "deviceDetail/operatingSystem",
        "deviceDetail/browser",
        "deviceDetail/isCompliant",
        "deviceDetail/isManaged",
        "deviceDetail/trustType",
        "clientAppUsed",
        "status/errorCode",
        "userAgent",
      ],
    },
  ],
  tellingFields: ["status/errorCode", "appDisplayName", "userPrincipalName", "location/countryOrRegion"],
  people: [
    { paths: ["userPrincipalName", "userId"], one: "person", many: "people" },
    { paths: ["servicePrincipalId", "servicePrincipalName"], one: "service principal", many: "service principals" },
  ],
  repeats: [
    { paths: ["userPrincipalName", "userId", "servicePrincipalId", "servicePrincipalName"], one: "user", many: "users" },
    { paths: ["appId", "appDisplayName"], one: "application", many: "applications" },
    { paths: ["status/errorCode"], one: "error", many: "errors" },
  ],
  attempts: [
    { paths: ["userId", "userPrincipalName", "servicePrincipalId", "servicePrincipalName"], one: "user", many: "users" },
    { paths: ["appId", "appDisplayName"], one: "application", many: "applications" },
  ],
  retentionDays: 30,
  settleMinutes: 15,
  settleMinutesOf: { nonInteractiveUser: 30, servicePrincipal: 30, managedIdentity: 30 },
  types: {
    path: "signInEventTypes",
    names: signInTypes,
    usual: ["interactiveUser"],
    usualNote: "Interactive sign-ins of users only: the clause 'types' asks for others.",
    inWords: {
      interactiveUser: "interactive",
      nonInteractiveUser: "non-interactive",
      servicePrincipal: "service principal",
      managedIdentity: "managed identity",
    },
    families: [
      { names: ["interactiveUser", "nonInteractiveUser"], toldBy: ["userId", "userPrincipalName"] },
      { names: ["servicePrincipal", "managedIdentity"] },
    ],
  },
  correlates: "operation",
  lineNoun: "Sign-in",
  line: { who: ["userPrincipalName", "servicePrincipalName", "userDisplayName"], what: ["appDisplayName", "resourceDisplayName"] },
  alike: { label: "More like this (same app, error, client)", paths: ["appId", "status/errorCode", "clientAppUsed"] },
  listed: { appId: "clients", appDisplayName: "clients", resourceId: "resources", resourceDisplayName: "resources" },
  owners: { userId: "homeTenantId", appId: "appOwnerTenantId", resourceId: "resourceOwnerTenantId" },
  portal: {
    label: "the list of sign-ins",
    page: "Microsoft_AAD_IAM/SignInLogsList.ReactView/timeRangeType/last24hours/showApplicationSignIns~/true",
  },
  keyPattern: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  otherNames: {
    signin: "signIns",
    signins: "signIns",
    signinlog: "signIns",
    signinlogs: "signIns",
    signinslogs: "signIns",
    signinevents: "signIns",
    login: "signIns",
    logins: "signIns",
    logons: "signIns",
    interactivesignins: "signIns",
    aadnoninteractiveusersigninlogs: "signIns types nonInteractiveUser",
    noninteractivesignins: "signIns types nonInteractiveUser",
    noninteractiveusersignins: "signIns types nonInteractiveUser",
    aadserviceprincipalsigninlogs: "signIns types servicePrincipal",
    serviceprincipalsignins: "signIns types servicePrincipal",
    aadmanagedidentitysigninlogs: "signIns types managedIdentity",
    managedidentitysignins: "signIns types managedIdentity",
  },
  otherFieldNames: {
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
  logAnalytics: ["SigninLogs", "AADNonInteractiveUserSignInLogs", "AADServicePrincipalSignInLogs", "AADManagedIdentitySignInLogs"],
  cmdlets: ["AuditLogSignIn", "AuditSignIn"],
  ways,
  entities,
  outcomePath: "status/errorCode",
  outcomeCodes: true,
  outcomeReason: "status/failureReason",
  outcomeValues: { success: [0], interrupt: [...interruptCodes] },
  outcome(value) {
    // Now and then the code comes as text.
    const code = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof code !== "number") return "other";
    if (code === 0) return "success";
    return interruptCodes.has(code) ? "interrupt" : "failure";
  },
  actor: (record) =>
    firstText(record, ["userPrincipalName", "userDisplayName", "servicePrincipalName", "userId", "servicePrincipalId", "appDisplayName"]),
};
