// Starts the VS Code server on a loopback port and opens the workbench in a Chromium driven by Playwright. Types: host.d.mts.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { spawn, execFileSync } from "node:child_process";
import { prepare, findNode, builtins } from "./prepare.mjs";
import { launchBrowser } from "./browser.mjs";

export const quietSettings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.webWorker": false,
  "extensions.ignoreRecommendations": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "update.showReleaseNotes": false,
  "git.openRepositoryInParentFolders": "never",
  "npm.fetchOnlinePackageInfo": false,
  "json.schemaDownload.enable": false,
};

/** With these a folder that nobody has trusted opens in Restricted Mode without a question. */
const restrictedSettings = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "always",
  "security.workspace.trust.emptyWindow": false,
};

/** Built-in extensions kept: themes, icons, settings, JSON and Markdown; no Copilot, no sign-in providers. */
const leanBuiltins = [
  ...["theme-defaults", "theme-seti", "configuration-editing", "json", "json-language-features", "references-view"],
  ...["markdown-basics", "markdown-language-features", "log"],
];

const uri = (file) =>
  "vscode-remote://remote" +
  encodeURI(
    path
      .resolve(file)
      .replace(/\\/g, "/")
      .replace(/^([^/])/, "/$1"),
  );

function killGroup(child, signal) {
  try {
    if (process.platform === "win32") execFileSync("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore" });
    else process.kill(-child.pid, signal);
  } catch {
    // already gone
  }
}

/** Adds to the settings that are in the folder already: a restarted window keeps what the person has set. */
function seedSettings(userData, settings) {
  const file = path.join(userData, "User", "settings.json");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const kept = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  fs.writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings, ...kept }, null, 2));
}

/** A packaged extension is installed by the server; a folder is linked, so that VS Code runs what stands there. */
function installArguments(item, extensions) {
  if (!fs.existsSync(item)) throw new Error(`There is no ${item} to install`);
  if (item.endsWith(".vsix")) return ["--install-extension", path.resolve(item), "--force", "--start-server"];
  const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(item, "package.json"), "utf8"));
  const at = path.join(extensions, `${publisher}.${name}-${version}`.toLowerCase());
  if (!fs.existsSync(at)) fs.symlinkSync(path.resolve(item), at, "junction");
  return [];
}

export async function startServer(options = {}) {
  const root = prepare();
  const temp = fs.mkdtempSync(path.join(os.tmpdir(), "vscode-host-"));
  const userData = path.resolve(options.userDataDir ?? path.join(temp, "user-data"));
  const extensions = path.resolve(options.extensionsDir ?? path.join(temp, "extensions"));
  fs.mkdirSync(extensions, { recursive: true });
  seedSettings(userData, { ...(options.restricted && restrictedSettings), ...options.settings });
  const args = [
    ...["--import", new URL("./watchdog.mjs", import.meta.url).href, path.join(root, "out", "server-main.js")],
    ...["--host", "127.0.0.1", "--port", String(options.port ?? 0), "--without-connection-token", "--accept-server-license-terms"],
    ...["--server-data-dir", path.join(temp, "server"), "--user-data-dir", userData, "--shared-data-dir", path.join(temp, "shared")],
    ...["--extensions-dir", extensions, "--builtin-extensions-dir", builtins(path.join(temp, "builtin"), options.builtins ?? leanBuiltins)],
    ...["--disable-telemetry", "--disable-getting-started-override", "--disable-update-check", "--disable-experiments"],
    ...(options.restricted ? [] : ["--disable-workspace-trust"]),
  ];
  // Without this switch the page ignores extensionDevelopmentPath and extensionTestsPath; with it, it shows no notification toasts.
  if (options.extensionTestsPath) args.push("--enable-smoke-test-driver");
  if (options.defaultFolder) args.push("--default-folder", path.resolve(options.defaultFolder));
  if (options.trustedDomains) args.push("--link-protection-trusted-domains", options.trustedDomains);
  if (options.install) args.push(...installArguments(options.install, extensions));

  const report = path.join(temp, "report.txt");
  const env = { ...process.env, EXTENSIONS_GALLERY: "{}", VSCODE_HOST_PARENT: String(process.pid), VSCODE_HOST_TEMP: temp };
  Object.assign(env, { VSCODE_HOST_REPORT: report }, options.env);
  if (process.platform !== "win32" && temp.length < 60) {
    env.TMPDIR = path.join(temp, "t"); // its sockets go there, and with it; their paths must stay short
    fs.mkdirSync(env.TMPDIR);
  }
  for (const name of Object.keys(env)) if (/^(VSCODE_(?!TEST|HOST)|ELECTRON_)/.test(name)) delete env[name];

  const child = spawn(findNode(), args, { stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32", env });
  const remove = () => fs.rmSync(temp, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  const kill = () => {
    killGroup(child, "SIGKILL");
    remove();
  };
  process.once("exit", kill);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const server = {
    url: "",
    port: 0,
    log: "",
    report,
    data: path.join(temp, "server"),
    gone,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        killGroup(child, "SIGTERM");
        await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
      }
      killGroup(child, "SIGKILL");
      process.removeListener("exit", kill);
      remove();
    },
  };
  try {
    server.port = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("The VS Code server did not start in 30 s:\n" + server.log)), 30000);
      const take = (data) => {
        const text = String(data);
        server.log = (server.log + text).slice(-200000);
        options.onServerOutput?.(text);
        const port = /Extension host agent listening on (\d+)/.exec(server.log)?.[1];
        if (!port) return;
        clearTimeout(timer);
        resolve(Number(port));
      };
      child.stdout.on("data", take);
      child.stderr.on("data", take);
      child.once("error", reject);
      child.once("exit", (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`The VS Code server ended (${code ?? signal}):\n${server.log}`));
      });
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  server.url = `http://127.0.0.1:${server.port}/`;
  return server;
}

