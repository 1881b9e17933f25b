import { interruptCodes } from "./interruptCodes.ts";
import type { Outcome } from "./report.ts";

export const errorCategories = [
  "success",
  "interrupt",
  "account",
  "appConfig",
  "conditionalAccess",
  "consent",
  "crossTenant",
  "device",
  "federation",
  "mfa",
  "passThrough",
  "password",
  "passwordChange",
  "passwordless",
  "request",
  "risk",
  "service",
  "session",
  "sso",
  "tenant",
  "token",
] as const;
export type ErrorCategory = (typeof errorCategories)[number];

/** What an error code of a sign-in means. */
export interface ErrorCode {
  readonly code: number;
  /** Symbolic name, where the Microsoft reference gives one: `InvalidUserNameOrPassword`. */
  readonly name?: string;
  readonly category: ErrorCategory;
  readonly outcome: Outcome;
  readonly explanation: string;
  /** What to do about it, or how to read it. */
  readonly hint?: string;
  /** Id of the tab of a sign-in's details that the hint leads to. */
  readonly tab?: string;
}

/** `undefined` for a code that is not known here: take it for a failure. */
export const explainErrorCode = (code: number): ErrorCode | undefined => (codes ??= read()).get(code);

export const errorCodes = (): readonly ErrorCode[] => [...(codes ??= read()).values()];

/** Leading digits -> what codes are about that begin so; the longest that fits counts. */
const families: Readonly<Record<string, string>> = {
  16: "choosing an account",
  50: "authentication",
  53: "Conditional Access and devices",
  65: "consent",
  70: "tokens and grants",
  75: "SAML requests",
  80: "pass-through authentication",
  81: "seamless single sign-on",
  90: "requests and the service itself",
  130: "passwordless keys",
  135: "passwordless keys",
  140: "passwordless keys",
  165: "sessions",
  500: "SAML and assertions",
  530: "device policies",
  700: "the set-up of client or resource",
  900: "details of requests",
  1000: "federation and newer checks",
  1001: "federation and newer checks",
  1002: "federation and newer checks",
};

/**
 * What is known of a code that is not known here. `about`: what codes of its kind are about. `relative`: a known code that it refines, as most six-digit
 * codes do; a hint, as neither meaning nor outcome need be the same.
 */
export function errorFamily(code: number): { readonly about?: string; readonly relative?: ErrorCode } {
  const digits = String(code);
  if (digits.length < 5) return {};
  const starts = (digits.length === 5 ? [2] : [4, 3, 2]).map((length) => digits.slice(0, length));
  const about = starts.map((start) => families[start]).find((words) => words !== undefined);
  const relative = digits.length === 6 ? explainErrorCode(Number(digits.slice(0, 5))) : undefined;
  return { ...(about !== undefined && { about }), ...(relative && { relative }) };
}

/** What there is to say of any code: what it means, or else what is known of its kind; an empty object when that is nothing. */
export function describeErrorCode(code: number): ErrorCode | { readonly about?: string; readonly relative?: number } {
  const known = explainErrorCode(code);
  if (known) return known;
  const { about, relative } = errorFamily(code);
  return { ...(about !== undefined && { about }), ...(relative && { relative: relative.code }) };
}

let codes: ReadonlyMap<number, ErrorCode> | undefined;

/** Under each `# category`: `code Name | Explanation. | Hint.`, name and hint only where there is one, and behind a hint `-> tab` where it leads to one. A range stands for its codes without a line of their own. */
function read(): ReadonlyMap<number, ErrorCode> {
  const known = new Map<number, ErrorCode>();
  let category: ErrorCategory = "success";
  const alone = new Set(Array.from(table.matchAll(/^\d+(?![-\d])/gm), ([digits]) => Number(digits)));
  for (const line of table.trim().split("\n")) {
    if (line.startsWith("# ")) {
      category = line.slice(2) as ErrorCategory;
      continue;
    }
    const [key = "", explanation = "", advice = ""] = line.split(" | ");
    const [hint, tab] = advice.split(" -> ");
    const [digits = "", name] = key.split(" ");
    const [first = 0, last = first] = digits.split("-").map(Number);
    for (let code = first; code <= last; code++) {
      const outcome = code === 0 ? "success" : interruptCodes.has(code) ? "interrupt" : "failure";
      if (first < last && alone.has(code)) continue;
      known.set(code, { code, ...(name && { name }), category, outcome, explanation, ...(hint && { hint }), ...(tab && { tab }) });
    }
  }
  return known;
}

