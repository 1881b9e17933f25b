import { customSecurityAttributeAuditsSummary } from "./customSecurityAttributeAuditsSummary.ts";
import { directoryAuditsSummary } from "./directoryAuditsSummary.ts";
import { provisioningSummary } from "./provisioningSummary.ts";
import type { ReportId } from "./report.ts";
import { signInsSummary } from "./signInsSummary.ts";
import type { ReportSummary } from "./summaryParts.ts";

/** Apart from the reports: what a summary asks and says is read where one is made. */
export const summaries: Readonly<Record<ReportId, ReportSummary>> = {
  signIns: signInsSummary,
  directoryAudits: directoryAuditsSummary,
  provisioning: provisioningSummary,
  customSecurityAttributeAudits: customSecurityAttributeAuditsSummary,
};
