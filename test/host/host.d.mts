import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

export interface HostOptions {
  /** A .vsix file, or the folder of an extension: installed as a person would, so toasts and dialogs are the real ones. */
  readonly install?: string;
  /** User settings, beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The folder is not trusted: VS Code opens it in Restricted Mode. Without it every folder is trusted. */
  readonly restricted?: boolean;
  /** Kept when the window closes; without it the window has its own, removed at the end. */
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
  /** 0 or none: a free one. */
  readonly port?: number;
  /** Names of the built-in extensions to have. */
  readonly builtins?: readonly string[];
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder of an address without a query. */
  readonly defaultFolder?: string;
  /** Domains that open without asking; `*` for all. */
  readonly trustedDomains?: string;
  readonly onServerOutput?: (text: string) => void;
}

export interface WindowHostOptions extends HostOptions {
  readonly folder?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** IANA name of the zone that the person's browser is in. */
  readonly timezoneId?: string;
  /** State of the browser from an earlier window: with the same port and user data it is the same person's. */
  readonly storageState?: BrowserContextOptions["storageState"];
}

export interface Server {
  readonly url: string;
  readonly port: number;
  /** Where the server keeps its data and logs. */
  readonly data: string;
  /** The last 200,000 characters of what the server printed. */
  readonly log: string;
  /** The server has ended. */
  readonly gone: Promise<unknown>;
  /** Ends the server with all its processes and removes its folder. */
  stop(): Promise<void>;
}

export interface VSCode {
  readonly server: Server;
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
}

/** Settings that keep a window quiet: no welcome pages, no Chat, no look-ups, no motion. */
export const quietSettings: Readonly<Record<string, unknown>>;
export function startServer(options?: HostOptions): Promise<Server>;
/** The workbench in the page is there and knows the extension's commands. */
export function workbenchReady(page: Page): Promise<void>;
/** Server, browser and a workbench that knows the extension's commands. */
export function openVSCode(options?: WindowHostOptions): Promise<VSCode>;
