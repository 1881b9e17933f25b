import { faultOf } from "../../network/index.ts";
import type { NeedKind } from "./needs.ts";

/** By name: errors come from bundles of their own. */
const kindByError = new Map<unknown, NeedKind>([
  ["Offline", "offline"],
  ["TokenRefused", "signInNeeded"],
  ["ScopeMissing", "scopeMissing"],
  ["RoleMissing", "roleMissing"],
  ["LicenceMissing", "licenceMissing"],
  ["LicenceCheckRefused", "licenceUnchecked"],
]);
const kindBySignIn = new Map<unknown, NeedKind>([
  ["offline", "offline"],
  ["signInNeeded", "signInNeeded"],
  ["claimsNeeded", "signInNeeded"],
  ["consentNeeded", "consentNeeded"],
  ["consentDeclined", "consentNeeded"],
  ["adminConsentNeeded", "consentNeeded"],
  ["secretsFailed", "secretsFailing"],
  ["secretsSilent", "secretsFailing"],
]);

/** Undefined for what passes by itself, or what only another query helps against. */
export function needBehind(error: unknown): NeedKind | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === "SignInError") return kindBySignIn.get((error as { readonly kind?: unknown }).kind);
  return kindByError.get(error.name) ?? (faultOf(error) ? "offline" : undefined);
}
