import { accessPolicies, type PolicyName } from "./accessPolicies.ts";
import type { Company } from "./company.ts";
import { ofLast } from "./ofLast.ts";
import type { SignIn } from "./signIn.ts";

interface Policy {
  readonly id: string;
  readonly name: string;
  readonly state: "enabled" | "reportOnly" | "disabled";
  readonly grant: readonly string[];
  readonly session: readonly string[];
  readonly strength: boolean;
  /** Whether the policy is listed with the event at all. */
  readonly concerns: (event: SignIn) => boolean;
  /** Conditions that an event has to meet, and the rules that say so. */
  readonly conditions: readonly (readonly [condition: string, rule: string, holds: (event: SignIn) => boolean])[];
  /** The event ended so because of this policy. */
  readonly refused: (event: SignIn) => boolean;
}

const user = (event: SignIn): boolean => event.type < 2;
const mfaCodes = new Set([50072, 50074, 50076, 500121]);

function policyList(company: Company): Policy[] {
  const portal = company.app("Azure Portal");
  const anyUser = ["users", "allUsers", user] as const;
  const admin = ["users", "roleId", (event: SignIn) => user(event) && company.person(event.who).admin] as const;
  const anyApp = ["application", "allApps", () => true] as const;
  const effects: Readonly<Record<PolicyName, Omit<Policy, "id" | "name" | "state">>> = {
    "Require multifactor authentication for all users": {
      grant: ["Mfa"],
      session: [],
      strength: false,
      concerns: user,
      conditions: [anyApp, anyUser],
      refused: (event) => mfaCodes.has(event.error),
    },
    "Block legacy authentication": {
      grant: ["Block"],
      session: [],
      strength: false,
      concerns: (event) => user(event) && ((event.type === 0 && event.key % 4 === 0) || company.appAt(event.app).kind === "legacy"),
      conditions: [
        anyApp,
        anyUser,
        ["clientType", "allUsers", (event) => company.appAt(event.app).kind === "legacy" && event.error === 53003],
      ],
      refused: (event) => event.error === 53003,
    },
    "Require phishing-resistant MFA for admin portals": {
      grant: ["RequireAuthenticationStrength"],
      session: ["SignInFrequency"],
      strength: true,
      concerns: (event) => event.app === portal && user(event),
      conditions: [["application", "microsoftAdminPortals", (event) => event.app === portal], admin],
      refused: (event) => event.error === 50074,
    },
    "Block high-risk sign-ins": {
      grant: ["Block"],
      session: [],
      strength: false,
      concerns: (event) => event.risk > 0 && user(event),
      conditions: [anyApp, anyUser, ["signInRisk", "allUsers", (event) => event.risk === 3 && event.error === 53003]],
      refused: (event) => event.error === 53003,
    },
    "Block access from unapproved locations": {
      grant: ["Block"],
      session: [],
      strength: false,
      concerns: (event) => user(event) && event.error === 53003 && event.risk < 3 && company.appAt(event.app).kind !== "legacy",
      conditions: [anyApp, anyUser, ["location", "allLocations", () => true]],
      refused: () => true,
    },
    "Require compliant device for finance": {
      grant: ["RequireCompliantDevice"],
      session: [],
      strength: false,
      concerns: (event) => user(event) && (event.error === 53000 || company.person(event.who).department === "Finance"),
      conditions: [anyApp, ["users", "groupId", user]],
      refused: (event) => event.error === 53000,
    },
    "Pilot: require compliant device": {
      grant: ["RequireCompliantDevice"],
      session: [],
      strength: false,
      concerns: (event) => user(event) && event.who % 3 === 0,
      conditions: [anyApp, ["users", "groupId", (event) => user(event) && event.who % 3 === 0]],
      refused: (event) => !event.device,
    },
    "Guests: terms of use (retired)": {
      grant: [],
      session: [],
      strength: false,
      concerns: (event) => user(event) && company.person(event.who).guest,
      conditions: [anyApp, ["users", "b2bCollaborationGuest", (event) => user(event) && company.person(event.who).guest]],
      refused: () => false,
    },
    "Workload identities: trusted networks only": {
      grant: ["Block"],
      session: [],
      strength: false,
      concerns: (event) => !user(event),
      conditions: [
        ["servicePrincipals", "appId", (event) => event.type > 1],
        ["location", "allLocations", (event) => event.error === 53003],
      ],
      refused: () => true,
    },
  };
  return accessPolicies(company).map(({ id, displayName, state }) => ({
    ...effects[displayName],
    id,
    name: displayName,
    state: state === "enabledForReportingButNotEnforced" ? "reportOnly" : state,
  }));
}

type Applied = Readonly<Record<string, unknown>>;

/** What Conditional Access made of an event: the overall status, and an entry per policy. */
export function conditionalAccess(company: Company): { status(event: SignIn): string; applied(event: SignIn): Applied[] } {
  const policies = policyList(company);
  const meets = (policy: Policy, event: SignIn): boolean => policy.conditions.every(([, , holds]) => holds(event));
  const result = (policy: Policy, event: SignIn): string => {
    if (policy.state === "disabled") return "notEnabled";
    const applies = meets(policy, event) && event.error !== 50126;
    if (policy.state === "reportOnly") {
      if (!applies) return "reportOnlyNotApplied";
      if (!policy.refused(event)) return "reportOnlySuccess";
      return event.key % 5 === 0 ? "reportOnlyInterrupted" : "reportOnlyFailure";
    }
    if (!applies) return "notApplied";
    return policy.refused(event) ? "failure" : "success";
  };
  const results = ofLast((event: SignIn) =>
    policies.filter((policy) => policy.concerns(event)).map((policy) => [policy, result(policy, event)] as const),
  );
  return {
    status(event) {
      let applied = false;
      for (const [, how] of results(event)) {
        if (how === "failure") return how;
        applied ||= how === "success";
      }
      return applied ? "success" : "notApplied";
    },
    applied: (event) =>
      results(event).map(([policy, how]) => {
        const rules = policy.conditions.map(([condition, rule, holds]) => ({ condition, rule, holds: holds(event) }));
        const names = (holds: boolean): string =>
          rules
            .filter((rule) => rule.holds === holds)
            .map(({ condition }) => condition)
            .join(",") || "none";
        const applies = !how.endsWith("otApplied") && how !== "notEnabled";
        return {
          id: policy.id,
          displayName: policy.name,
          enforcedGrantControls: applies ? policy.grant : [],
          enforcedSessionControls: applies ? policy.session : [],
          sessionControlsNotSatisfied: applies && how === "failure" ? policy.session : [],
          result: how,
          conditionsSatisfied: how === "notEnabled" ? "none" : names(true),
          conditionsNotSatisfied: how === "notEnabled" ? "none" : names(false),
          authenticationStrength: policy.strength
            ? {
                authenticationStrengthId: "00000000-0000-0000-0000-000000000004",
                displayName: "Phishing-resistant MFA",
                authenticationStrengthResult: applies ? (how === "failure" ? "singleChallengeRequired" : "satisfied") : "notSet",
              }
            : null,
          includeRulesSatisfied: applies
            ? rules.map(({ condition, rule }) => ({ conditionalAccessCondition: condition, ruleSatisfied: rule }))
            : [],
          excludeRulesSatisfied:
            !applies && policy.grant.includes("Mfa") ? [{ conditionalAccessCondition: "users", ruleSatisfied: "groupId" }] : [],
        };
      }),
  };
}
