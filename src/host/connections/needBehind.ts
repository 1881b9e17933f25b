import { faultOf } from "../../network/index.ts";
import { kindOf, type SourceErrorKind } from "../../sources/errors.ts";
import type { NeedKind } from "./needs.ts";

const kindByError: Readonly<Partial<Record<SourceErrorKind, NeedKind>>> = {
  offline: "offline",
  tokenRefused: "signInNeeded",
  scopeMissing: "scopeMissing",
  roleMissing: "roleMissing",
  licenceMissing: "licenceMissing",
  licenceCheckRefused: "licenceUnchecked",
};
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
  const kind = kindOf(error);
  return (kind && kindByError[kind]) ?? (faultOf(error) ? "offline" : undefined);
}
