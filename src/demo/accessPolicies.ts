import type { Company } from "./company.ts";
import { guidOf } from "./random.ts";
import { change, target, type Target } from "./targets.ts";
import { ticksPerDay, timeOfTicks } from "./ticks.ts";

export const policyNames = [
  "Require multifactor authentication for all users",
  "Block legacy authentication",
  "Require phishing-resistant MFA for admin portals",
  "Block high-risk sign-ins",
  "Block access from unapproved locations",
  "Require compliant device for finance",
  "Pilot: require compliant device",
  "Guests: terms of use (retired)",
  "Workload identities: trusted networks only",
] as const;
export type PolicyName = (typeof policyNames)[number];

/** A Conditional Access policy as Graph describes it. Audits carry the whole of it, before and after. */
export interface AccessPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly createdDateTime: string;
  readonly modifiedDateTime: string | null;
  readonly state: "enabled" | "disabled" | "enabledForReportingButNotEnforced";
  readonly conditions: {
    readonly applications: { readonly includeApplications: readonly string[]; readonly excludeApplications: readonly string[] };
    readonly users: {
      readonly includeUsers: readonly string[];
      readonly excludeUsers: readonly string[];
      readonly includeGroups: readonly string[];
      readonly excludeGroups: readonly string[];
      readonly includeRoles: readonly string[];
      readonly excludeRoles: readonly string[];
    };
    readonly clientAppTypes: readonly string[];
    readonly userRiskLevels: readonly string[];
    readonly signInRiskLevels: readonly string[];
    readonly locations?: { readonly includeLocations: readonly string[]; readonly excludeLocations: readonly string[] };
    readonly clientApplications?: {
      readonly includeServicePrincipals: readonly string[];
      readonly excludeServicePrincipals: readonly string[];
    };
  };
  readonly grantControls?: {
    readonly operator: "AND" | "OR";
    readonly builtInControls: readonly string[];
    readonly customAuthenticationFactors: readonly string[];
    readonly termsOfUse: readonly string[];
    readonly authenticationStrength?: { readonly id: string; readonly displayName: string };
  };
  readonly sessionControls?: {
    readonly signInFrequency: { readonly value: number; readonly type: "hours" | "days"; readonly isEnabled: boolean };
  };
}

/** What differs from a policy that asks everybody, everywhere. */
interface Sketch {
  readonly state?: AccessPolicy["state"];
  readonly applications?: readonly string[];
  readonly users?: Partial<AccessPolicy["conditions"]["users"]>;
  readonly conditions?: Partial<AccessPolicy["conditions"]>;
  readonly controls: readonly string[];
  readonly strength?: string;
  readonly hours?: number;
}

const adminPortals = "MicrosoftAdminPortals";
const phishingResistant = "00000000-0000-0000-0000-000000000004";
const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

const sketches = (group: (name: string) => string): Readonly<Record<PolicyName, Sketch>> => ({
  "Require multifactor authentication for all users": { users: { excludeGroups: [group("Contractors")] }, controls: ["mfa"] },
  "Block legacy authentication": { conditions: { clientAppTypes: ["exchangeActiveSync", "other"] }, controls: ["block"] },
  "Require phishing-resistant MFA for admin portals": {
    applications: [adminPortals],
    users: { includeUsers: [], includeRoles: [globalAdministrator] },
    controls: [],
    strength: phishingResistant,
    hours: 4,
  },
  "Block high-risk sign-ins": { conditions: { signInRiskLevels: ["high"] }, controls: ["block"] },
  "Block access from unapproved locations": {
    conditions: { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } },
    controls: ["block"],
  },
  "Require compliant device for finance": {
    users: { includeUsers: [], includeGroups: [group("Finance Approvers")] },
    controls: ["compliantDevice"],
  },
  "Pilot: require compliant device": {
    state: "enabledForReportingButNotEnforced",
    users: { includeUsers: [], includeGroups: [group("Engineering")] },
    controls: ["compliantDevice"],
  },
  "Guests: terms of use (retired)": { state: "disabled", users: { includeUsers: ["GuestsOrExternalUsers"] }, controls: [] },
  "Workload identities: trusted networks only": {
    users: { includeUsers: ["None"] },
    conditions: {
      clientApplications: { includeServicePrincipals: ["ServicePrincipalsInMyTenant"], excludeServicePrincipals: [] },
      locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] },
    },
    controls: ["block"],
  },
});

/** The company's policies. */
export function accessPolicies(
  company: Pick<Company, "seed" | "groups">,
): readonly (AccessPolicy & { readonly displayName: PolicyName })[] {
  const group = (name: string): string => company.groups.find((each) => each.name === name)?.id ?? "";
  const sketched = sketches(group);
  return policyNames.map((name, index) => {
    const { state = "enabled", applications = ["All"], users, conditions, controls, strength, hours } = sketched[name];
    return {
      id: guidOf(index, 5, company.seed),
      displayName: name,
      createdDateTime: `2024-0${String(1 + index)}-12T09:30:00.1234567+00:00`,
      modifiedDateTime: null,
      state,
      conditions: {
        applications: { includeApplications: applications, excludeApplications: [] },
        users: {
          includeUsers: ["All"],
          excludeUsers: [],
          includeGroups: [],
          excludeGroups: [],
          includeRoles: [],
          excludeRoles: [],
          ...users,
        },
        clientAppTypes: ["all"],
        userRiskLevels: [],
        signInRiskLevels: [],
        ...conditions,
      },
      ...((controls.length > 0 || strength !== undefined) && {
        grantControls: {
          operator: "OR",
          builtInControls: controls,
          customAuthenticationFactors: [],
          termsOfUse: [],
          ...(strength !== undefined && { authenticationStrength: { id: strength, displayName: "Phishing-resistant MFA" } }),
        },
      }),
      ...(hours !== undefined && { sessionControls: { signInFrequency: { value: hours, type: "hours", isEnabled: true } } }),
    };
  });
}

/** The policy with other people, groups or roles. */
export const withUsers = (policy: AccessPolicy, users: Partial<AccessPolicy["conditions"]["users"]>): AccessPolicy => ({
  ...policy,
  conditions: { ...policy.conditions, users: { ...policy.conditions.users, ...users } },
});

/** The target of an audit of a policy: both states whole, as JSON text without a further quoting. None: it was not there yet, or no more. */
export function policyTarget(before: AccessPolicy | undefined, after: AccessPolicy | undefined, ticks: number): Target {
  const shown = after ?? before;
  const at = (time: number): string => new Date(timeOfTicks(time)).toISOString().replace("Z", "0000+00:00");
  return target(
    "Policy",
    shown?.id ?? null,
    shown?.displayName ?? null,
    change(
      "ConditionalAccessPolicy",
      before ? JSON.stringify({ ...before, modifiedDateTime: at(ticks - 40 * ticksPerDay) }) : null,
      after ? JSON.stringify(before ? { ...after, modifiedDateTime: at(ticks) } : { ...after, createdDateTime: at(ticks) }) : null,
    ),
  );
}
