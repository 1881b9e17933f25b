// Which Chromium drives the workbench: $VSCODE_HOST_BROWSER, the one pinned in package.json (Linux x64), Playwright's own, or an installed one.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, "node_modules");

function playwrightsOwn() {
  try {
    return chromium.executablePath();
  } catch {
    return undefined; // none for this platform
  }
}

function installed() {
  const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge"];
  const windows = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA].filter(Boolean);
  return [
    playwrightsOwn(),
    ...(process.env.PATH ?? "").split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ...windows.map((folder) => path.join(folder, "Google/Chrome/Application/chrome.exe")),
    ...windows.map((folder) => path.join(folder, "Microsoft/Edge/Application/msedge.exe")),
  ].find((file) => file && fs.existsSync(file));
}

/** Unpacks the Chromium that the package carries, once per version, into node_modules/.cache. */
async function packaged() {
  const manifest = path.join(modules, "@sparticuz", "chromium", "package.json");
  if (process.platform !== "linux" || process.arch !== "x64" || !fs.existsSync(manifest)) return undefined;
  const folder = path.join(modules, ".cache", "chromium-" + JSON.parse(fs.readFileSync(manifest, "utf8")).version);
  if (fs.existsSync(folder)) return folder;
  const part = fs.mkdtempSync(path.join(modules, ".chromium-"));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = part; // the package unpacks into the temporary folder
  try {
    const { inflate } = await import("@sparticuz/chromium");
    const archives = ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];
    await Promise.all(archives.map((file) => inflate(path.join(modules, "@sparticuz", "chromium", "bin", file))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  try {
    fs.renameSync(part, folder);
  } catch {
    fs.rmSync(part, { recursive: true, force: true }); // another run was first
  }
  return folder;
}

/** Fonts of the machine plus the DejaVu ones of the package, so that a machine without fonts still shows (monospaced) text. */
function fontConfig(folder) {
  const file = path.join(folder, "fonts.conf");
  const own = [path.join(os.homedir(), ".fonts"), path.join(modules, "dejavu-fonts-ttf", "ttf"), path.join(folder, "fonts")];
  const folders = ["/usr/share/fonts", "/usr/local/share/fonts", ...own].map((dir) => `<dir>${dir}</dir>`);
  const families = { monospace: "DejaVu Sans Mono", "sans-serif": "DejaVu Sans", serif: "DejaVu Serif" };
  const aliases = Object.entries(families).map(
    ([family, preferred]) => `<alias><family>${family}</family><prefer><family>${preferred}</family></prefer></alias>`,
  );
  const cache = `<cachedir>${path.join(folder, "font-cache")}</cachedir>`;
  fs.writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${[...folders, cache, ...aliases].join("\n")}</fontconfig>`,
  );
  return file;
}

async function findBrowser(headless) {
  if (process.env.VSCODE_HOST_BROWSER) return { executablePath: process.env.VSCODE_HOST_BROWSER };
  const folder = headless ? await packaged() : undefined;
  if (folder) {
    const libraries = [path.join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
    return {
      executablePath: path.join(folder, "chromium"),
      env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontConfig(folder) },
    };
  }
  const executablePath = installed();
  if (!executablePath) throw new Error("No Chromium, Chrome or Edge found: install one, or set VSCODE_HOST_BROWSER to its executable.");
  return { executablePath };
}

/** $VSCODE_HOST_HEADED shows the window. Nothing it asks for leaves the machine. */
export async function launchBrowser() {
  const headless = !process.env.VSCODE_HOST_HEADED;
  return chromium.launch({
    ...(await findBrowser(headless)),
    headless,
    args: [
      ...[
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
      ],
      ...["--disable-sync", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    ],
  });
}
