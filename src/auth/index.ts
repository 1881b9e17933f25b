// A bundle of its own: `await import` it, and take nothing but types and storedConnections.ts from this folder before.
export { adminConsentUrl } from "./adminConsentUrl.ts";
export { readCertificate, type ClientCertificate } from "./certificate.ts";
export { checkAccess, type Access, type AccessAction, type AccessKind } from "./checkAccess.ts";
export { clouds, readCustomCloud, type Cloud, type CloudId } from "./clouds.ts";
export type { Connection, TokenWish } from "./connection.ts";
export {
  checkClientId,
  checkConnection,
  checkTenant,
  newConnection,
  servesCloud,
  quickStartClientId,
  type Account,
  type ConnectionData,
  type ConnectionDraft,
  type DraftProblem,
} from "./connectionData.ts";
export { ConnectionStore } from "./connectionStore.ts";
export type { StoredCredential } from "./credential.ts";
export { needsPerson, SecretsLeft, SignInError, type SignInErrorKind, type SignInFacts } from "./errors.ts";
export { namePermissions, withNames } from "./namePermissions.ts";
export { openConnection, type ConnectionSurroundings } from "./openConnection.ts";
export { runCommand } from "./runCommand.ts";
export type { Secrets } from "./secrets.ts";
export { leastPermission, SignIns, type SignInRequest, type TokenRequest } from "./signIns.ts";
export {
  keptHereMessage,
  signInActionTitles,
  signInMessage,
  type SignInAction,
  type SignInActionId,
  type SignInMessage,
} from "./signInMessage.ts";
export { storedConnections, type State } from "./storedConnections.ts";
export type { DeviceCode, Surroundings, VscodeSession } from "./surroundings.ts";
export { UriCallbacks } from "./uriCallbacks.ts";
export { canComeBack, redirectPage, redirectsToRegister, wayIds, ways, waysInOrder, type Way, type WayId, type Where } from "./ways.ts";
