import type { EnterpriseApp } from "./apps.ts";
import type { Company } from "./company.ts";
import type { DemoEvent, Source } from "./events.ts";
import type { Person } from "./people.ts";
import { guidOf, mix, numbersOf, pick, sequence, weighted } from "./random.ts";
import { instant, ticksPerDay } from "./ticks.ts";

interface Job {
  readonly app: EnterpriseApp;
  readonly template: string;
  /** From the app into Entra, or from Entra into the app. */
  readonly inbound: boolean;
  readonly weight: number;
}

export const jobs: readonly Job[] = [
  { app: "ServiceNow", template: "snow", inbound: false, weight: 22 },
  { app: "Workday", template: "Workday2AAD", inbound: true, weight: 18 },
  { app: "Amazon Web Services", template: "aws", inbound: true, weight: 12 },
  { app: "Salesforce", template: "salesforce", inbound: false, weight: 16 },
  { app: "Slack", template: "slack", inbound: false, weight: 10 },
  { app: "Zoom", template: "zoom", inbound: false, weight: 6 },
  { app: "Atlassian Cloud", template: "atlassianCloud", inbound: false, weight: 6 },
  { app: "GitHub Enterprise Cloud", template: "gitHubEnterpriseCloud", inbound: false, weight: 4 },
  { app: "Box", template: "boxOutDelta", inbound: false, weight: 4 },
  { app: "Adobe Creative Cloud", template: "adobe", inbound: false, weight: 2 },
];
export const jobOf = (app: EnterpriseApp): number => jobs.findIndex((job) => job.app === app);

export const actions = ["create", "update", "disable", "delete", "stagedDelete", "other"] as const;
export type Status = "success" | "failure" | "skipped" | "warning";

export interface Provisioning extends DemoEvent {
  readonly job: number;
  readonly action: (typeof actions)[number];
  readonly status: Status;
  /** What is provisioned. */
  readonly kind: "User" | "Group" | "Role";
  /** Position of the person; of groups and roles their number. */
  readonly whom: number;
  readonly error?: ProvisioningError | undefined;
  readonly title?: string | undefined;
}

export interface ProvisioningError {
  readonly errorCode: string;
  readonly reason: string;
  readonly additionalDetails: string | null;
  readonly errorCategory: "failure" | "nonServiceFailure";
  readonly recommendedAction: string;
}

export const problems = {
  duplicate: {
    errorCode: "AzureActiveDirectoryDuplicateUserPrincipalName",
    reason: "Another object with the same value for property userPrincipalName already exists.",
    additionalDetails: "The value is taken by a former employee's account.",
    errorCategory: "nonServiceFailure",
    recommendedAction: "https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem",
  },
  missing: {
    errorCode: "MissingRequiredAttribute",
    reason: "The attribute 'mailNickname' has no value, and the target requires one.",
    additionalDetails: null,
    errorCategory: "nonServiceFailure",
    recommendedAction: "Check the attribute mappings and the source object.",
  },
  busy: {
    errorCode: "SystemForCrossDomainIdentityManagementServiceIncompatible",
    reason: "The target answered 503 Service Unavailable.",
    additionalDetails: "Will be tried again in the next cycle.",
    errorCategory: "failure",
    recommendedAction: "None: the operation is retried.",
  },
} as const satisfies Record<string, ProvisioningError>;

export const awsRoles = [
  "PowerUserAccess",
  "ReadOnlyAccess",
  "BillingViewer",
  "SecurityAudit",
  "DatabaseAdministrator",
  "NetworkAdministrator",
];

const actionOf = weighted<Provisioning["action"]>([
  ["update", 62],
  ["create", 18],
  ["disable", 8],
  ["delete", 4],
  ["stagedDelete", 2],
  ["other", 6],
]);
const statusOf = weighted<Status>([
  ["success", 86],
  ["skipped", 8],
  ["failure", 4],
  ["warning", 2],
]);

const perDay = 420;
const entra = "Microsoft Entra ID";

