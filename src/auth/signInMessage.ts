import { adminConsentUrl } from "./adminConsentUrl.ts";
import { faultSentence, type Fault } from "../network/index.ts";
import type { Cloud } from "./clouds.ts";
import { quickStartClientId, type ConnectionData } from "./connectionData.ts";
import type { SignInError, SignInErrorKind } from "./errors.ts";
import { redirectPage, ways } from "./ways.ts";

/** What the window can offer after a failure. */
export const signInActionTitles = {
  signInAgain: "Sign In Again",
  retry: "Retry",
  editConnection: "Edit Connection",
  chooseWay: "Sign In Another Way",
  enterSecret: "Enter Secret",
  chooseCertificate: "Choose Certificate",
  openSettings: "Open Settings",
  openAdminConsent: "Open Admin Consent Page",
  openAppRegistration: "Open App Registration",
} as const;
export type SignInActionId = keyof typeof signInActionTitles;
export interface SignInAction {
  readonly id: SignInActionId;
  readonly title: string;
  /** To be opened in a browser. */
  readonly url?: string;
}
export interface SignInMessage {
  readonly message: string;
  readonly actions: readonly SignInAction[];
}

type Sentence = (about: {
  readonly error: SignInError;
  readonly data: ConnectionData;
  readonly cloud: Cloud | undefined;
}) => readonly [message: string, ...actions: SignInActionId[]];

const who = (data: ConnectionData): string => data.account?.username ?? `“${data.name}”`;
const app = ({ clientId }: ConnectionData): string =>
  clientId === quickStartClientId ? "Microsoft Graph Command Line Tools" : `the app ${clientId ?? "of the Azure CLI"}`;
const place = ({ tenant, tenantId }: ConnectionData): string =>
  `the tenant ${tenant === "organizations" ? (tenantId ?? "of your account") : tenant}`;
