import type { Company } from "../company.ts";
import { acquiredApp } from "./acquiredApp.ts";
import { adminForAnHour } from "./adminForAnHour.ts";
import { awsRoles } from "./awsRoles.ts";
import { consentPhishing } from "./consentPhishing.ts";
import { mfaFatigue } from "./mfaFatigue.ts";
import { passwordResets } from "./passwordResets.ts";
import { passwordSpray } from "./passwordSpray.ts";
import { serviceNowGroups } from "./serviceNowGroups.ts";
import { stolenToken } from "./stolenToken.ts";
import { Teller, type Told } from "./teller.ts";
import { workdayFailures } from "./workdayFailures.ts";

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
];

/** All stories, as they went in the days before `day` (days since the beginning of ticks). */
export function tell(company: Company, day: number): Told {
  const teller = new Teller(company, day);
  for (const story of stories) story(teller);
  return teller;
}
