import type { Access, AccessKind } from "../../auth/index.ts";
import { reports, type ReportId } from "../../reports/index.ts";
import { harmless } from "../harmless.ts";

type Missing = Exclude<AccessKind, "reachable">;

/** Why a report cannot be read, in few words: which permission, role or licence. */
export const missingWords: Readonly<Record<Missing, string>> = {
  scopeMissing: "the permission AuditLog.Read.All is missing",
  roleMissing: "a directory role such as Reports Reader is missing",
  licenceMissing: "a Microsoft Entra ID P1 or P2 licence is missing",
  licenceUnchecked: "the licence could not be checked without Directory.Read.All",
  reportMissing: "this cloud does not offer them",
  consentNeeded: "nobody has consented yet",
  signInNeeded: "the sign-in has ended",
  unknown: "they could not be checked",
};

const titleOf = (id: ReportId): string => reports.find((report) => report.id === id)?.title ?? id;

/** `sign-ins, directory audits and provisioning`. */
export function listOfReports(ids: readonly ReportId[]): string {
  const titles = ids.map((id) => titleOf(id).toLowerCase());
  return titles.length > 1 ? `${titles.slice(0, -1).join(", ")} and ${titles.at(-1) ?? ""}` : (titles[0] ?? "");
}

/** One line on what a connection may read, and why not the rest. */
export function accessSummary(name: string, found: readonly Pick<Access, "report" | "kind">[]): string {
  const connected = `Connected to ${harmless(name)}`;
  const of = (kind: AccessKind) => listOfReports(found.flatMap((one) => (one.kind === kind ? [one.report] : [])));
  const missing = [...new Set(found.map(({ kind }) => kind))].filter((kind): kind is Missing => kind !== "reachable");
  const readable = of("reachable");
  const reasons = missing.map((kind) => `${of(kind)} cannot: ${missingWords[kind]}`);
  if (readable !== "") return `${connected}: ${[`${readable} can be read`, ...reasons].join("; ")}.`;
  const [only, ...others] = missing;
  if (only === undefined) return `${connected}.`;
  // Mostly one thing is missing for all of them.
  return `${connected}, but nothing can be read yet: ${others.length === 0 ? missingWords[only] : reasons.join("; ")}.`;
}
