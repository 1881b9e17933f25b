import type { ReportId } from "../reports/report.ts";
import { auditLayout } from "./auditLayout.ts";
import type { RecordLayout } from "./layout.ts";
import { provisioningLayout } from "./provisioningLayout.ts";
import { signInLayout } from "./signInLayout.ts";

export const layouts: Readonly<Record<ReportId, RecordLayout>> = {
  signIns: signInLayout,
  directoryAudits: auditLayout,
  provisioning: provisioningLayout,
};
