// Written by npm run derive.
import { signInsSummary } from "./signInsSummary.ts";
import { directoryAuditsSummary } from "./directoryAuditsSummary.ts";
import { provisioningSummary } from "./provisioningSummary.ts";
import { customSecurityAttributeAuditsSummary } from "./customSecurityAttributeAuditsSummary.ts";
import type { ReportSummary } from "./summaryParts.ts";
import type { ReportId } from "./report.ts";

/** Apart from the reports: what a summary asks and says is read where one is made. */
export const summaries: Readonly<Record<ReportId, ReportSummary>> = {
  signIns: signInsSummary,
  directoryAudits: directoryAuditsSummary,
  provisioning: provisioningSummary,
  customSecurityAttributeAudits: customSecurityAttributeAuditsSummary,
};
