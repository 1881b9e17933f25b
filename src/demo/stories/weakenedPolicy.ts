import { accessPolicies, policyTarget, withUsers, type AccessPolicy, type PolicyName } from "../accessPolicies.ts";
import { guidOf } from "../random.ts";
import type { Person } from "../people.ts";
import { ticketMailbox } from "./legacyMail.ts";
import type { SignIn } from "../signIn.ts";
import { instant } from "../ticks.ts";
import type { Teller } from "./teller.ts";

interface Actor {
  readonly person: Person;
  readonly ip: string;
  readonly signIn?: SignIn;
}

/** Conditional Access becomes weaker: a mailbox is left out of one policy, another is only reported for three hours, in which somebody gets in without a second factor. */
export function weakenedPolicy(teller: Teller): void {
  const { company } = teller;
  const policies = accessPolicies(company);
  const policy = (name: PolicyName): AccessPolicy => policies.find(({ displayName }) => displayName === name) as AccessPolicy;
  const changed = (ticks: number, by: Actor, before: AccessPolicy | undefined, after: AccessPolicy | undefined): void => {
    const verb = before === undefined ? "Add" : after === undefined ? "Delete" : "Update";
    teller.audit(ticks, `${verb} conditional access policy`, by.person, by.person, {
      says: { initiatedBy: teller.by(by.person, by.ip, by.signIn), ...teller.targets(policyTarget(before, after, ticks)) },
    });
  };

  const helper: Actor = { person: teller.admin(13), ip: "203.0.113.40" };
  const legacy = policy("Block legacy authentication");
  changed(teller.at(5, "07:41:20"), helper, legacy, withUsers(legacy, { excludeUsers: [ticketMailbox(teller).id] }));

  const admin = teller.admin(12);
  const mfa = policy("Require multifactor authentication for all users");
  const reported: AccessPolicy = { ...mfa, state: "enabledForReportingButNotEnforced" };
  const start = teller.signIn(teller.at(3, "11:16:30"), admin, "Azure Portal", { session: 550 });
  changed(teller.at(3, "11:20:48"), { person: admin, ip: "203.0.113.53", signIn: start }, mfa, reported);
  const intruded = teller.person(71, 6);
  for (const [number, app] of ["One Outlook Web", "SharePoint Online Web Client Extensibility", "OfficeHome"].entries()) {
    const ticks = teller.at(3, "11:58:10", number * 95);
    teller.signIn(ticks, intruded, app, {
      place: 11,
      device: false,
      ip: "192.0.2.90",
      risk: 1,
      session: 551,
      says: {
        ...passwordOnly(ticks),
        conditionalAccessStatus: "notApplied",
        appliedConditionalAccessPolicies: [
          {
            id: mfa.id,
            displayName: mfa.displayName,
            enforcedGrantControls: ["Mfa"],
            enforcedSessionControls: [],
            sessionControlsNotSatisfied: [],
            result: "reportOnlyInterrupted",
            conditionsSatisfied: "application,users",
            conditionsNotSatisfied: "none",
            authenticationStrength: null,
            includeRulesSatisfied: [
              { conditionalAccessCondition: "application", ruleSatisfied: "allApps" },
              { conditionalAccessCondition: "users", ruleSatisfied: "allUsers" },
            ],
            excludeRulesSatisfied: [],
          },
        ],
      },
    });
  }
  changed(teller.at(3, "14:36:02"), helper, reported, mfa);
  teller.audit(teller.at(3, "14:41:00"), "Update StsRefreshTokenValidFrom Timestamp", helper.person, intruded);
  teller.audit(teller.at(3, "14:44:19"), "Reset user password", helper.person, admin);

  const pilot: AccessPolicy = {
    ...policy("Block access from unapproved locations"),
    id: guidOf(560, 5, company.seed),
    displayName: "Pilot: block access from new countries",
    state: "enabledForReportingButNotEnforced",
  };
  changed(teller.at(6, "09:05:00"), helper, undefined, pilot);
  changed(teller.at(2, "16:31:12"), helper, pilot, undefined);
}

/** Got in with a password and nothing else. */
const passwordOnly = (ticks: number): Readonly<Record<string, unknown>> => ({
  authenticationRequirement: "singleFactorAuthentication",
  authenticationRequirementPolicies: [],
  authenticationMethodsUsed: [],
  mfaDetail: null,
  authenticationAppDeviceDetails: null,
  authenticationAppPolicyEvaluationDetails: [],
  authenticationDetails: [
    {
      authenticationStepDateTime: instant(ticks),
      authenticationMethod: "Password",
      authenticationMethodDetail: "Password Hash Sync",
      succeeded: true,
      authenticationStepResultDetail: "Correct password",
      authenticationStepRequirement: "Primary authentication",
      RequestSequence: 0,
      StatusSequence: 0,
    },
  ],
  status: { errorCode: 0, failureReason: "Other.", additionalDetails: null },
});
