import type { Company } from "../company.ts";
import { acquiredApp } from "./acquiredApp.ts";
import { addedCredential } from "./addedCredential.ts";
import { adminForAnHour } from "./adminForAnHour.ts";
import { agentsAndAssistants } from "./agentsAndAssistants.ts";
import { awsRoles } from "./awsRoles.ts";
import { consentPhishing } from "./consentPhishing.ts";
import { failureSpike } from "./failureSpike.ts";
import { grantedPermissions } from "./grantedPermissions.ts";
import { hostileTenant } from "./hostileTenant.ts";
import { legacyMail } from "./legacyMail.ts";
import { mfaFatigue } from "./mfaFatigue.ts";
import { passwordResets } from "./passwordResets.ts";
import { passwordSpray } from "./passwordSpray.ts";
import { rollCall } from "./rollCall.ts";
import { serviceNowGroups } from "./serviceNowGroups.ts";
import { stolenToken } from "./stolenToken.ts";
import { Teller, type Told } from "./teller.ts";
import { weakenedPolicy } from "./weakenedPolicy.ts";
import { workdayFailures } from "./workdayFailures.ts";

/** A new one goes to the end: the ids of those before it stay as they are. */
const stories = [
  passwordSpray,
  consentPhishing,
  mfaFatigue,
  stolenToken,
  adminForAnHour,
  passwordResets,
  acquiredApp,
  serviceNowGroups,
  awsRoles,
  workdayFailures,
  legacyMail,
  addedCredential,
  weakenedPolicy,
  failureSpike,
  rollCall,
  grantedPermissions,
  agentsAndAssistants,
  hostileTenant,
];

/** A quiet week. */
export const nothingTold: Told = { signIns: [], directoryAudits: [], provisioning: [] };

/** All stories, as they went in the days before `day` (days since the beginning of ticks). */
export function tell(company: Company, day: number): Told {
  const teller = new Teller(company, day);
  for (const story of stories) story(teller);
  return teller;
}