const table = `
# success
0 | The sign-in worked.
# interrupt
16000 SelectUserAccount | Several accounts or sessions fit, so the user was asked to pick one. | Not an error in itself.
16001 UserAccountSelectionInvalid | The account tile the user picked was refused; other sessions must end first. | Retry and choose another account.
26000 | The grant needs the user to act.
29200 | Sign-in by QR code was started.
50019 | The user was asked to choose a certificate. | Usual with certificate sign-in.
50058 UserInformationNotProvided | Silent sign-in was tried without a usable session. | Usual first step; a sign-in prompt follows.
50125 PasswordResetRegistrationRequiredInterrupt | Sign-in stopped for a password reset or its registration.
50140 KmsiInterrupt | The "stay signed in?" page was shown. | Not a failure; if repeated, look at the client.
50168 ChromeBrowserSsoInterruptRequired | The browser could use the Windows accounts extension but sent no SSO token. | Usual with Chrome; a retry follows.
50199 CmsiInterrupt | The user was asked to confirm that they meant to sign in to this app. | Usual in device-code and custom-scheme flows.
50201 | A page asked the user for more information.
50203 | The user was asked to register the authenticator app and may have put it off.
50204 | A guest has not accepted the privacy statement yet.
50207 | A native-broker page was shown to go on with sign-in.
50209 | The user is in the course of a password reset.
51005 TemporaryRedirect | The request is sent on to another gateway.
70016 AuthorizationPending | Device-code flow: the user has not finished yet. | Keep polling.
399218 | The user was asked to confirm; near to 50199.
500581 | A script page is needed to check for sessions. | Usual in silent sign-in.
500583 | The browser must grant storage access.
501314 | A silent check tells which browser it is. | Usual on iPadOS.
1000000 UserNotBoundError | An outside account must be linked first (LinkedIn).
1000002 BindCompleteInterruptError | The link was made and the user must be told.
9002341 | The user must allow single sign-on on the device. | Usual in the EEA.
# account
16003 SsoUserAccountNotFoundInResourceTenant | The account is unknown here or was never added to this tenant. | Invite the user as a guest or sign in at the right tenant.
50014 GuestUserInPendingState | The guest has not finished accepting the invitation. | Redeem the invitation.
50015 ViralUserLegalAgeConsentRequiredState | Consent for the user's age group is needed.
50020 UserUnauthorized | An account of another provider is not present in this tenant. | Invite the user or use another account.
50034 UserAccountNotFound | No such user in the directory (or the name was mistyped). | Seen in bulk during user guessing.
50053 IdsLocked | Smart lockout: too many wrong attempts, or the address was seen as malicious. | The address in question may be blocked while others still work.
50057 UserDisabled | The account is disabled.
51004 UserAccountNotInDirectory | The account is not in the directory of the tenant used. | Wrong tenant, or the user must be added.
54000 MinorUserBlockedLegalAgeGroupRule | A minor may not use this app.
500141 | The invitation was accepted but the app had not started the request.
500142 | The invitation was accepted; sign-in goes on.
500200 | A personal account cannot be used for this app.
500204 | The personal account must be invited to the tenant first.
500207 | The account type cannot be used for the resource.
500208 | The domain is no sign-in domain for this account type.
500341 | The account was deleted from the directory.
500571 | The guest account is disabled.
9002332 | The app is for work accounts only; a shared endpoint was used.
500061 | The SAML assertion of the outside account failed a check.
500201 | A personal account was used where only work or school accounts go.
500205 | A personal account was used where only work or school accounts go.
500582 | A personal account used a version of the protocol that is too old for it.
90125 DebugModeEnrollTenantNotFound | The user is not in the system. | Check how the name is spelled.
# appConfig
50001 InvalidResource | The requested resource is disabled or does not exist in the tenant. | Install or consent to the resource application.
50003 MissingSigningKey | A signing certificate was missing or being rolled. | Check the certificate of a SAML application.
50011 InvalidReplyTo | The redirect address in the request is not registered for the application. | Add it to the registration or correct the request.
50029 | The redirect address has characters that are not allowed.
50105 EntitlementGrantsNotFound | The app requires assignment and the user is not assigned. | Assign the user or a group.
50124 ClaimsTransformationInvalidInputParameter | A claims transformation has a wrong regular expression.
50146 MissingCustomSigningKey | The app needs its own signing key and has none, or it expired.
50194 | A single-tenant app used the shared endpoint. | Use the tenant endpoint or make the app multi-tenant.
65005 MisconfiguredApplication | The app asked for a scope or resource that does not exist in its list.
67003 ActorNotValidServiceIdentity | The client is not a valid service identity.
70001 UnauthorizedClient | The app is disabled or its id was not given.
70002 InvalidClient | The client credentials could not be checked.
70004 InvalidRedirectUri | The redirect address does not match the registration.
70021 | No federated credential of the app fits the assertion sent. | Compare issuer, subject and audience.
90009 TokenForItselfMissingIdenticalAppIdentifier | An app that asks for a token for itself must use its GUID.
500011 InvalidResourceServicePrincipalNotFound | The resource principal is not present in the tenant. | Install or consent to it, or check the tenant.
500014 | The service principal of the resource is disabled. | A lapsed subscription is a common cause.
500112 | The reply address differs from the one used to get the code.
500113 | The app has no reply address.
500117 | The reply address is not secure.
501241 | A needed input of a claims transformation is missing.
501461 | Mapped claims are only allowed for an audience that is the app id or a verified domain.
650052 | The tenant has no service principal for a service the app needs.
650053 | The app asked for a scope the resource does not have.
650054 | The app asked for a resource that is gone.
650056 | The app is wrongly set up: permissions, consent or ids do not fit.
650057 | The resource is not among the permissions of the app.
700016 UnauthorizedClient_DoesNotMatchRequest | The app was not found in the tenant. | Wrong tenant, or not installed or consented.
700025 InvalidClientPublicClientWithCredential | A public client must send no secret.
700030 | The subject name of the certificate is not authorized.
700051 | Implicit access tokens are off for the app.
700054 | Implicit id tokens are off for the app.
900971 | No reply address was given.
7000112 UnauthorizedClientApplicationDisabled | The application is disabled.
7000114 | The app may not call on behalf of a user.
7000116 | The client application is disabled in the tenant.
7000117 | The resource application is disabled in the tenant.
7000213 | The certificate chain is invalid.
7000215 | The client secret is wrong. | A frequent mistake is to send the id of the secret.
7000216 | Client credentials flow without a secret or assertion.
7000218 | The body lacks a secret or assertion. | Often a public client not marked as one.
7000222 InvalidClientSecretExpiredKeysProvided | The client secrets of the app have expired. | Make a new secret.
7000229 | The client app has no service principal in the tenant.
9002326 | Redeeming from another origin is only for the single-page-app type.
9002327 | Tokens of the single-page-app type may only be redeemed from another origin.
50016 | The reply address is missing or malformed.
500111 | The reply address has a scheme that is not allowed.
500115 | The reply address is malformed.
500118 | The reply address names a host that is not allowed.
700045 | The reply address is not allowed for this app.
50042 UnableToGeneratePairwiseIdentifierWithMissingSalt | An identifier for the app could not be made, as its salt is missing.
50043 UnableToGeneratePairwiseIdentifierWithMultipleSalts | An identifier for the app could not be made, as it has several salts.
50100 | Claims could not be transformed as configured. | Check the claims rules of the app.
50101 | Claims could not be transformed as configured. | Check the claims rules of the app.
501621 ClaimsTransformationTimeoutRegularExpressionTimeout | A regular expression of a claims transformation took too long. | Make it simpler.
500012 | The name of the resource is not valid.
500017 | The resource is not allowed as one here.
700017 | The resource is not allowed as one here.
500184 | In a certificate sign-in the assertion was not signed by the certificate given.
700011 UnauthorizedClientAppNotFoundInOrgIdTenant | The app is not in this directory.
700020 InteractionRequired | The app id is reserved, or its grant needs the user to act.
700028 | The certificate of the app is not allowed.
700229 ForbiddenTokenType | Only app-only tokens can be federated credentials.
76021 ApplicationRequiresSignedRequests | The app takes only signed requests and this one was not.
1000031 | The application cannot be used at this time.
# conditionalAccess
50005 DevicePolicyError | The device platform is not one that Conditional Access supports.
50077 | A policy wants the authenticator app to share GPS location.
50081 | A policy needs a GPS location.
50131 ConditionalAccessFailed | A device-state, policy or suspicious-activity check failed.
50142 | Policy requires a password change.
50170 MissingExternalClaimsProviderMapping | A custom control has no mapping.
53000 DeviceNotCompliant | Policy wants a compliant device and this one is not. | Enrol the device or fix its compliance. -> device
53001 DeviceNotDomainJoined | Policy wants a hybrid or domain joined device. | See how the device is joined under Device. -> device
53002 ApplicationUsedIsNotAnApprovedApp | Policy wants an approved client app. | See which policies failed under Conditional Access. -> conditionalAccess
53003 BlockedByConditionalAccess | A Conditional Access policy blocked the token. | See which policies failed under Conditional Access. -> conditionalAccess
53005 | The app must apply an app protection policy.
53008 | The browser is not supported for device policy.
53009 | The app must apply Intune app protection.
53010 ProofUpBlockedDueToSecurityInfoAcr | Security info may only be registered from certain places or devices.
70043 BadTokenDueToSignInFrequency | The refresh token is too old under the sign-in frequency. | Sign in again.
70044 | The session is too old under the sign-in frequency. | Sign in again.
70046 | The session failed a re-authentication check of Conditional Access.
530001 | The browser is not supported.
530002 | The device must be compliant. | See what is known of it under Device. -> device
530003 | The device must be managed. | See what is known of it under Device. -> device
530021 | The app is not an approved app.
530031 | An access policy blocks the token. | See which policies failed under Conditional Access. -> conditionalAccess
530033 | A device-based policy blocks the remote device flow.
530035 BlockedBySecurityDefaults | Security defaults blocked it, typically legacy protocols.
501292 | The app cannot meet the app protection policy.
530036 | The code is used by public rule sets and is not in Microsoft's reference. | Read the record's own reason.
530084 | A policy of token protection refused a token that is not bound to its device. | Check whether the client can use bound tokens.
# consent
50206 | Nobody has agreed to connect to the target device.
52004 DelegationDoesNotExistForLinkedIn | No consent for the LinkedIn resources.
65001 DelegationDoesNotExist | No consent was given for the app or for a scope it asked for. | A consent page usually follows.
65002 | A first-party app and resource lack pre-authorization.
65004 UserDeclinedConsent | The user said no on the consent page.
90008 TokenForItselfRequiresGraphPermission | No consent for the app; it needs a basic directory permission.
90094 AdminConsentRequired | An admin must consent to what the app asks for.
90095 AdminConsentRequiredRequestAccess | An admin must consent; the user was offered to send a request.
90096 | A request for admin consent was sent.
90099 | The app has not been authorized in this tenant.
65003 | A first-party app that asks for itself needs preauthorization.
65006 | The permissions asked for do not exist on the resource.
65007 | The list of permissions changed while consent was given.
650011 | Consent for this app is missing.
650051 | The permissions of app and resource do not fit each other.
650055 | The organization lacks the service that the app asks for.
650058 | The role that the app asks for was not granted.
650061 | The permissions of app and resource do not fit each other.
900941 | An administrator must consent, as the app is held to be risky.
# crossTenant
50002 NotAllowedTenant | The tenant is not allowed by a proxy or tenant setting.
50177 ExternalChallengeNotSupportedForPassthroughUsers | An outside challenge cannot be used for a user who only passes through.
50178 SessionControlNotSupportedForPassthroughUsers | A session control cannot be used for a user who only passes through.
90072 PassThroughUserMfaError | The outside account does not exist in the tenant it signs in to, so it cannot meet MFA there. | Add the user as a guest or use another account.
500021 | Tenant restriction: access to that tenant is denied.
500022 | Tenant restriction: the tenant is not on the allow list sent by the proxy.
500211 | The outside account does not exist in the tenant.
500212 NotAllowedByOutboundPolicyTenant | The home tenant's outbound access policy forbids it.
500213 NotAllowedByInboundPolicyTenant | The resource tenant's inbound access policy forbids it.
530004 | The tenant does not trust compliant-device claims of other tenants.
50200 | The outside realm is not allowed.
50202 | The person is not registered in the organization and must agree first.
1000104 XCB2BResourceCloudNotAllowedOnIdentityTenant | The other Microsoft cloud is not allowed by the home tenant.
1002021 | The library of the client is too old for the other Microsoft cloud.
900382 | Confidential clients cannot ask across clouds.
900432 | Confidential clients cannot ask across clouds.
# device
50097 DeviceAuthenticationRequired | Device authentication is needed. | Often met silently by the broker or browser.
50099 PKeyAuthInvalidJwtUnauthorized | The signature of the device answer is invalid.
50127 BrokerAppNotInstalled | The broker app is needed on the device.
50129 DeviceIsNotWorkplaceJoined | The device is not registered.
50155 DeviceAuthenticationFailed | Device authentication failed for this user.
50187 DeviceInformationNotProvided | Device authentication failed because no device data came.
135011 | The device used is disabled.
221000 DeviceOnlyTokensNotSupportedByResource | The resource takes no device-only tokens.
240001 BulkAADJTokenUnauthorized | The user may not register devices.
501271 | The broker app must be installed.
501291 | The app needs a registered device.
501312 | The device used is not registered for the account.
501313 | The device must be managed.
700003 | The device object was not found in the directory.
240000 | The quota of bulk enrolment tokens is reached.
293004 | The target device is not in the tenant.
500125 | The secret of the device is missing or wrong.
500128 | The session key of the device is missing or wrong.
501311 | The browser is not supported, or a managed one is needed.
530011 | The browser is not supported, or a managed one is needed.
530022 | The browser is not supported, or a managed one is needed.
530081 | The browser is not supported, or a managed one is needed.
53300 | The code is used by public rule sets and is not in Microsoft's reference. | Read the record's own reason.
# federation
20001 WsFedSignInResponseError | The federated identity provider answered without a token. | Check the federation server.
20012 WsFedMessageInvalid | The federation message received was not valid. | Check the federation server.
40008 OAuth2IdPUnretryableServerError | The outside identity provider returned an unexpected error.
40009 OAuth2IdPRefreshTokenRedemptionUserError | The outside identity provider refused or failed.
50008 InvalidSamlToken | The SAML token was missing or wrongly set up. | Check the federation settings.
50010 AudienceUriValidationFailed | No audience was set, so the audience check failed.
50107 InvalidRealmUri | The federation realm object does not exist.
50169 InvalidRequestBadRealm | The realm is not set up here.
75001 BindingSerializationError | A SAML message could not be read.
75003 UnsupportedBindingError | The SAML binding asked for is not supported.
75005 Saml2MessageInvalid | The SAML request is not supported or not valid.
75008 RequestDeniedError | The SAML request has an unexpected destination.
75011 NoMatchedAuthnContextInOutputClaims | How the user signed in does not match the method the app asked for.
75016 Saml2AuthenticationRequestInvalidNameIDPolicy | The NameID policy in the SAML request is invalid.
90081 OrgIdWsFederationMessageInvalid | A WS-Federation message was malformed.
90084 OrgIdWsFederationGuestNotAllowed | Guests are not allowed here.
90123 IdentityProviderAccessDenied | The identity or claim provider denied the request.
20033 FedMetadataInvalidTenantName | The federation metadata names a wrong tenant.
40010 OAuth2IdPRetryableServerError | The outside identity provider had a passing fault. | Try again.
40015 OAuth2IdPAuthCodeRedemptionUserError | The outside identity provider did not redeem its code.
53006 | The federated provider must authenticate the user first.
53007 | The federated provider must authenticate the user first.
90087 OrgIdWsFederationMessageCreationFromUriFailed | No federation message could be made of the address.
5000819 InvalidSamlTokenEmailMissingOrInvalid | The SAML assertion has no email address that fits the outside realm.
# mfa
50072 UserStrongAuthEnrollmentRequiredInterrupt | The user has to register for MFA before going on.
50074 UserStrongAuthClientAuthNRequiredInterrupt | Strong authentication was needed and not passed. | A success with the same correlation id often follows.
50076 UserStrongAuthClientAuthNRequired | MFA is needed because of policy, a setting change or a new place. | An MFA prompt follows.
50078 UserStrongAuthExpired | An earlier MFA is too old under policy. | The user must do MFA again.
50079 UserStrongAuthEnrollmentRequired | The user must register security information for MFA.
50087 SasRetryableError | A passing fault while doing strong authentication. | Retry.
50088 | The cap on phone MFA was reached. | Wait, or use another method.
50158 ExternalSecurityChallenge | The user was sent to an outside provider for an extra check. | Terms of use and third-party MFA also show up so.
50161 InvalidExternalSecurityChallengeConfiguration | What the outside provider sent back is not enough, or its setup is wrong.
50166 ExternalClaimsProviderThrottled | The outside claims provider did not answer in time or throttled.
50172 | The outside claims provider is not approved.
54008 | MFA is needed and the credential used cannot be a first factor here.
70037 | Wrong answer in a remote sign-in; the session was denied.
500121 | Strong authentication was asked for and failed or was refused by the user. | Many of these for one user may mean MFA fatigue.
50086 SasNonRetryableError | Strong authentication failed for good.
50130 | The outside provider sent claims that cannot be read.
50159 | The outside provider sent too few claims.
54009 | A second factor is needed and the credential used cannot give it.
54010 | A second factor must be set up and the credential used cannot do it.
501811 | The one-time passcode is wrong or no longer known.
# passThrough
80001 OnPremiseStoreIsNotAvailable | No pass-through agent could reach Active Directory.
80002 OnPremisePasswordValidatorRequestTimedout | The password check on premises timed out.
80005 OnPremisePasswordValidatorUnpredictableWebException | The answer of the agent could not be understood.
80007 OnPremisePasswordValidatorErrorOccurredOnPrem | The agent could not check the password.
80010 OnPremisePasswordValidationEncryptionException | The agent could not decrypt the password.
80012 OnPremisePasswordValidationAccountLogonInvalidHours | Outside the sign-in hours set on premises.
80013 OnPremisePasswordValidationTimeSkew | The clocks of the agent and Active Directory differ too much.
80014 OnPremisePasswordValidationAuthenticationAgentTimeout | The agent answered too late.
# password
50052 | The password is longer than allowed.
50054 | An old password was entered.
50055 InvalidPasswordExpiredPassword | The password has expired (right password given). | The user must change it.
50056 | The directory holds no password for this user, or none was sent. | Typical for a federated or guest account; the user should sign in another way.
50126 InvalidUserNameOrPassword | Wrong user name or password. | The main signal for password guessing and spraying.
50137 | A security rule wants the password changed.
50144 InvalidPasswordExpiredOnPremPassword | The password of the on-premises account has expired.
50064 CredentialAuthenticationError | Name or password did not pass the check. | Counts with password guessing.
# passwordChange
120000 PasswordChangeIncorrectCurrentPassword | The current password was wrong during a change.
120002 PasswordChangeInvalidNewPasswordWeak | The new password is too weak.
120005 PasswordChangeOnPremSuccessCloudFail | The password changed but servers need time to catch up. | Try again in some minutes.
120013 PasswordChangeOnPremisesConnectivityFailure | The change could not be written to Active Directory.
120014 PasswordChangeOnPremUserAccountLockedOutOrDisabled | The account is locked or disabled on premises.
120016 PasswordChangeUserNotFoundBySspr | The user was not found during the change.
120018 PasswordChangePasswordDoesnotComplyFuzzyPolicy | The new password is too common.
120020 PasswordChangeFailure | The password could not be changed.
120021 PartnerServiceSsprInternalServiceError | The password reset service had a fault.
# passwordless
17003 CredentialKeyProvisioningFailed | A key for the user could not be set up.
50017 CertificateValidationFailed | The certificate used to sign in failed validation. | Check the trusted CA list, revocation and mapping.
50181 | The one-time password could not be checked.
130004 NgcKeyNotFound | No Windows Hello key is set for the user.
130005 NgcInvalidSignature | The signature made with the Windows Hello key did not verify.
130006 NgcTransportKeyNotFound | The device lacks the transport key.
130007 NgcDeviceIsDisabled | The device is disabled.
130008 NgcDeviceIsNotFound | The device behind the key was not found.
130500 | Phone sign-in is blocked by policy.
130501 | The sign-in method is blocked by policy.
130502 | Temporary Access Pass sign-in is blocked by policy.
130503 | Wrong Temporary Access Pass.
130504 | The Temporary Access Pass has run out.
130505 | The single-use Temporary Access Pass was used before.
130507 | No Temporary Access Pass was found for the user.
135010 KeyNotFound | The key used is not registered for the user.
135016 | Security-key sign-in is off by policy.
220501 InvalidCrlDownload | The revocation list of the certificate could not be fetched.
500183 | The certificate used to sign in is revoked.
500186 | Certificate sign-in is not allowed by the policy for this user.
500187 | The chosen certificate does not meet the criteria.
500342 | The account is not set up for phone sign-in.
500344 | No account was found for the security key.
1003033 | The remote sign-in request was denied by the user.
130506 | Sign-in on the web needs a Temporary Access Pass.
135000-135022 | The check of a security key (FIDO2) failed in one of its steps.
# request
50050 MalformedDiscoveryRequest | The request is malformed.
50147 MissingCodeChallenge | The PKCE code challenge has a wrong size.
50148 | The PKCE verifier does not match the challenge.
50189 | The device code has a wrong format.
50196 LoopDetected | The client repeats the same request in a loop. | Fix caching in the client.
70003 UnsupportedGrantType | The grant type asked for is not supported.
70005 UnsupportedResponseType | The response type asked for is not supported or not turned on.
70007 UnsupportedResponseMode | The response mode asked for is not supported.
70011 InvalidScope | The scope asked for is invalid.
70018 BadVerificationCode | A wrong device user code was typed.
90004 InvalidRequestFormat | The request is not well formed.
90010 NotSupported | What was asked for is not supported (public lists instead word it as an algorithm that could not be created). | Sources disagree.
90013 InvalidUserInput | The input of the user is not valid.
90014 MissingRequiredField | A needed field is missing from the request.
90015 QueryStringTooLong | The query string is too long.
90023 InvalidRequest | The request to the token service is not valid.
90056 BadResourceRequest | The requested resource could not be found, or a wrong method was used on the token endpoint.
90124 V1ResourceV2GlobalEndpointNotSupported | The resource cannot be used over the shared endpoints.
90130 NonConvergedAppV2GlobalEndpointNotSupported | The app cannot be used over the shared endpoints.
165900 InvalidApiRequest | The API request is invalid.
501471 | The PKCE challenge is missing.
501481 | The PKCE verifier does not fit the challenge.
900144 | The body lacks a needed parameter.
1002016 | An outdated TLS version or cipher was used.
7000110 | The request holds several app ids.
9002313 InvalidRequest | The request is malformed.
9002325 | PKCE is needed to redeem a code from another origin.
28002 | The scope is not valid for an access token.
28003 | The scope is empty.
50149 | The PKCE challenge or verifier is malformed.
501482 | The PKCE challenge or verifier is malformed.
501491 InvalidCodeChallengeMethodInvalidSize | The PKCE challenge has a wrong size.
50192 RawCredentialExpectedNotFound | The request held no credential. | A proxy may have removed the certificate.
70030 | The session of the device code was lost.
70033 | The device code was approved already.
90100 InvalidRequestParameter | A parameter is empty or not valid.
90117 InvalidRequestInput | The input of the request is not valid.
900143 | A parameter of the grant is missing.
900161 | The claim of the tenant is missing.
900236 InvalidRequestSamlPropertyUnsupported | The SAML request has a property that must not be set.
9001023 | The grant cannot be used over the shared endpoints.
901002 | The parameter for the resource is not supported.
900561 BadResourceRequestInvalidRequest | The endpoint was called with a wrong method. | The Back button of a browser can do this.
1002012 | For client credentials the scope must end in \`/.default\`.
750054 | The SAML message is missing in the address.
7500514 | No supported kind of SAML response was found.
7500529 | The id of the SAML request is not valid. | It must not begin with a digit.
76026 RequestIssueTimeExpired | The SAML request is too old.
901311 | The code is used by public rule sets and is not in Microsoft's reference. | Read the record's own reason.
900439 | The code is used by public rule sets and is not in Microsoft's reference. | Read the record's own reason.
# risk
50135 PasswordChangeCompromisedPassword | Password change needed because of account risk.
53004 ProofUpBlockedDueToRisk | MFA registration was stopped because of suspicious activity.
53011 | The user is blocked for risk in the home tenant.
530032 BlockedByConditionalAccessOnSecurityPolicy | Blocked by a security policy. Public lists word it as risk in the home tenant; the Microsoft reference as a tenant security policy. | Sources disagree.
530034 DelegatedAdminBlockedDueToSuspiciousActivity | A delegated admin was kept out because of account risk.
# service
50000 TokenIssuanceError | The sign-in service could not issue a token. | Retry; if it lasts, open a support case.
50033 RetryableError | A passing fault of the sign-in service. | Retry.
70012 MsaServerError | The personal-account service failed. | Retry.
90006 ExternalServerRetryableError | A passing fault of the service. | Retry.
90012 RequestTimeout | The request timed out. | Retry.
90024 RequestBudgetExceededError | A passing fault of the service. | Retry.
90025 | An internal limit was passed and the service tries again by itself. | Not tenant throttling.
90033 MsodsServiceUnavailable | The directory service was not available. | Retry.
90036 MsodsServiceUnretryableFailure | The directory service failed for good on this request.
90055 TenantThrottlingError | Too many requests for this tenant. | Back off.
90085 OrgIdWsFederationSltRedemptionFailed | The tenant object has not been set up yet.
90092 GraphNonRetryableError | A fault that will not go away by retrying.
90093 GraphUserUnauthorized | The directory refused the request for this user.
300030 | The service did not find what was asked for.
399206-399237 | The service had an internal fault with caches or policies of apps.
230109 CachedCredentialNonGWAuthNRequestsNotSupported | The backup sign-in service was called directly.
90031 | A passing fault of the service. | Try again.
90035 | A passing fault of the service. | Try again.
1002022 | A passing fault of the service. | Try again.
90091 GraphServiceUnreachable | The directory could not be reached.
399284 | The code is used by public rule sets and is not in Microsoft's reference. | Read the record's own reason.
# session
50061 SignoutInvalidRequest | Sign-out could not finish because the request was wrong.
50068 SignoutInitiatorNotParticipant | The application asking for sign-out is not part of the session.
50089 | The sign-in page stayed open too long and its token ran out. | Start again.
50132 SsoArtifactInvalidOrExpired | The session is void: password changed or expired, or the sign-in artifact is no longer good. | Sign in again.
50133 SsoArtifactRevoked | The session was revoked because the password changed or expired. | Sign in again.
50134 DeviceFlowAuthorizeWrongDatacenter | A device-code flow was approved in another data centre.
50136 RedirectMsaSessionToApp | Only one personal-account session was found.
50139 SessionMissingMsaOAuth2RefreshToken | The session lacks an outside refresh token.
50143 | The session belongs to another tenant than the domain hint.
50197 ConflictingIdentities | The user could not be found; the browser holds clashing identities.
90135 | The user chose to stop.
160021 AppSessionSelectionInvalidSessionNotExist | The app asked for a session that does not exist.
16002 AppSessionSelectionInvalid | The session that the app asked for does not fit.
50060 | Sign-out could not be finished.
50070 SignoutUnknownSessionIdentifier | Sign-out named a session that is not known.
50071 SignoutMessageExpired | The request to sign out is too old.
50157 | The user was sent to another place to go on.
# sso
50180 WindowsIntegratedAuthMissing | Integrated Windows authentication is needed; the tenant should turn on seamless SSO.
51001 DomainHintMustbePresent | An on-premises identifier was sent without a domain hint.
51006 ForceReauthDueToInsufficientAuth | The session has no integrated-Windows claim, so the user must sign in again.
81001 | The Kerberos ticket is too large.
81004 DesktopSsoIdentityInTicketIsNotAuthenticated | Kerberos authentication failed.
81005 DesktopSsoAuthenticationPackageNotSupported | The authentication package is not supported.
81006 DesktopSsoNoAuthorizationHeader | No authorization header came; a challenge was sent back.
81007 DesktopSsoTenantIsNotOptIn | Seamless SSO is off in this tenant.
81008 | The Kerberos ticket did not validate.
81009 DesktopSsoAuthorizationHeaderValueWithBadFormat | The authorization header is badly formed.
81010 DesktopSsoAuthTokenInvalid | Seamless SSO failed: the Kerberos ticket expired or is invalid.
81011 DesktopSsoLookupUserBySidFailed | No user has the security id found in the ticket.
81012 DesktopSsoMismatchBetweenTokenUpnAndChosenUpn | The user signing in is not the one signed in to the device.
81013 | The user named by the Kerberos ticket could not be found.
81014 | The seamless SSO token has run out.
# tenant
50049 NoSuchInstanceForDiscovery | Unknown instance of the service.
50059 MissingTenantRealmAndNoUserInformationProvided | Nothing in the request told which tenant to use.
50128 | No tenant could be found from the domain name given.
51000 RequiredFeatureNotEnabled | A needed feature is off.
90002 InvalidTenantName | The tenant named in the request was not found. | Check the tenant id and the cloud.
90019 MissingTenantRealm | No tenant could be told from the request.
90038 NationalCloudTenantRedirection | The tenant lives in a national cloud; the request was sent there.
90043 NationalCloudAuthCodeRedirection | The code was issued by a national cloud.
90051 InvalidNationalCloudId | The national-cloud id is invalid.
90126 DebugModeEnrollTenantNotInferred | The tenant of the user cannot be told from the name.
900023 | The tenant in the request is neither a valid name nor an id.
5000225 | The tenant was blocked for inactivity.
50075 | Security defaults were asked for and the tenant has them off.
# token
50006 InvalidSignature | The signature of a message did not verify.
50012 AuthenticationFailed | Authentication failed for a cause such as a bad certificate or assertion.
50013 InvalidAssertion | The assertion is invalid: wrong issuer, expired or malformed.
50027 InvalidJwtToken | The JWT is malformed.
50048 SubjectMismatchesIssuer | Subject and issuer of the client assertion differ.
50085 | The refresh token of a social account needs a new sign-in there.
50120 ThresholdJwtInvalidJwtFormat | Header of the JWT is not understood.
50173 FreshTokenNeeded | The grant was revoked (for example after a password change). | Sign in again.
54005 | The authorization code was used before. | Fix the client; codes work once.
70000 InvalidGrant | The grant is malformed or no longer valid.
70008 ExpiredOrRevokedGrant | The code or refresh token expired through inactivity. | Sign in again.
70019 CodeExpired | The device user code ran out.
70020 | The device code ran out.
90086 OrgIdWsTrustDaTokenExpired | The delegation token of the user ran out.
140000 InvalidRequestNonce | The nonce of the request ran out.
140001 InvalidSessionKey | The session key is not valid.
240002 RequiredClaimIsMissing | The id token cannot be used for this grant.
500131 | The assertion was meant for another audience.
500133 | The assertion is outside its validity time.
700005 InvalidGrantRedeemAgainstWrongTenant | The code was meant for another tenant.
700007 | The grant was issued for another client.
700022 InvalidMultipleResourcesScope | Public lists: no subject in the client assertion. The Microsoft reference: scopes of several resources in one request. | Sources disagree.
700023 InvalidResourcelessScope | Public lists: the assertion audience does not fit. The Microsoft reference: scopes without a resource. | Sources disagree.
700024 | The client assertion is outside its validity time. | Check the clock of the client.
700027 | The signature of the client assertion did not verify. | The certificate may not be registered.
700082 ExpiredOrRevokedGrantInactiveToken | The refresh token expired through inactivity. | Sign in again.
700084 | The refresh token of a single-page app reached its fixed life. | Sign in again; usual after 24 hours.
7000012 | The grant was obtained for another tenant.
7000014 | The device code is not valid.
500081 | The SAML assertion is missing or failed a check.
500082 | The SAML assertion is missing.
500085 | The SAML assertion has a wrong version.
500089 | The SAML assertion failed a check.
500101 | The token has no audience.
70049 | The code is used by public rule sets and is not in Microsoft's reference. | Read the record's own reason.
700081 | The refresh token reached its greatest age. | Sign in again.
700083 | The primary refresh token reached its greatest age. | Sign in again.
900384 | The signature of a token did not verify.
`;
