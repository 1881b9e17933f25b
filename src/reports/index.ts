import { customSecurityAttributeAudits } from "./customSecurityAttributeAudits.ts";
import { directoryAudits } from "./directoryAudits.ts";
import { provisioning } from "./provisioning.ts";
import type { Report, ReportId } from "./report.ts";
import { signIns } from "./signIns.ts";

export * from "./entityPlaces.ts";
export { fieldOf } from "./fieldOf.ts";
export * from "./report.ts";

export const reports: readonly Report[] = [signIns, directoryAudits, provisioning, customSecurityAttributeAudits];

const byId = Object.fromEntries(reports.map((report) => [report.id, report])) as Record<ReportId, Report>;

export const reportById = (id: ReportId): Report => byId[id];
