import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openVSCode, workbenchReady, type VSCode, type WindowHostOptions } from "../host/host.mjs";
import type { Page } from "../host/browser.mjs";
import { defaultTimeoutMs } from "./until.ts";
import { Workbench } from "./workbench.ts";

const root = path.resolve(import.meta.dirname, "../..");

export interface WindowOptions {
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace folder: path -> text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Nobody has trusted the workspace folder: VS Code is in Restricted Mode. */
  readonly restricted?: boolean;
  /** CSS pixels; 1280 by 800 unless told. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** IANA name of the zone that the person's browser is in. */
  readonly timezoneId?: string;
  /** Folder of the extension; this one, or the package, unless told. */
  readonly extension?: string;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The colour themes of VS Code by what they are for, and the class that the workbench has when one is on. */
const themes = {
  dark: ["Dark Modern", "vs-dark"],
  light: ["Light Modern", "vs"],
  highContrast: ["Default High Contrast", "hc-black"],
  highContrastLight: ["Default High Contrast Light", "hc-light"],
} as const;
export type Theme = keyof typeof themes;

/** All that are open; see hooks.ts. */
export const openWindows = new Set<Window>();

/**
 * A window of a real VS Code in which the extension is installed: the folder of the project, or the .vsix that
 * TENANT_ACTIVITY_VSIX names. It has a profile and a workspace folder of its own.
 */
export async function openWindow(options: WindowOptions = {}): Promise<Window> {
  const window = new Window(options);
  await window.open();
  return window;
}

export class Window extends Workbench {
  /** The workspace folder. */
  readonly folder: string;
  private readonly options: WindowOptions;
  private readonly scratch = mkdtempSync(path.join(os.tmpdir(), "tenant-activity-"));
  private readonly removeScratch = (): void => rmSync(this.scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  private vscode: VSCode | undefined;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    process.once("exit", this.removeScratch);
    this.folder = path.join(this.scratch, "workspace");
    mkdirSync(this.folder);
    for (const [name, text] of Object.entries(options.files ?? {})) this.write(name, text);
  }

  /** Another one after a restart. */
  get page(): Page {
    return this.running().page;
  }

  /** The server's last output: what extension hosts and their failures print. */
  get log(): string {
    return this.vscode?.server.log ?? "";
  }

  async open(earlier: Pick<WindowHostOptions, "port" | "storageState"> = {}): Promise<void> {
    const { settings, viewport, timezoneId, env, restricted } = this.options;
    openWindows.add(this);
    this.vscode = await openVSCode({
      install: this.options.extension ?? process.env["TENANT_ACTIVITY_VSIX"] ?? root,
      folder: this.folder,
      userDataDir: path.join(this.scratch, "user-data"),
      extensionsDir: path.join(this.scratch, "extensions"),
      ...(settings && { settings }),
      ...(viewport && { viewport }),
      ...(timezoneId !== undefined && { timezoneId }),
      ...(env && { env }),
      ...(restricted && { restricted }),
      ...earlier,
    });
    this.page.setDefaultTimeout(defaultTimeoutMs);
  }

  /** Reloads the window, as its command does. */
  async reload(): Promise<void> {
    await this.leavePage();
    try {
      await workbenchReady(this.page);
    } catch {
      // VS Code waits for ever for its server when the first words of their connection are lost, as those of one that a test listens to are at times.
      await this.page.reload();
      await workbenchReady(this.page);
    }
  }

  /** Closes VS Code and opens it again as the same person would: same profile, same folder, same address. */
  async restart(): Promise<void> {
    await this.open(await this.leave());
  }

  private async leave(): Promise<Pick<WindowHostOptions, "port" | "storageState">> {
    const { context, page, server } = this.running();
    // An empty page in its place, so that the window does not start again here.
    await page.route(server.url + "?*", (route) => route.fulfill({ contentType: "text/html", body: "" }));
    await this.leavePage();
    const state = { port: server.port, storageState: await context.storageState({ indexedDB: true }) };
    await this.running().close();
    return state;
  }

  /** Only this command makes VS Code in a browser write down its state at once; else that takes some 5 s. */
  private async leavePage(): Promise<void> {
    const { page } = this;
    const gone = page.waitForEvent("framenavigated", (frame) => frame === page.mainFrame());
    await this.command("Developer: Reload Window");
    await gone;
  }

  private running(): VSCode {
    if (!this.vscode) throw new Error("The window is closed");
    return this.vscode;
  }

  /** Writes a file of the workspace folder. */
  write(name: string, text: string): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Every file that VS Code and the extension have written for this person, logs included: path and content. */
  *written(): Generator<readonly [file: string, content: string]> {
    for (const folder of [path.join(this.scratch, "user-data"), this.folder, this.running().server.data]) {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = path.join(entry.parentPath, entry.name);
        yield [file, readFileSync(file, "latin1")];
      }
    }
  }

  read(name: string): string {
    return readFileSync(path.join(this.folder, name), "utf8");
  }

  /** The settings of the workspace, all of them; VS Code takes them up in a moment. */
  setWorkspaceSettings(settings: Readonly<Record<string, unknown>>): void {
    this.write(".vscode/settings.json", JSON.stringify(settings, null, 2));
  }

  /** Sets the colour theme, the only workspace setting then, and waits until it is on. */
  async setTheme(theme: Theme): Promise<void> {
    const [id, className] = themes[theme];
    this.setWorkspaceSettings({ "workbench.colorTheme": id });
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** A picture of the window: test-output/screenshots/NAME.png. */
  async screenshot(name: string): Promise<void> {
    const file = `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.png`;
    await this.page.screenshot({ path: path.join(root, "test-output", "screenshots", file) });
  }

  async close(): Promise<void> {
    openWindows.delete(this);
    await this.vscode?.close();
    this.vscode = undefined;
    process.off("exit", this.removeScratch);
    this.removeScratch();
  }
}
