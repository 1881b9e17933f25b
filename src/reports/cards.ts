import { customSecurityAttributeAuditsCard } from "./customSecurityAttributeAuditsCard.ts";
import { directoryAuditsCard } from "./directoryAuditsCard.ts";
import { provisioningCard } from "./provisioningCard.ts";
import type { ReportCard } from "./report.ts";
import { signInsCard } from "./signInsCard.ts";

/** Of all reports, in the order of `reports`; the reports are made from them. */
export const reportCards: readonly ReportCard[] = [signInsCard, directoryAuditsCard, provisioningCard, customSecurityAttributeAuditsCard];
