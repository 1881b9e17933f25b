import { signInTypes } from "../reports/signInTypes.ts";
import type { App, Workload } from "./apps.ts";
import type { Company } from "./company.ts";
import type { Source } from "./events.ts";
import { correlationIdOf, sessionIdOf, tokenId } from "./links.ts";
import { ofLast } from "./ofLast.ts";
import type { Person } from "./people.ts";
import { places, type Town } from "./places.ts";
import { conditionalAccess } from "./policies.ts";
import { chance, guidOf, hex32, mix, pick } from "./random.ts";
import { failureReason, interrupts } from "./signInErrors.ts";
import type { SignIn } from "./signIn.ts";
import { instant, ticksPerSecond } from "./ticks.ts";

const riskLevels = ["none", "low", "medium", "high"];
const riskNames = [
  "unfamiliarFeatures",
  "anonymizedIPAddress",
  "unlikelyTravel",
  "maliciousIPAddress",
  "leakedCredentials",
  "anomalousToken",
];
const noGuid = "00000000-0000-0000-0000-000000000000";
const legacyClients = ["Exchange ActiveSync", "IMAP4", "POP3", "Authenticated SMTP", "Other clients"];
const clientNames: Readonly<Record<App["kind"], string>> = {
  browser: "Browser",
  saml: "Browser",
  desktop: "Mobile Apps and Desktop clients",
  mobile: "Mobile Apps and Desktop clients",
  broker: "Mobile Apps and Desktop clients",
  deviceCode: "Mobile Apps and Desktop clients",
  legacy: "Exchange ActiveSync",
};
const mobileAgent: Readonly<Record<string, string>> = {
  "Ios 18.6": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 PKeyAuth/1.0",
  "Android 15":
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/139.0.7258.62 Mobile Safari/537.36",
};

const risksOf = (event: SignIn): readonly string[] => event.risks ?? (event.risk === 0 ? [] : [pick(riskNames, event.key, 43)]);

