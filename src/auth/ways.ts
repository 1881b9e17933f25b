import { readAddress } from "../address.ts";

/** The ways of signing in, in the order to offer them: device codes last, as tenants are advised to block them. */
export const wayIds = ["browser", "uriHandler", "vscodeAccount", "azureCli", "certificate", "clientSecret", "deviceCode"] as const;
export type WayId = (typeof wayIds)[number];

export interface Way {
  readonly title: string;
  readonly detail: string;
  /** Whose rights count: the person's, or the application's own. */
  readonly permissions: "delegated" | "application";
}

export const ways: Readonly<Record<WayId, Way>> = {
  browser: {
    title: "Browser",
    detail: "Opens the sign-in page; the answer comes back to this machine.",
    permissions: "delegated",
  },
  uriHandler: {
    title: "Browser, back through VS Code",
    detail: "For remote and browser windows. Needs an app of your own with the redirect https://vscode.dev/redirect.",
    permissions: "delegated",
  },
  deviceCode: {
    title: "Device code",
    detail: "Works everywhere: type a code on any device. Many tenants block it.",
    permissions: "delegated",
  },
  vscodeAccount: {
    title: "VS Code's Microsoft account",
    detail: "An account of the Accounts menu. Needs an app of your own.",
    permissions: "delegated",
  },
  azureCli: {
    title: "Azure CLI",
    detail: "Whoever is signed in with “az login” where the extension runs.",
    permissions: "delegated",
  },
  certificate: {
    title: "App with a certificate",
    detail: "Application permissions, without a person. A PEM file with certificate and private key.",
    permissions: "application",
  },
  clientSecret: {
    title: "App with a client secret",
    detail: "Application permissions, without a person.",
    permissions: "application",
  },
};

/** Passes the answer of the sign-in page on to the URI that is in its state. */
export const redirectPage = "https://vscode.dev/redirect";

/** Where this window's extension host runs. */
export interface Where {
  /** `ui`: on the machine at which the person sits. */
  readonly extensionKind: "ui" | "workspace";
  readonly uiKind: "desktop" | "web";
  readonly remoteName?: string | undefined;
  /** What `env.asExternalUri` made of the extension's own URI. */
  readonly callbackUri?: string | undefined;
}

/** Whether vscode.dev/redirect passes an answer on to this URI. */
export function canComeBack(callbackUri: string | undefined): boolean {
  if (callbackUri === undefined || !URL.canParse(callbackUri)) return false;
  if (["vscode:", "vscode-insiders:", "vscode-wsl:"].includes(new URL(callbackUri).protocol)) return true;
  const url = readAddress(callbackUri);
  return url !== undefined && (/\.(vscode|github)\.dev$/.test(url.hostname) || (url.hostname === "localhost" && url.port !== ""));
}

/** The ways that work here, best first. */
export function waysInOrder({ extensionKind, uiKind, remoteName, callbackUri }: Where): readonly WayId[] {
  // A listener on the extension host's loopback address is out of reach for a browser elsewhere.
  const sameMachine = uiKind === "desktop" && (extensionKind === "ui" || remoteName === undefined);
  return wayIds.filter((way) => (way === "browser" ? sameMachine : way === "uriHandler" ? canComeBack(callbackUri) : true));
}

/** What an app registration lists under “Mobile and desktop applications” for all the ways of a person. */
export const redirectsToRegister = (clientId: string): readonly string[] => [
  "http://localhost",
  redirectPage,
  `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`,
];
