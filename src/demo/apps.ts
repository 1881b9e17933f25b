import { guidOf, mix } from "./random.ts";

/** Tenant of Microsoft's own applications. */
export const microsoftTenantId = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

export interface Resource {
  readonly name: string;
  readonly id: string;
  readonly principal: string;
  readonly owner: string;
}

/** A client that people sign in to. */
export interface App {
  readonly name: string;
  readonly id: string;
  /** Object id of its service principal here. */
  readonly principal: string;
  readonly owner: string;
  readonly resource: Resource;
  /** `saml`: enterprise applications; `legacy`: mail protocols; `broker`: Windows' own sign-in. */
  readonly kind: "browser" | "desktop" | "mobile" | "saml" | "legacy" | "broker" | "deviceCode";
  /** Share of the interactive and of the non-interactive sign-ins. */
  readonly interactive: number;
  readonly silent: number;
}

/** A service principal or managed identity that signs in by itself. */
export interface Workload {
  readonly name: string;
  readonly appId: string;
  readonly principal: string;
  readonly owner: string;
  readonly resource: number;
  readonly credential: "clientSecret" | "certificate" | "federatedIdentityCredential" | "managedIdentity" | "clientAssertion";
  /** Azure resource that carries a managed identity. */
  readonly carrier: string;
  readonly agent: boolean;
}

/** The twelve enterprise applications; those with a `job` are provisioned. */
export const enterpriseApps = [
  "ServiceNow",
  "Workday",
  "Amazon Web Services",
  "Salesforce",
  "Slack",
  "Zoom",
  "Atlassian Cloud",
  "GitHub Enterprise Cloud",
  "Box",
  "Adobe Creative Cloud",
  "DocuSign",
  "Fabrikam Expenses",
] as const;
export type EnterpriseApp = (typeof enterpriseApps)[number];

const resourceList = [
  "Microsoft Graph|00000003-0000-0000-c000-000000000000",
  "Office 365 Exchange Online|00000002-0000-0ff1-ce00-000000000000",
  "Office 365 SharePoint Online|00000003-0000-0ff1-ce00-000000000000",
  "Windows Azure Active Directory|00000002-0000-0000-c000-000000000000",
  "Windows Azure Service Management API|797f4846-ba00-4fd7-ba43-dac1f8f63013",
  "Azure Key Vault|cfa8b339-82a2-471a-a3c9-0fc0be7a4093",
  "Microsoft Teams Services|cc15fd57-2c6c-4117-a88c-83b1d56b4bbe",
  "Azure Storage|e406a681-f3d4-42a8-90b6-c2b029497af1",
];

// name | client id | kind | resource | share of interactive | share of non-interactive
const firstParty = [
  "OfficeHome|4765445b-32c6-49b0-83e6-1d93765276ca|browser|0|16|4",
  "One Outlook Web|9199bf20-a13f-4107-85dc-02114787ef48|browser|1|14|12",
  "Microsoft Teams|1fec8e78-bce4-4aaf-ab1b-5451cc387264|desktop|6|8|24",
  "Microsoft Office|d3590ed6-52b3-4102-aeff-aad2292ab01c|desktop|1|7|18",
  "OneDrive SyncEngine|ab9b8c07-8f02-4f72-87fa-80105867a763|desktop|2|2|14",
  "Outlook Mobile|27922004-5251-4030-b22d-91ecd9a37ea4|mobile|1|3|12",
  "SharePoint Online Web Client Extensibility|08e18876-6177-487e-b8b5-cf950c1e598c|browser|2|5|6",
  "Azure Portal|c44b4083-3bb0-49c1-b47d-974e53cbdf3c|browser|4|5|3",
  "Microsoft Azure CLI|04b07795-8ddb-461a-bbee-02f9e1bf7b46|deviceCode|4|1|2",
  "Graph Explorer|de8bc8b5-d9f9-48b1-a8ad-b748da725064|browser|0|1|0",
  "Windows Sign In|38aa3b87-a06d-4817-b275-7a316988d93b|broker|3|12|3",
  "My Apps|2793995e-0a7d-40d7-bd35-6968ba142197|browser|0|3|1",
  "Exchange ActiveSync|00000002-0000-0ff1-ce00-000000000000|legacy|1|1|1",
];