/** What a sign-in's record says, in the service's order. */
export function signInMembers(company: Company): Source<SignIn>["members"] {
  const { resources, servicePrincipals, managedIdentities } = company;
  const access = conditionalAccess(company);
  const person = (event: SignIn): Person => company.person(event.who);
  const app = (event: SignIn): App => company.appAt(event.app);
  const place = (event: SignIn): Town => places[event.place] as Town;
  const workload = (event: SignIn): Workload | undefined =>
    event.type === 2
      ? servicePrincipals[event.who % servicePrincipals.length]
      : event.type === 3
        ? managedIdentities[event.who % managedIdentities.length]
        : undefined;
  const resource = (event: SignIn) => {
    const there = workload(event);
    return there ? (resources[there.resource] ?? app(event).resource) : app(event).resource;
  };
  const guid = (event: SignIn, salt: number): string => guidOf(event.bucket, event.index, mix(company.seed, salt));
  const id = ofLast((event: SignIn) => guid(event, 0));
  const rare = (event: SignIn, salt: number, rate: number): boolean => chance(event.key, salt) < rate;

  const client = (event: SignIn): string => {
    if (event.type > 1) return "";
    const { kind } = app(event);
    return kind === "legacy" ? pick(legacyClients, event.key, 40) : clientNames[kind];
  };
  const onPhone = (event: SignIn): boolean => app(event).kind === "mobile" || (app(event).kind === "browser" && event.key % 9 === 0);
  const address = ofLast((event: SignIn): string => {
    if (event.ip !== undefined) return event.ip;
    if (event.type > 1) return event.type === 3 ? "" : `198.18.${240 + (event.who % 16)}.${10 + (event.who % 200)}`;
    const where = event.key % 100;
    if (where < 55) return `203.0.113.${16 * event.place + (event.key % 14) + 1}`; // the office
    const home = mix(event.who, event.place);
    if (where < 92) return `198.${18 + (home & 1)}.${(home >>> 8) % 224}.${1 + ((home >>> 16) % 254)}`;
    return `2001:db8:${(home & 0xffff).toString(16)}:${(home >>> 16).toString(16)}::${(1 + (event.key % 0xfffe)).toString(16)}`;
  });
  const trusted = (event: SignIn): boolean => event.type < 2 && address(event).startsWith("203.0.113.");
  /** How the second factor went. */
  const factor = ofLast((event: SignIn): "none" | "claim" | "done" | "asked" | "denied" => {
    if (event.type > 1) return "none";
    if (event.error === 500121) return "denied";
    if (event.error === 50074 || event.error === 50076 || event.error === 50072) return "asked";
    if (event.error === 50126 || event.error === 50034 || event.error === 50053 || app(event).kind === "legacy") return "none";
    if (event.type === 1) return rare(event, 41, 0.6) ? "claim" : "none";
    return rare(event, 41, 0.35) ? "done" : rare(event, 42, 0.7) ? "claim" : "none";
  });
  const viaApp = (event: SignIn): boolean => (factor(event) === "done" || factor(event) === "denied") && event.key % 4 < 3;
  const knownDevice = (event: SignIn): boolean => event.type < 2 && event.device && !onPhone(event);
  const step = (event: SignIn, seconds: number): string => instant(event.ticks - (event.ticks % ticksPerSecond) + seconds * ticksPerSecond);

  const authenticationDetails = (event: SignIn): unknown[] => {
    if (event.type > 1) return [];
    const how = factor(event);
    const wrong = event.error === 50126;
    const first =
      event.type === 1 || how === "claim"
        ? {
            authenticationStepDateTime: step(event, 0),
            authenticationMethod: "Previously satisfied",
            authenticationMethodDetail: null,
            succeeded: true,
            authenticationStepResultDetail: "First factor requirement satisfied by claim in the token",
            authenticationStepRequirement: "Primary authentication",
            RequestSequence: 0,
            StatusSequence: 0,
          }
        : {
            authenticationStepDateTime: step(event, 0),
            authenticationMethod: app(event).kind === "broker" ? "Windows Hello for Business" : "Password",
            authenticationMethodDetail: app(event).kind === "broker" ? null : "Password Hash Sync",
            succeeded: !wrong && event.error !== 50053 && event.error !== 50034,
            authenticationStepResultDetail: wrong
              ? "Invalid username or password or Invalid on-premise username or password."
              : "Correct password",
            authenticationStepRequirement: "Primary authentication",
            RequestSequence: 0,
            StatusSequence: 0,
          };
    if (how === "none") return [first];
    const results = {
      claim: ["Previously satisfied", null, "MFA requirement satisfied by claim in the token", true],
      done: viaApp(event)
        ? ["Mobile app notification", person(event).phone.name, "MFA successfully completed", true]
        : ["Text message", person(event).phone.number, "MFA completed in Azure AD", true],
      asked: ["", null, "MFA required in Azure AD", false],
      denied: [
        "Mobile app notification",
        person(event).phone.name,
        event.key % 2 ? "MFA denied; user declined the authentication" : "MFA denied; user did not respond to mobile app notification",
        false,
      ],
    }[how];
    return [
      first,
      {
        authenticationStepDateTime: step(event, how === "claim" ? 0 : 9 + (event.key % 30)),
        authenticationMethod: results[0],
        authenticationMethodDetail: results[1],
        succeeded: results[3],
        authenticationStepResultDetail: results[2],
        authenticationStepRequirement: "Multifactor authentication",
        RequestSequence: 1,
        StatusSequence: 0,
      },
    ];
  };

  const protocol = (event: SignIn): string => {
    if (event.type > 1) return "clientCredentials";
    if (event.type === 1) return "refreshTokenGrant";
    const { kind } = app(event);
    return {
      saml: "saml20",
      legacy: "ropc",
      broker: "prtGrant",
      deviceCode: "deviceCode",
      browser: "oAuth2",
      desktop: "authorizationCodeWithPkce",
      mobile: "authorizationCodeWithPkce",
    }[kind];
  };

  return {
    id,
    createdDateTime: (event) => instant(event.ticks),
    userDisplayName: (event) => (event.type > 1 ? null : person(event).displayName),
    userPrincipalName: (event) => (event.type > 1 ? "" : person(event).userPrincipalName),
    userId: (event) => (event.type === 2 ? "" : event.type === 3 ? noGuid : person(event).id),
    appId: (event) => workload(event)?.appId ?? app(event).id,
    appDisplayName: (event) => workload(event)?.name ?? app(event).name,
    ipAddress: address,
    ipAddressFromResourceProvider: (event) => (rare(event, 50, 0.01) && event.type < 2 ? address(event) : null),
    clientAppUsed: client,
    userAgent: (event) => {
      if (event.agent !== undefined) return event.agent;
      if (event.type > 1) return "";
      if (app(event).kind === "legacy") return "BAV2ROPC";
      return onPhone(event) ? (mobileAgent[person(event).phone.system] as string) : person(event).device.userAgent;
    },
    correlationId: (event) => correlationIdOf(company, event.flow, event.who),
    conditionalAccessStatus: access.status,
    originalRequestId: (event) => (event.type > 1 ? "" : id(event)),
    isInteractive: (event) => event.type === 0,
    isTenantRestricted: (event) => event.type < 2 && person(event).guest && event.key % 2 === 0,
    isThroughGlobalSecureAccess: (event) => rare(event, 52, 0.04) && event.type < 2,
    globalSecureAccessIpAddress: (event) => (rare(event, 52, 0.04) && event.type < 2 ? "2001:db8:5a::1" : ""),
    tokenIssuerName: () => "",
    tokenIssuerType: () => "AzureAD",
    clientCredentialType: (event) => workload(event)?.credential ?? "none",
    processingTimeInMilliseconds: (event) => 60 + (mix(event.key, 53) % 400),
    riskDetail: (event) => (event.risk === 1 && event.key % 3 === 0 ? "userPassedMFADrivenByRiskBasedPolicy" : "none"),
    riskLevelAggregated: (event) => riskLevels[event.risk],
    riskLevelDuringSignIn: (event) => riskLevels[event.risk],
    riskState: (event) => (event.risk === 0 ? "none" : event.risk === 1 && event.key % 3 === 0 ? "remediated" : "atRisk"),
    riskEventTypes: (event) => risksOf(event).filter((name) => name !== "anomalousToken" && name !== "passwordSpray"),
    riskEventTypes_v2: (event) => risksOf(event),
    resourceDisplayName: (event) => resource(event).name,
    resourceId: (event) => resource(event).id,
    resourceTenantId: () => company.tenantId,
    resourceOwnerTenantId: (event) => resource(event).owner,
    resourceServicePrincipalId: (event) => resource(event).principal,
    homeTenantId: (event) =>
      event.type < 2 && person(event).guest ? guidOf(person(event).index % 4, 6, company.seed) : event.type === 3 ? "" : company.tenantId,
    homeTenantName: (event) =>
      event.type < 2 && person(event).guest && person(event).userPrincipalName.endsWith("@fabrikam.com") ? "Fabrikam" : "",
    crossTenantAccessType: (event) => (event.type < 2 && person(event).guest ? "b2bCollaboration" : "none"),
    appOwnerTenantId: (event) => workload(event)?.owner ?? app(event).owner,
    authenticationMethodsUsed: (event) =>
      factor(event) === "done" ? ["Password", viaApp(event) ? "Mobile app notification" : "Text message"] : [],
    authenticationRequirement: (event) => (factor(event) === "none" ? "singleFactorAuthentication" : "multiFactorAuthentication"),
    authenticationRequirementPolicies: (event) =>
      factor(event) === "none" ? [] : [{ requirementProvider: "multiConditionalAccess", detail: "Conditional Access" }],
    authenticationProtocol: protocol,
    incomingTokenType: (event) => (event.type === 1 ? (knownDevice(event) ? "primaryRefreshToken" : "refreshToken") : "none"),
    originalTransferMethod: (event) => (app(event).kind === "deviceCode" && event.type < 2 ? "deviceCodeFlow" : "none"),
    signInIdentifier: (event) =>
      event.type === 0
        ? event.key % 7 === 0
          ? person(event).userPrincipalName.replace(/^./, (first) => first.toUpperCase())
          : person(event).userPrincipalName
        : "",
    signInIdentifierType: (event) => (event.type === 0 ? "userPrincipalName" : null),
    servicePrincipalName: (event) => workload(event)?.name ?? "",
    servicePrincipalId: (event) => workload(event)?.principal ?? "",
    servicePrincipalCredentialKeyId: (event) => (event.type === 2 ? guidOf(event.who, 7, company.seed) : null),
    servicePrincipalCredentialThumbprint: (event) =>
      workload(event)?.credential === "certificate"
        ? [1, 2, 3, 4, 5]
            .map((at) => hex32(mix(event.who, at)))
            .join("")
            .toUpperCase()
        : null,
    federatedCredentialId: (event) =>
      workload(event)?.credential === "federatedIdentityCredential" ? guidOf(event.who, 8, company.seed) : null,
    signInEventTypes: (event) => [signInTypes[event.type]],
    userType: (event) => (event.type > 1 ? null : person(event).guest ? "guest" : "member"),
    flaggedForReview: (event) => event.error !== 0 && rare(event, 54, 0.02),
    autonomousSystemNumber: (event) => (event.type === 3 ? null : event.type === 2 ? 8075 : place(event).asn),
    uniqueTokenIdentifier: (event) => tokenId(event.token),
    sessionId: (event) => (event.type > 1 ? null : sessionIdOf(company, event.session, event.who)),
    clientSessionId: (event) => (event.type === 0 && app(event).kind === "browser" ? guid(event, 56) : null),
    azureResourceId: (event) => (event.type === 3 ? workload(event)?.carrier : null),
    conditionalAccessAudiences: (event) => [resource(event).id],
    appTokenProtectionStatus: (event) => (event.type === 1 ? (knownDevice(event) ? "bound" : "unbound") : "none"),
    signInTokenProtectionStatus: (event) => (event.type < 2 ? (knownDevice(event) ? "bound" : "unbound") : "none"),
    tokenProtectionStatusDetails: (event) =>
      event.type > 1
        ? null
        : { signInSessionStatus: knownDevice(event) ? "bound" : "unbound", signInSessionStatusCode: knownDevice(event) ? 0 : 1002 },
    agent: (event) =>
      workload(event)?.agent
        ? { agentServicePrincipalId: workload(event)?.principal, agentType: "agenticAppInstance", agentSubjectType: "notAgentic" }
        : null,
    alternateSignInName: (event) => (event.type === 0 && person(event).index % 5 === 0 ? person(event).userPrincipalName : null),
    appServicePrincipalId: (event) => workload(event)?.principal ?? guidOf(event.app, 12, company.seed),
    redirectUrl: (event) => (event.type === 0 && app(event).kind === "browser" ? "https://apps.contoso.com/signin-oidc" : null),
    rngcStatus: (event) => (event.type === 0 && knownDevice(event) ? "none" : null),
    ssoExtensionVersion: (event) => (event.type === 0 && knownDevice(event) ? "1.4" : null),
    mfaDetail: (event) =>
      factor(event) === "done"
        ? {
            authMethod: viaApp(event) ? "Mobile app notification" : "Text message",
            authDetail: viaApp(event) ? null : person(event).phone.number,
          }
        : null,
    authenticationAppDeviceDetails: (event) =>
      viaApp(event)
        ? {
            deviceId: guidOf(event.who, 9, company.seed),
            operatingSystem: person(event).phone.system,
            appVersion: "6.8.27",
            clientApp: "microsoftAuthenticator",
          }
        : null,
    authenticationAppPolicyEvaluationDetails: (event) =>
      viaApp(event)
        ? [
            {
              policyName: "NumberMatch",
              status: factor(event) === "denied" ? "numberMatchDeny" : "numberMatchCorrectNumberEntered",
              authenticationEvaluation: factor(event) === "denied" ? "failure" : "success",
              adminConfiguration: "enabled",
            },
          ]
        : [],
    deviceDetail: (event) => {
      const known = knownDevice(event);
      const nobody = event.type > 1;
      const { device, phone } = person(event);
      const browser =
        client(event) === "Browser"
          ? onPhone(event)
            ? phone.system.startsWith("Ios")
              ? "Mobile Safari"
              : "Chrome Mobile 139.0.0"
            : device.browser
          : "";
      return {
        deviceId: known ? device.id : "",
        displayName: known ? device.name : nobody ? null : "",
        operatingSystem: nobody || app(event).kind === "legacy" ? "" : onPhone(event) ? phone.system : device.system,
        browser: nobody ? "" : browser,
        browserId: browser && !nobody ? guidOf(event.who, 10, company.seed) : null,
        isCompliant: nobody ? null : known && device.managed,
        isManaged: nobody ? null : known && device.managed,
        trustType: known ? (device.managed ? "Azure AD joined" : "Azure AD registered") : "",
      };
    },
    location: (event) => {
      if (event.type === 3) return null;
      const there = place(event);
      return {
        city: there.city,
        state: there.state,
        countryOrRegion: there.country,
        geoCoordinates: { altitude: rare(event, 57, 0.01) ? 120 : null, latitude: there.latitude, longitude: there.longitude },
      };
    },
    status: (event) => {
      const how = factor(event);
      return {
        errorCode: event.error,
        failureReason:
          event.error === 0
            ? "Other."
            : failureReason(event.error, {
                app: workload(event)?.name ?? app(event).name,
                id: workload(event)?.appId ?? app(event).id,
                resource: resource(event).id,
                state: "compliant",
              }),
        additionalDetails:
          event.error === 0
            ? {
                none: null,
                claim: "MFA requirement satisfied by claim in the token",
                done: "MFA completed in Azure AD",
                asked: null,
                denied: null,
              }[how]
            : event.error === 500121
              ? "MFA denied; user declined the authentication"
              : interrupts.has(event.error) && how === "asked"
                ? "MFA required in Azure AD"
                : null,
      };
    },
    appliedConditionalAccessPolicies: access.applied,
    authenticationContextClassReferences: (event) =>
      event.type === 0 && app(event).name === "Azure Portal"
        ? [{ id: "c1", detail: factor(event) === "done" ? "required" : "previouslySatisfied" }]
        : [],
    authenticationDetails,
    authenticationProcessingDetails: (event) =>
      event.type > 1
        ? []
        : [
            app(event).kind === "saml"
              ? { key: "Legacy TLS (TLS 1.0, 1.1, 3DES)", value: "False" }
              : { key: "Oauth Scope Info", value: '["openid","profile","User.Read"]' },
          ],
    appliedEventListeners: (event) =>
      event.type === 0 && app(event).name === "ServiceNow"
        ? [
            {
              eventType: "tokenIssuanceStart",
              executedListenerId: guidOf(0, 11, company.seed),
              handlerResult: { "@odata.type": "#microsoft.graph.authenticationEventsFlowHandlerResult" },
            },
          ]
        : [],
    networkLocationDetails: (event) =>
      trusted(event) ? [{ networkType: "trustedNamedLocation", networkNames: [`Contoso ${place(event).city}`] }] : [],
    sessionLifetimePolicies: (event) =>
      event.error === 70043 || event.error === 70044 || (event.type === 0 && app(event).name === "Azure Portal")
        ? [{ expirationRequirement: "signInFrequencyPeriodicReauthentication", detail: "Sign-in frequency (periodic re-authentication)" }]
        : [],
    privateLinkDetails: (event) =>
      event.type === 3 && resource(event).name === "Azure Key Vault" && event.key % 3 === 0
        ? {
            policyId: guidOf(0, 12, company.seed),
            policyName: "pl-keyvault",
            resourceId: `/subscriptions/${company.subscription}/resourceGroups/rg-network/providers/microsoft.aadiam/privateLinkForAzureAD/pl-keyvault`,
            policyTenantId: company.tenantId,
          }
        : null,
    managedServiceIdentity: (event) => {
      const there = workload(event);
      if (event.type !== 3 || !there) return null;
      const assigned = there.carrier.includes("userAssignedIdentities");
      return {
        msiType: assigned ? "userAssigned" : "systemAssigned",
        associatedResourceId: there.carrier,
        federatedTokenId: there.name.startsWith("aks") ? guid(event, 13) : "",
        federatedTokenIssuer: there.name.startsWith("aks") ? "https://oidc.example.net/aks-prod/" : "",
      };
    },
  };
}