/** With its zone: the extension host may be in another one than the person. */
const wait = { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" } as const;
const time = (ms: number | undefined): string =>
  ms === undefined ? "in a minute" : `after ${new Date(ms).toLocaleTimeString(undefined, wait)}`;
const redirectOf = ({ way }: ConnectionData): string => (way === "uriHandler" ? redirectPage : "http://localhost");
const upper = (text: string): string => text[0]?.toUpperCase() + text.slice(1);

/** Who signs in may not know that there are two hosts. */
function awayText(fault: Fault): string {
  const { what, next } = faultSentence(fault);
  return `The sign-in did not get through: ${what[0]?.toLowerCase()}${what.slice(1)}. ${next} Then retry; the connection stays.`;
}

const sentences: Readonly<Record<SignInErrorKind, Sentence>> = {
  signInNeeded: ({ data }) => [`The sign-in of ${who(data)} has ended. Sign in again; the query goes on where it was.`, "signInAgain"],
  claimsNeeded: ({ data }) => [
    `${upper(place(data))} asks ${who(data)} for one more proof before it shows this. Sign in again; the query goes on where it was.`,
    "signInAgain",
  ],
  consentNeeded: ({ data }) => [
    `Nobody has consented yet that ${app(data)} may read the audit log of ${place(data)}. Sign in to consent, or send an administrator the admin-consent link.`,
    "signInAgain",
    "openAdminConsent",
  ],
  consentDeclined: ({ data }) => [
    `The consent for ${app(data)} was declined, so nothing can be read. Sign in again and accept, or send an administrator the admin-consent link.`,
    "signInAgain",
    "openAdminConsent",
  ],
  adminConsentNeeded: ({ data }) => [
    `Only an administrator of ${place(data)} can allow ${app(data)} to read its audit log. Send one the admin-consent link, then sign in again.`,
    "openAdminConsent",
    "signInAgain",
  ],
  accessBlocked: ({ data }) => [
    `A Conditional Access policy of ${place(data)} does not let ${who(data)} in from here. Use a managed device or another network, or ask an administrator; the sign-in log names the policy.`,
    "signInAgain",
    "chooseWay",
  ],
  accountNotInTenant: ({ data }) => [
    `This account does not exist in ${place(data)}. Sign in with an account of that tenant, or correct the tenant.`,
    "signInAgain",
    "editConnection",
  ],
  accountNotAssigned: ({ data }) => [
    `${upper(app(data))} is only for assigned users, and ${who(data)} is not one of them. An administrator can assign the account under Enterprise applications, Users and groups.`,
    "openAppRegistration",
    "signInAgain",
  ],
  accountDisabled: ({ data }) => [`The account ${who(data)} is disabled in ${place(data)}. Sign in with another one.`, "signInAgain"],
  applicationUnknown: ({ data }) => [
    `There is no app with the client ID ${data.clientId ?? "given"} in ${place(data)}. Compare it with “Application (client) ID” in App registrations, and check the tenant.`,
    "editConnection",
  ],
  applicationDisabled: ({ data }) => [
    `${upper(app(data))} is disabled in ${place(data)}. An administrator can enable it under Enterprise applications, Properties.`,
    "openAppRegistration",
    "editConnection",
  ],
  applicationNotShared: ({ data }) => [
    `${upper(app(data))} is registered for one tenant only. Enter that tenant's GUID or domain in place of “${data.tenant}”.`,
    "editConnection",
  ],
  firstPartyRefused: ({ data }) => [
    `${upper(app(data))} is an application of Microsoft's that may not read audit logs. Enter the client ID of your own app registration.`,
    "editConnection",
  ],
  redirectMissing: ({ data }) => [
    `${upper(app(data))} lacks the redirect URI ${redirectOf(data)}. Add it in App registrations, Authentication, platform “Mobile and desktop applications”, then sign in again.`,
    "openAppRegistration",
    "signInAgain",
  ],
  notPublicClient: ({ data }) => [
    `${upper(app(data))} does not take sign-ins without a secret. In App registrations, Authentication, put ${redirectOf(data)} under “Mobile and desktop applications” instead of “Web”, and for device codes allow public client flows. Then sign in again.`,
    "openAppRegistration",
    "signInAgain",
  ],
  secretMissing: ({ data }) =>
    data.way === "certificate"
      ? [`The certificate of “${data.name}” is not on this machine. Choose its PEM file.`, "chooseCertificate"]
      : [`The client secret of “${data.name}” is not on this machine. Enter it.`, "enterSecret"],
  secretWrong: ({ data }) => [
    `Entra does not know this client secret of ${app(data)}. Enter the secret's Value, not its Secret ID; a lost one can only be replaced.`,
    "enterSecret",
    "openAppRegistration",
  ],
  secretExpired: ({ data }) => [
    `The client secret of ${app(data)} has expired. Make a new one in App registrations, Certificates & secrets, and enter its Value.`,
    "enterSecret",
    "openAppRegistration",
  ],
  certificateUnknown: ({ data }) => [
    `The certificate is not registered with ${app(data)}. Upload its public part in App registrations, Certificates & secrets, or choose the one that is.`,
    "openAppRegistration",
    "chooseCertificate",
  ],
  certificateUnreadable: () => [
    "The file holds no readable certificate. Choose a PEM file with “BEGIN CERTIFICATE” and “BEGIN PRIVATE KEY” in it; a PFX can be turned into one with “openssl pkcs12 -in file.pfx -out file.pem -nodes”.",
    "chooseCertificate",
  ],
  certificateExpired: ({ error }) => [
    `The certificate was valid only until ${error.facts.said ?? "lately"}. Register a new one and choose its PEM file.`,
    "chooseCertificate",
    "openAppRegistration",
  ],
  keyMissing: () => ["The file has a certificate but no private key. Choose a PEM file with both.", "chooseCertificate"],
  keyMismatch: () => [
    "The private key in the file does not belong to its certificate. Choose a PEM file in which they match.",
    "chooseCertificate",
  ],
  passphraseNeeded: () => ["The private key is protected. Enter its passphrase.", "chooseCertificate"],
  passphraseWrong: () => ["The passphrase does not open the private key. Enter it again.", "chooseCertificate"],
  tenantUnknown: ({ data, cloud }) => [
    `There is no tenant “${data.tenant}” in the ${cloud?.title ?? "chosen"} cloud. Check its GUID or domain, and the cloud.`,
    "editConnection",
  ],
  wrongTenant: ({ error, data }) => [
    `The sign-in gave a token of another tenant (${error.facts.got ?? "unknown"}) than ${place(data)}. It was not used. Sign in with an account of that tenant.`,
    "signInAgain",
    "editConnection",
  ],
  wrongAccount: ({ error, data }) => [
    data.way === "vscodeAccount"
      ? `VS Code now gives the account ${error.facts.got ?? "of somebody else"}, but “${data.name}” is the connection of ${who(data)}. Nothing was asked with it. Choose ${who(data)} for this extension under VS Code's Accounts, then retry; or sign in again to go on with the other account.`
      : `You signed in as ${error.facts.got ?? "somebody else"}, but “${data.name}” is the connection of ${who(data)}. Sign in as ${who(data)}, or sign out of the connection first.`,
    "signInAgain",
  ],
  cloudMissing: ({ error, data }) =>
    data.cloud === "custom"
      ? [
          error.facts.said ?? "The custom cloud of this connection is no longer in the settings. Add it there, or edit the connection.",
          "openSettings",
          "editConnection",
        ]
      : ["This cloud does not offer Microsoft Graph to the connection. Choose another cloud or way of signing in.", "editConnection"],
  scopeUnknown: ({ data }) => [
    `Entra does not know the permission that ${app(data)} asked for in this cloud. Check that the cloud of the connection is the tenant's.`,
    "editConnection",
  ],
  deviceCodeBlocked: ({ data }) => [
    `${upper(place(data))} does not allow sign-in by device code. Choose another way of signing in, such as the browser.`,
    "chooseWay",
  ],
  deviceCodeDeclined: () => ["The device code was declined on the sign-in page. Start again for a new code.", "signInAgain"],
  deviceCodeExpired: () => ["The device code was not used in time. Start again for a new code.", "signInAgain"],
  deviceCodeTooFast: () => ["Entra ended the wait for the device code. Start again for a new code.", "signInAgain"],
  browserRefused: () => [
    "The browser was not opened, so nobody could sign in. Try again and allow it, or choose another way.",
    "signInAgain",
    "chooseWay",
  ],
  cannotComeBack: () => [
    "The answer of the sign-in page cannot find its way back to this window. Choose another way of signing in, such as the device code.",
    "chooseWay",
  ],
  timedOut: () => [
    "Nobody finished the sign-in in time. If the page showed an error, correct the client ID or redirect it names; if the tab was closed, sign in again.",
    "signInAgain",
    "editConnection",
    "chooseWay",
  ],
  offline: ({ error: { facts }, cloud }) => [
    facts.fault
      ? awayText(facts.fault)
      : `The sign-in host ${cloud ? new URL(cloud.login).host : ""} could not be reached. Check the network or proxy, then retry; the connection stays.`,
    "retry",
  ],
  clockWrong: ({ error: { facts } }) => [
    `Entra refused the sign-in because of this machine's clock${facts.skewMs === undefined ? "" : `, which is ${Math.round(Math.abs(facts.skewMs) / 60_000)} minutes ${facts.skewMs > 0 ? "ahead" : "behind"}`}. Set the clock, then retry.`,
    "retry",
  ],
  throttled: ({ error }) => [
    `Entra limits sign-ins for now and asks to wait. Retry ${time(error.facts.retryAt)}; until then nothing is sent.`,
    "retry",
  ],
  loginFailing: ({ error: { facts } }) => [
    facts.fault ? awayText(facts.fault) : `Entra could not answer the sign-in. Retry ${time(facts.retryAt)}.`,
    "retry",
  ],
  accountMissing: () => [
    "VS Code gave no Microsoft account: none was chosen or allowed, or VS Code could not reach it. Sign in again and allow the extension to use one.",
    "signInAgain",
    "chooseWay",
  ],
  cliMissing: () => [
    "The Azure CLI (“az”) was not found where the extension runs. Install it there, or choose another way of signing in.",
    "retry",
    "chooseWay",
  ],
  cliSignedOut: ({ data }) => [
    `The Azure CLI is not signed in to ${place(data)}, or has to sign in again. Run “az login --tenant ${data.tenantId ?? data.tenant}” in a terminal, then retry.`,
    "retry",
    "chooseWay",
  ],
  cliFailed: ({ error: { facts } }) => [
    `The Azure CLI gave no token.${facts.said ? ` It said: “${facts.said}”` : ""} Run “az account get-access-token --resource-type ms-graph” in a terminal to see why.`,
    "retry",
    "chooseWay",
  ],
  wayNotInCloud: ({ data, cloud }) => [
    `${ways[data.way].title} has no tokens for the cloud ${cloud?.title ?? "of this connection"}. Choose another way of signing in.`,
    "chooseWay",
  ],
  wrongAudience: ({ error: { facts }, data, cloud }) => [
    `The sign-in gave a token ${facts.got === undefined || facts.got === "unreadable" ? "that does not say what it is for" : `for ${facts.got}`}, but “${data.name}” asks ${cloud ? new URL(cloud.graph).host : "another host"}. It was not sent. ${
      data.way === "azureCli" && cloud?.cliCloud !== undefined
        ? `Run “az cloud set --name ${cloud.cliCloud}” and “az login” in a terminal, then retry.`
        : "Check the cloud of the connection, or choose another way of signing in."
    }`,
    "retry",
    "editConnection",
    "chooseWay",
  ],
  cloudChanged: ({ data, cloud }) => [
    `The custom cloud in the settings has changed, and “${data.name}” now belongs to ${cloud ? new URL(cloud.graph).host : "another host"}. This query ended, so that nothing meant for one host goes to the other. Run it again to ask there; sign in again if it asks to.`,
    "retry",
  ],
  connectionGone: ({ data }) => [`The connection “${data.name}” is gone. Choose another one from the status bar.`, "retry"],
  beingRemoved: ({ data }) => [
    `The connection “${data.name}” was removed, but not all of its secrets could be deleted. Remove it again, or sign in again to keep it.`,
    "signInAgain",
  ],
  secretsFailed: ({ data }) => [
    `VS Code's secret storage could not be read, so the sign-in of ${who(data)} cannot be used. Unlock the keyring of this machine, then retry; or sign in again for this window.`,
    "retry",
    "signInAgain",
  ],
  secretsSilent: ({ data }) => [
    `VS Code's secret storage does not answer, so the sign-in of ${who(data)} cannot be used. It may be waiting for the password of this machine's keyring: unlock it, then retry; or sign in again for this window.`,
    "retry",
    "signInAgain",
  ],
  refused: ({ error: { facts } }) => [
    `Entra refused the sign-in${facts.aadsts === undefined ? "" : ` (AADSTS${facts.aadsts})`}.${facts.said ? ` It said: “${facts.said}”` : ""} Sign in again, or check the connection.`,
    "signInAgain",
    "editConnection",
  ],
};

/** A failed sign-in as a sentence with a next step. `cloud` is undefined when the custom one is missing. */
export function signInMessage(error: SignInError, data: ConnectionData, cloud: Cloud | undefined): SignInMessage {
  const [message, ...actions] = sentences[error.kind]({ error, data, cloud });
  return {
    message,
    actions: actions.flatMap((id): SignInAction[] => {
      const url =
        id === "openAdminConsent"
          ? cloud && adminConsentUrl(cloud, data)
          : id === "openAppRegistration"
            ? registrationUrl(data)
            : undefined;
      if (url === undefined && id.startsWith("open") && id !== "openSettings") return [];
      return [{ id, title: signInActionTitles[id], ...(url === undefined ? {} : { url }) }];
    }),
  };
}

const portals: Partial<Record<ConnectionData["cloud"], string>> = {
  global: "https://entra.microsoft.com",
  usGov: "https://entra.microsoft.us",
  usGovDoD: "https://entra.microsoft.us",
  china: "https://entra.microsoftonline.cn",
};

/** The page of the app's own registration; the shared app and custom clouds have none. */
function registrationUrl({ cloud, clientId, way }: ConnectionData): string | undefined {
  const portal = portals[cloud];
  if (portal === undefined || clientId === undefined || clientId === quickStartClientId) return undefined;
  const blade = ways[way].permissions === "application" ? "Credentials" : "Authentication";
  return `${portal}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/${blade}/appId/${clientId}`;
}

/** What a person is told who is signed in although nothing could be stored. */
export const keptHereMessage = (kind: "secretsFailed" | "secretsSilent"): string =>
  `VS Code's secret storage ${
    kind === "secretsSilent" ? "did not answer; it may be waiting for the password of this machine's keyring" : "did not keep the sign-in"
  }. You are signed in for this window only, and have to sign in again in the next one. On Linux, install and unlock a keyring such as GNOME Keyring or KWallet, then start VS Code and sign in again.`;
