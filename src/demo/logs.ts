import type { Company } from "./company.ts";
import { attributeAuditSource } from "./customSecurityAttributeAudits.ts";
import { auditSource } from "./directoryAudits.ts";
import type { DemoEvent, Source } from "./events.ts";
import { Log } from "./log.ts";
import { provisioningSource } from "./provisioning.ts";
import { signInSource } from "./signIns.ts";
import type { Told } from "./stories/teller.ts";
import { reportById, type ReportId } from "../reports/index.ts";

/** The logs of the tenant, a line for each report. `factor`: how many times more events than usual. */
export function logsOf(company: Company, told: Told, factor: number): readonly Log[] {
  const log = <E extends DemoEvent>(id: ReportId, source: Source<E>, events: readonly E[]): Log =>
    new Log(reportById(id), source, events, factor) as unknown as Log;
  return [
    log("signIns", signInSource(company), told.signIns),
    log("directoryAudits", auditSource(company), told.directoryAudits),
    log("provisioning", provisioningSource(company), told.provisioning),
    log("customSecurityAttributeAudits", attributeAuditSource(company), []),
  ];
}
