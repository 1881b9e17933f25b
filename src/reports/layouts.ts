import { auditLayout } from "./auditLayout.ts";
import { provisioningLayout } from "./provisioningLayout.ts";
import type { RecordLayout } from "./recordLayout.ts";
import type { ReportId } from "./report.ts";
import { signInLayout } from "./signInLayout.ts";

/** Apart from the reports, as the page of the grid reads them and gets its fields from the host. */
export const layouts: Readonly<Record<ReportId, RecordLayout>> = {
  signIns: signInLayout,
  directoryAudits: auditLayout,
  provisioning: provisioningLayout,
  // Its records have the shape of the other audits.
  customSecurityAttributeAudits: auditLayout,
};
