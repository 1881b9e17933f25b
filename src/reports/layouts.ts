// Written by npm run derive.
import { signInsLayout } from "./signInsLayout.ts";
import { directoryAuditsLayout } from "./directoryAuditsLayout.ts";
import { provisioningLayout } from "./provisioningLayout.ts";
import { customSecurityAttributeAuditsLayout } from "./customSecurityAttributeAuditsLayout.ts";
import type { RecordLayout } from "./recordLayout.ts";
import type { ReportId } from "./report.ts";

/** Apart from the reports, as the page of the grid reads them and gets its fields from the host. */
export const layouts: Readonly<Record<ReportId, RecordLayout>> = {
  signIns: signInsLayout,
  directoryAudits: directoryAuditsLayout,
  provisioning: provisioningLayout,
  customSecurityAttributeAudits: customSecurityAttributeAuditsLayout,
};