export function provisioningSource(company: Company): Source<Provisioning> {
  const jobAt = weighted(jobs.map((job, index) => [index, job.weight]));
  const job = (event: Provisioning): Job => jobs[event.job] as Job;
  const person = (event: Provisioning): Person => company.person(event.whom);
  const app = (event: Provisioning) => company.appAt(company.app(job(event).app));
  const guid = (event: Provisioning, salt: number): string => guidOf(event.bucket, event.index, mix(company.seed, salt));
  const name = (event: Provisioning): string => {
    if (event.title !== undefined) return event.title;
    if (event.kind === "User") return person(event).displayName;
    return event.kind === "Role" ? (awsRoles[event.whom % awsRoles.length] as string) : pick(company.groups, event.whom, 1).name;
  };
  const mark = (event: Provisioning): string =>
    event.kind === "User" ? person(event).userPrincipalName : name(event).toLowerCase().replace(/\W+/g, "-");
  /** A job runs every 40 minutes. */
  const cycle = (event: Provisioning): string => guidOf(Math.floor(event.ticks / (2400 * 10_000_000)), event.job, mix(company.seed, 301));
  const problem = (event: Provisioning): ProvisioningError | null =>
    event.status === "failure" || event.status === "warning" ? (event.error ?? pick(Object.values(problems), event.key, 302)) : null;
  const failed = (event: Provisioning): boolean => event.status === "failure";

  /** Object in the company's directory, and in the app. */
  const inDirectory = (event: Provisioning): string =>
    event.kind === "User" ? person(event).id : guidOf(event.whom, event.kind === "Role" ? 31 : 4, company.seed);
  const inApp = (event: Provisioning): string =>
    event.kind === "Role"
      ? `arn:aws:iam::123456789012:role/${name(event)}`
      : job(event).inbound
        ? String(21_000 + event.whom)
        : guidOf(event.whom, event.job + 32, company.seed).replaceAll("-", "");
  const identity = (event: Provisioning, inbound: boolean, created: boolean): Record<string, unknown> => ({
    id: !created ? "" : inbound ? inApp(event) : inDirectory(event),
    displayName: created ? name(event) : "",
    identityType: event.kind,
    details: {
      ...(event.kind === "User"
        ? { odatatype: "User", UserPrincipalName: mark(event), Department: person(event).department, IsSoftDeleted: "False" }
        : { odatatype: event.kind, DisplayName: name(event) }),
    },
  });
  const system = (event: Provisioning, own: boolean): Record<string, unknown> => ({
    id: own ? company.tenantId : app(event).principal,
    displayName: own ? entra : job(event).app,
    details: own
      ? { ApplicationId: "", ServicePrincipalId: "", ServicePrincipalDisplayName: "" }
      : { ApplicationId: app(event).id, ServicePrincipalId: app(event).principal, ServicePrincipalDisplayName: app(event).name },
  });

  const steps = (event: Provisioning): unknown[] => {
    const verb = { create: "Add", update: "Update", disable: "Update", delete: "Delete", stagedDelete: "Delete", other: "Update" }[
      event.action
    ];
    const from = job(event).inbound ? job(event).app : entra;
    const to = job(event).inbound ? entra : job(event).app;
    const skipped = event.status === "skipped";
    const list = [
      [
        `EntryImport${verb}`,
        "import",
        "success",
        `Received ${event.kind} '${mark(event)}' change of type (${verb}) from ${from}`,
        { objectId: job(event).inbound ? inApp(event) : inDirectory(event) },
      ],
      [
        "EntrySynchronizationScoping",
        "scoping",
        skipped ? "skipped" : "success",
        `Determine if ${event.kind} is in scope by evaluating against each scoping filter`,
        {
          "Active in the source system": String(!skipped),
          "Assigned to the application": String(!skipped),
          ScopeEvaluationResult: skipped ? "{}" : '{"Marked as in scope":true}',
        },
      ],
      ...(skipped
        ? []
        : [
            [
              "EntryMatching",
              "matching",
              "success",
              `Look for a ${event.kind} in ${to} that matches '${mark(event)}'`,
              { MatchingProperty: event.kind === "User" ? "userName" : "displayName" },
            ],
            ...(event.kind === "Group"
              ? [["EntryReferenceResolution", "referenceResolution", "success", "Resolve the members of the group", {}]]
              : []),
            [
              `EntryExport${verb}`,
              "export",
              event.status,
              failed(event)
                ? `Failed to ${event.action} ${event.kind} '${mark(event)}' in ${to}`
                : `${event.kind} '${mark(event)}' was processed (${event.action}) in ${to}`,
              failed(event)
                ? { ErrorCode: problem(event)?.errorCode, ReportableIdentifier: mark(event) }
                : { ReportableIdentifier: mark(event) },
            ],
          ]),
    ];
    return list.map(([name, provisioningStepType, status, description, details]) => ({
      name,
      provisioningStepType,
      status,
      description,
      details,
    }));
  };

  return {
    perDay,
    parts: 1,
    partOf: () => 0,
    typeName: "provisioningObjectSummary",
    skipTokenEnd: () => "_1000",
    fill(_part, bucket, from, width, factor) {
      const random = sequence(mix(mix(company.seed, 300), bucket));
      const count = Math.floor(perDay * (width / ticksPerDay) * factor + random());
      return Array.from({ length: count }, (_, index): Provisioning => {
        const key = mix(mix(company.seed ^ index, bucket), 303);
        const number = jobAt(random());
        const at = jobs[number] as Job;
        const kind = at.app === "Amazon Web Services" ? "Role" : !at.inbound && random() < 0.2 ? "Group" : "User";
        return {
          ticks: from + Math.floor(random() * width),
          bucket,
          index,
          key,
          says: undefined,
          job: number,
          action: kind === "Role" ? "update" : actionOf(random()),
          status: statusOf(random()),
          kind,
          whom: Math.floor(random() * company.people.length),
          error: undefined,
          title: undefined,
        };
      });
    },
    locate: (id) => numbersOf(id, mix(company.seed, 304)),
    members: {
      id: (event) => guid(event, 304),
      activityDateTime: (event) => instant(event.ticks),
      tenantId: () => company.tenantId,
      jobId: (event) => `${job(event).template}.${company.tenantId.replaceAll("-", "")}.${guidOf(event.job, 32, company.seed)}`,
      cycleId: cycle,
      changeId: (event) => guid(event, 305),
      action: (event) => event.action.replace(/^./, (first) => first.toUpperCase()),
      provisioningAction: (event) => event.action,
      durationInMilliseconds: (event) => (event.key % 97 === 0 ? 10_000 + (event.key % 20_000) : 80 + (mix(event.key, 306) % 2400)),
      initiatedBy: (event) => ({
        id: "",
        displayName: event.key % 60 === 0 ? "On-demand provisioning" : "Microsoft Entra Provisioning Service",
        initiatorType: event.key % 60 === 0 ? "user" : "system",
      }),
      servicePrincipal: (event) => ({ id: app(event).principal, displayName: job(event).app }),
      sourceSystem: (event) => system(event, !job(event).inbound),
      targetSystem: (event) => system(event, job(event).inbound),
      sourceIdentity: (event) => identity(event, job(event).inbound, true),
      targetIdentity: (event) => identity(event, !job(event).inbound, !(event.action === "create" && event.status !== "success")),
      provisioningStatusInfo: (event) => ({ status: event.status, errorInformation: problem(event) }),
      statusInfo: (event) => ({
        "@odata.type": failed(event) ? "#microsoft.graph.statusDetails" : "#microsoft.graph.statusBase",
        status: event.status,
      }),
      provisioningSteps: steps,
      modifiedProperties: (event) =>
        event.status !== "success" || event.action === "delete"
          ? []
          : event.kind === "User"
            ? [
                { displayName: "userName", oldValue: null, newValue: mark(event) },
                {
                  displayName: "active",
                  oldValue: event.action === "disable" ? "True" : null,
                  newValue: event.action === "disable" ? "False" : "True",
                },
                {
                  displayName: "department",
                  oldValue: event.action === "update" ? "Operations" : null,
                  newValue: person(event).department,
                },
              ]
            : [{ displayName: "displayName", oldValue: null, newValue: name(event) }],
    },
  };
}
