// Written by npm run derive.
import { signIns } from "./signIns.ts";
import { directoryAudits } from "./directoryAudits.ts";
import { provisioning } from "./provisioning.ts";
import { customSecurityAttributeAudits } from "./customSecurityAttributeAudits.ts";
import type { Report } from "./report.ts";

/** In the order of their ids. */
export const reports: readonly Report[] = [signIns, directoryAudits, provisioning, customSecurityAttributeAudits];
