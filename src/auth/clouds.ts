/** Where people sign in and where Graph answers: scheme and host. Source: learn.microsoft.com `graph/deployments`. */
export interface Cloud {
  readonly title: string;
  readonly login: string;
  readonly graph: string;
  /** VS Code's own provider of Microsoft accounts for this cloud. */
  readonly microsoftProvider?: "microsoft" | "microsoft-sovereign-cloud";
}

export const clouds = {
  global: {
    title: "Global",
    login: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    microsoftProvider: "microsoft",
  },
  usGov: {
    title: "US Government L4 (GCC High)",
    login: "https://login.microsoftonline.us",
    graph: "https://graph.microsoft.us",
    microsoftProvider: "microsoft-sovereign-cloud",
  },
  usGovDoD: {
    title: "US Government L5 (DoD)",
    login: "https://login.microsoftonline.us",
    graph: "https://dod-graph.microsoft.us",
    microsoftProvider: "microsoft-sovereign-cloud",
  },
  china: {
    title: "China (21Vianet)",
    login: "https://login.partner.microsoftonline.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
    microsoftProvider: "microsoft-sovereign-cloud",
  },
} as const satisfies Record<string, Cloud>;
export type CloudId = keyof typeof clouds | "custom";

export const isCloudId = (id: unknown): id is CloudId => id === "custom" || (typeof id === "string" && Object.hasOwn(clouds, id));

/** A machine's own endpoint, for tests and emulators: no one else can listen there, so it may do without TLS. */
export const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);

/** `https://host` of what a setting says, or undefined when it is no address of a host by itself. */
function originOf(value: unknown): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  const safe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
  return safe && url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password ? url.origin : undefined;
}

/** Reads the setting of the custom cloud, `{ "login": "https://…", "graph": "https://…" }`; a string says what is wrong with it. */
export function readCustomCloud(setting: unknown): Cloud | string {
  const { login, graph } = (typeof setting === "object" && setting !== null ? setting : {}) as { login?: unknown; graph?: unknown };
  const [loginOrigin, graphOrigin] = [originOf(login), originOf(graph)];
  if (loginOrigin === undefined) return "The custom cloud needs “login”, the https address of its sign-in host without a path.";
  if (graphOrigin === undefined) return "The custom cloud needs “graph”, the https address of its Graph host without a path.";
  return { title: `Custom (${new URL(graphOrigin).host})`, login: loginOrigin, graph: graphOrigin };
}
