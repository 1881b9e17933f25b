// Written by npm run derive.
import { signInsCard } from "./signInsCard.ts";
import { directoryAuditsCard } from "./directoryAuditsCard.ts";
import { provisioningCard } from "./provisioningCard.ts";
import { customSecurityAttributeAuditsCard } from "./customSecurityAttributeAuditsCard.ts";
import type { ReportCard } from "./report.ts";

/** Of all reports, in the order of `reports`; the reports are made from them. */
export const reportCards: readonly ReportCard[] = [signInsCard, directoryAuditsCard, provisioningCard, customSecurityAttributeAuditsCard];