function workbenchUrl(server, options) {
  const payload = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  if (options.extensionDevelopmentPath) payload.push(["extensionDevelopmentPath", uri(options.extensionDevelopmentPath)]);
  if (options.extensionTestsPath) payload.push(["extensionTestsPath", uri(options.extensionTestsPath)]);
  if (options.disableExtensions) payload.push(["disableExtensions", "true"]);
  const query = new URLSearchParams(options.folder ? { folder: path.resolve(options.folder) } : { ew: "true" });
  query.set("payload", JSON.stringify(payload));
  return `${server.url}?${query}`;
}

export async function workbenchReady(page) {
  await page.waitForSelector(".monaco-workbench .part.statusbar", { timeout: 60000 });
  // Commands, views and settings of the extension are known from this mark on.
  const known = () => performance.getEntriesByName("code/didHandleExtensionPoints").length > 0;
  await page.waitForFunction(known, undefined, { timeout: 60000 });
}

export async function openVSCode(options = {}) {
  const server = await startServer(options);
  let browser;
  try {
    browser = await launchBrowser();
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      permissions: ["clipboard-read", "clipboard-write"],
      reducedMotion: "reduce",
      ...(options.timezoneId && { timezoneId: options.timezoneId }),
      ...(options.storageState && { storageState: options.storageState }),
    });
    // The page keeps secrets in its localStorage, sealed with a key it asks the server for; the bare server has no such route.
    await context.route("**/mint-key", (route) => route.fulfill({ body: Buffer.alloc(32, 7), contentType: "application/octet-stream" }));
    const page = await context.newPage();
    const { promise: exit, resolve, reject } = deferred();
    await page.exposeFunction("codeAutomationLog", (type, args) => options.onLog?.(type, args));
    await page.exposeFunction("codeAutomationExit", resolve);
    page.on("crash", () => reject(new Error("The workbench page crashed")));
    browser.on("disconnected", () => reject(new Error("The browser ended")));
    void server.gone.then(() => reject(new Error("The VS Code server ended during the run:\n" + server.log.slice(-2000))));
    await page.goto(workbenchUrl(server, options), { waitUntil: "commit", timeout: 60000 });
    if (!options.extensionTestsPath) await workbenchReady(page);
    const close = async () => {
      await browser.close().catch(() => {});
      await server.stop();
    };
    return { server, browser, context, page, exit, close };
  } catch (error) {
    await browser?.close().catch(() => {});
    await server.stop();
    throw error;
  }
}

function deferred() {
  let resolve, reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  promise.catch(() => {}); // nobody may be waiting when it fails
  return { promise, resolve, reject };
}
