import { directoryAuditsSummary } from "./directoryAuditsSummary.ts";
import type { ReportSummary } from "./summaryParts.ts";

/** What is said of any audit; the rest of the other audits' summary is of activities that are not among these. */
const parts = new Set(["all", "failures", "people", "apps", "pattern"]);

export const customSecurityAttributeAuditsSummary: ReportSummary = {
  ...directoryAuditsSummary,
  noun: { one: "attribute change", many: "attribute changes" },
  parts: directoryAuditsSummary.parts.filter(({ id }) => parts.has(id)),
};
