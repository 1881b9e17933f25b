// Makes the VS Code server inside the code-server package runnable after a plain `npm ci --ignore-scripts`:
// it links the packages the server needs next to it and puts small JavaScript stand-ins where a native addon would be.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
/** With $VSCODE_HOST_OLDEST it is the oldest VS Code that the extension is for; what that has not of its own, it takes from the newest. */
const host = process.env.VSCODE_HOST_OLDEST ? path.join(here, "oldest") : here;
const modules = [...new Set([host, here])].map((folder) => path.join(folder, "node_modules"));
export const vscodeRoot = path.join(host, "node_modules", "code-server", "lib", "vscode");
/** Packages that need a compiler -> what stands in for them. */
const standIns = new Map([
  ...["@vscode/spdlog", "@vscode/native-watchdog", "@vscode/deviceid", "@vscode/ripgrep"].map((name) => [name, name]),
  ["native-watchdog", "@vscode/native-watchdog"], // its name up to 1.103
]);
const extra = ["undici"]; // imported directly though it is only a dependency of a dependency

function link(target, at) {
  fs.mkdirSync(path.dirname(at), { recursive: true });
  try {
    fs.symlinkSync(process.platform === "win32" ? target : path.relative(path.dirname(at), target), at, "junction");
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}

export function prepare() {
  if (!fs.existsSync(path.join(vscodeRoot, "out", "server-main.js"))) {
    throw new Error(`VS Code is not installed for the tests: run "npm ci" in ${host}`);
  }
  const stamp = path.join(vscodeRoot, "node_modules", ".host-ready");
  if (fs.existsSync(stamp)) return vscodeRoot;
  const wanted = Object.keys(JSON.parse(fs.readFileSync(path.join(vscodeRoot, "package.json"), "utf8")).dependencies);
  for (const name of [...wanted, ...extra]) {
    const standIn = standIns.get(name);
    const places = standIn ? [path.join(here, "shims", standIn)] : modules.map((folder) => path.join(folder, name));
    const from = places.find((place) => fs.existsSync(place));
    if (from) link(from, path.join(vscodeRoot, "node_modules", name));
  }
  fs.writeFileSync(stamp, "");
  return vscodeRoot;
}

/** A Node new enough for the server: $VSCODE_HOST_NODE, or the one that runs this. */
export function findNode() {
  if (process.env.VSCODE_HOST_NODE) return process.env.VSCODE_HOST_NODE;
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 15)) return process.execPath;
  throw new Error("The VS Code server needs Node 22.15 or later: set VSCODE_HOST_NODE to one.");
}

/** A folder that holds links to some of the built-in extensions only. */
export function builtins(folder, names) {
  fs.mkdirSync(folder, { recursive: true });
  for (const name of names) link(path.join(vscodeRoot, "extensions", name), path.join(folder, name));
  return folder;
}
