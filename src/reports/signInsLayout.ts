import type { RecordLayout } from "./recordLayout.ts";

const noPolicies =
  "The service sent no policies. Either none was looked at, or you may not see them: that takes Policy.Read.ConditionalAccess or a role such as Security Reader.";

export const signInsLayout: RecordLayout = {
  tabs: [
    {
      id: "basics",
      label: "Basics",
      empty: "The record says nothing.",
      sections: [
        {
          title: "Status",
          of: ["status/errorCode", "status/failureReason", "status/additionalDetails", "flaggedForReview", "status"],
        },
        {
          title: "Sign-in",
          of: ["createdDateTime", "isInteractive", "signInEventTypes", "clientAppUsed", "processingTimeInMilliseconds"],
        },
        {
          title: "User",
          of: [
            "userPrincipalName",
            "alternateSignInName",
            "userDisplayName",
            "userType",
            "userId",
            "signInIdentifier",
            "signInIdentifierType",
            "crossTenantAccessType",
            "homeTenantName",
            "homeTenantId",
          ],
        },
        {
          title: "Service principal",
          of: [
            "servicePrincipalName",
            "servicePrincipalId",
            "servicePrincipalCredentialKeyId",
            "servicePrincipalCredentialThumbprint",
            "federatedCredentialId",
            "managedServiceIdentity",
            "agent",
          ],
        },
        { title: "Application", of: ["appDisplayName", "appId", "appServicePrincipalId", "appOwnerTenantId", "redirectUrl"] },
        {
          title: "Resource",
          of: [
            "resourceDisplayName",
            "resourceId",
            "resourceServicePrincipalId",
            "resourceTenantId",
            "resourceOwnerTenantId",
            "azureResourceId",
          ],
        },
        {
          title: "Risk",
          of: ["riskLevelDuringSignIn", "riskLevelAggregated", "riskState", "riskDetail", "riskEventTypes_v2", "riskEventTypes"],
        },
        { title: "Ids", of: ["id", "correlationId", "originalRequestId", "sessionId", "clientSessionId", "uniqueTokenIdentifier"] },
      ],
    },
    {
      id: "location",
      label: "Location",
      empty: "The service recorded no address and no place for this sign-in.",
      sections: [
        {
          title: "Address",
          of: [
            "ipAddress",
            "ipAddressFromResourceProvider",
            "autonomousSystemNumber",
            "isThroughGlobalSecureAccess",
            "globalSecureAccessIpAddress",
            "isTenantRestricted",
          ],
        },
        { title: "Place", of: ["location/city", "location/state", "location/countryOrRegion", "location"] },
        {
          title: "Network locations",
          of: [{ show: "table", path: "networkLocationDetails", columns: { networkNames: "Names", networkType: "Type" } }],
        },
        { title: "Private Link", of: ["privateLinkDetails"] },
      ],
    },
    {
      id: "device",
      label: "Device",
      empty: "The service recorded nothing about the device.",
      sections: [
        {
          title: "Device",
          of: [
            "deviceDetail/displayName",
            "deviceDetail/operatingSystem",
            "deviceDetail/trustType",
            "deviceDetail/isCompliant",
            "deviceDetail/isManaged",
            "deviceDetail/deviceId",
            "deviceDetail",
          ],
        },
        {
          title: "Browser or client",
          of: ["deviceDetail/browser", "userAgent", "deviceDetail/browserId", "ssoExtensionVersion", "rngcStatus"],
        },
        { title: "Token protection", of: ["tokenProtectionStatusDetails", "signInTokenProtectionStatus", "appTokenProtectionStatus"] },
      ],
    },
    {
      id: "authentication",
      label: "Authentication",
      empty: "The service recorded nothing about how this sign-in was authenticated.",
      sections: [
        {
          title: "Steps",
          of: [
            {
              show: "table",
              path: "authenticationDetails",
              columns: {
                authenticationStepDateTime: "Time",
                authenticationMethod: "Method",
                authenticationMethodDetail: "Detail",
                succeeded: "Succeeded",
                authenticationStepResultDetail: "Result",
                authenticationStepRequirement: "Requirement",
              },
              orderBy: "authenticationStepDateTime",
              none: "No steps were recorded. The service can add them up to some hours after the sign-in.",
            },
          ],
        },
        {
          title: "Requirement",
          of: [
            "authenticationRequirement",
            { show: "table", path: "authenticationRequirementPolicies", columns: { requirementProvider: "Source", detail: "Detail" } },
            { show: "table", path: "authenticationContextClassReferences", columns: { id: "Context", detail: "State" } },
            { show: "table", path: "sessionLifetimePolicies", columns: { expirationRequirement: "Session policy", detail: "Detail" } },
          ],
        },
        {
          title: "Protocol and tokens",
          of: [
            "authenticationProtocol",
            "authenticationMethodsUsed",
            "incomingTokenType",
            "originalTransferMethod",
            "clientCredentialType",
            "tokenIssuerType",
            "tokenIssuerName",
          ],
        },
        {
          title: "Authenticator",
          of: [
            "authenticationAppDeviceDetails",
            "mfaDetail",
            {
              show: "table",
              path: "authenticationAppPolicyEvaluationDetails",
              columns: {
                policyName: "Rule",
                status: "Status",
                authenticationEvaluation: "Result",
                adminConfiguration: "Setting",
              },
            },
          ],
        },
        { title: "Processing details", of: [{ show: "pairs", path: "authenticationProcessingDetails" }] },
        { title: "Event listeners", of: ["appliedEventListeners"] },
      ],
    },
    {
      id: "conditionalAccess",
      label: "Conditional Access",
      empty: "The service recorded nothing about Conditional Access.",
      sections: [
        { title: "Result", of: ["conditionalAccessStatus", "conditionalAccessAudiences"] },
        { title: "Policies", of: [{ show: "policies", path: "appliedConditionalAccessPolicies", triedOut: false, none: noPolicies }] },
        { title: "Only tried out", of: [{ show: "policies", path: "appliedConditionalAccessPolicies", triedOut: true }] },
      ],
    },
  ],
  judged: [
    "conditionalAccessStatus",
    "authenticationDetails/[]/succeeded",
    "authenticationAppPolicyEvaluationDetails/[]/authenticationEvaluation",
    "deviceDetail/isCompliant",
    "deviceDetail/isManaged",
  ],
  linked: ["status/failureReason", "status/additionalDetails"],
};
