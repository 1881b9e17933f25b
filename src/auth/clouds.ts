import { readAddress } from "../address.ts";

/** Where people sign in and where Graph answers: scheme and host. Source: learn.microsoft.com `graph/deployments`. */
export interface Cloud {
  readonly title: string;
  readonly login: string;
  readonly graph: string;
  /** VS Code's own provider of Microsoft accounts for this cloud. */
  readonly microsoftProvider?: "microsoft" | "microsoft-sovereign-cloud";
  /** The Azure CLI's name for the cloud; missing: it has no token for this Graph. */
  readonly cliCloud?: string;
  /** What addresses of the admin center begin with, the tenant's id in place of `{tenant}`; missing: none is known. */
  readonly adminCenter?: string;
  /** Graph Explorer signs in to this cloud. */
  readonly hasExplorer?: true;
  /** Issuers of tokens, as they begin, by which Graph's app id means the Graph of this cloud; its login host is one in any case. */
  readonly issuers?: readonly string[];
}

export const clouds = {
  global: {
    title: "Global",
    login: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    microsoftProvider: "microsoft",
    cliCloud: "AzureCloud",
    adminCenter: "https://entra.microsoft.com/{tenant}/#view/",
    hasExplorer: true,
    issuers: ["https://sts.windows.net/"],
  },
  usGov: {
    title: "US Government L4 (GCC High)",
    login: "https://login.microsoftonline.us",
    graph: "https://graph.microsoft.us",
    microsoftProvider: "microsoft-sovereign-cloud",
    cliCloud: "AzureUSGovernment",
    adminCenter: "https://entra.microsoft.us/{tenant}/#view/",
  },
  usGovDoD: {
    title: "US Government L5 (DoD)",
    login: "https://login.microsoftonline.us",
    graph: "https://dod-graph.microsoft.us",
    microsoftProvider: "microsoft-sovereign-cloud",
    adminCenter: "https://entra.microsoft.us/{tenant}/#view/",
  },
  china: {
    title: "China (21Vianet)",
    login: "https://login.partner.microsoftonline.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
    microsoftProvider: "microsoft-sovereign-cloud",
    cliCloud: "AzureChinaCloud",
    // There the admin center lags behind: the Azure portal has the same pages.
    adminCenter: "https://portal.azure.cn/#@{tenant}/view/",
    issuers: ["https://sts.chinacloudapi.cn/"],
  },
} as const satisfies Record<string, Cloud>;
export type CloudId = keyof typeof clouds | "custom";

export const isCloudId = (id: unknown): id is CloudId => id === "custom" || (typeof id === "string" && Object.hasOwn(clouds, id));

/** The cloud whose Graph this is; undefined for one of a setting. */
export const cloudOfGraph = (graph: string): Cloud | undefined => Object.values<Cloud>(clouds).find((cloud) => cloud.graph === graph);

/** `https://host` of what a setting says, or undefined when it is no address of a host by itself. */
function originOf(value: unknown): string | undefined {
  const url = typeof value === "string" ? readAddress(value) : undefined;
  return url && url.pathname === "/" && !url.search && !url.hash ? url.origin : undefined;
}

/** Reads the setting of the custom cloud, `{ "login": "https://…", "graph": "https://…" }`; a string says what is wrong with it. */
export function readCustomCloud(setting: unknown): Cloud | string {
  const { login, graph } = (typeof setting === "object" && setting !== null ? setting : {}) as { login?: unknown; graph?: unknown };
  const [loginOrigin, graphOrigin] = [originOf(login), originOf(graph)];
  if (loginOrigin === undefined) return "The custom cloud needs “login”, the https address of its sign-in host without a path.";
  if (graphOrigin === undefined) return "The custom cloud needs “graph”, the https address of its Graph host without a path.";
  return { title: `Custom (${new URL(graphOrigin).host})`, login: loginOrigin, graph: graphOrigin };
}