// name | credential | resource
const workloadList = [
  "Contoso HR Sync|certificate|0",
  "Terraform Runner|clientSecret|4",
  "GitHub Actions Deploy|federatedIdentityCredential|4",
  "Payroll Export|clientSecret|1",
  "Backup Agent|certificate|2",
  "SIEM Log Collector|clientSecret|0",
  "Invoice Scanner|clientSecret|1",
  "Data Platform|certificate|7",
  "Intranet Search|clientSecret|2",
  "HR Assistant Agent|clientAssertion|0",
];

// name | kind | Azure resource | resource asked for
const identityList = [
  "vm-build-01|system|Microsoft.Compute/virtualMachines/vm-build-01|4",
  "func-invoices|system|Microsoft.Web/sites/func-invoices|5",
  "aks-prod-agentpool|user|Microsoft.ManagedIdentity/userAssignedIdentities/aks-prod-agentpool|5",
  "logic-onboarding|system|Microsoft.Logic/workflows/logic-onboarding|0",
  "app-intranet|system|Microsoft.Web/sites/app-intranet|7",
  "id-data-factory|user|Microsoft.ManagedIdentity/userAssignedIdentities/id-data-factory|7",
  "vmss-web|user|Microsoft.ManagedIdentity/userAssignedIdentities/vmss-web|5",
  "automation-cleanup|system|Microsoft.Automation/automationAccounts/automation-cleanup|4",
];

export interface Catalogue {
  readonly resources: readonly Resource[];
  readonly apps: readonly App[];
  readonly servicePrincipals: readonly Workload[];
  readonly managedIdentities: readonly Workload[];
  readonly subscription: string;
  app(name: string): number;
}

export function catalogue(seed: number, tenantId: string): Catalogue {
  const object = (index: number, kind: number): string => guidOf(index, kind, seed);
  const resources = resourceList.map((line, index): Resource => {
    const [name = "", id = ""] = line.split("|");
    return { name, id, principal: object(index, 20), owner: microsoftTenantId };
  });
  const graph = resources[0] as Resource;
  const apps = firstParty.map((line, index): App => {
    const [name = "", id = "", kind, resource, interactive, silent] = line.split("|");
    return {
      name,
      id,
      principal: object(index, 21),
      owner: microsoftTenantId,
      resource: resources[Number(resource)] ?? graph,
      kind: kind as App["kind"],
      interactive: Number(interactive),
      silent: Number(silent),
    };
  });
  enterpriseApps.forEach((name, index) => {
    const id = object(index, 22);
    const principal = object(index, 23);
    const owner = index % 4 === 3 ? tenantId : object(index, 24);
    // The last one was acquired lately: nobody signs in to it but in its story.
    const share = name === "Fabrikam Expenses" ? 0 : 1 + (mix(seed, index) % 3);
    apps.push({
      name,
      id,
      principal,
      owner,
      resource: { name, id, principal, owner },
      kind: "saml",
      interactive: share,
      silent: share / 4,
    });
  });
  const subscription = object(0, 25);
  return {
    resources,
    apps,
    subscription,
    servicePrincipals: workloadList.map((line, index): Workload => {
      const [name = "", credential, resource] = line.split("|");
      return {
        name,
        appId: object(index, 26),
        principal: object(index, 27),
        owner: tenantId,
        resource: Number(resource),
        credential: credential as Workload["credential"],
        carrier: "",
        agent: name.endsWith("Agent") && credential === "clientAssertion",
      };
    }),
    managedIdentities: identityList.map((line, index): Workload => {
      const [name = "", kind, carrier, resource] = line.split("|");
      return {
        name,
        appId: object(index, 28),
        principal: object(index, 29),
        owner: tenantId,
        resource: Number(resource),
        credential: "managedIdentity",
        carrier: `/subscriptions/${subscription}/resourcegroups/rg-${kind === "user" ? "shared" : "apps"}/providers/${carrier}`,
        agent: false,
      };
    }),
    app: (name) => apps.findIndex((app) => app.name === name),
  };
}
