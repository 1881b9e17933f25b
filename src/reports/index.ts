import { reports } from "./all.ts";
import type { Report, ReportId } from "./report.ts";

export * from "./entityPlaces.ts";
export { reports } from "./all.ts";
export { fieldOf } from "./fieldOf.ts";
export type * from "./graphReport.ts";
export * from "./report.ts";

const byId = Object.fromEntries(reports.map((report) => [report.id, report])) as Record<ReportId, Report>;

export const reportById = (id: ReportId): Report => byId[id];
