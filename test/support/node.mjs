import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

/** Flags with which a Node of this version runs TypeScript; undefined when it is too old for VS Code's server. */
function typeScriptFlags(version) {
  const [major, minor] = version.replace("v", "").split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 15)) return undefined;
  const strips = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
  return strips ? [] : ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"];
}

/** The Node that the project's lockfile pins for this platform, or else the one that runs this. */
export function findNode(root) {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const file = path.join(root, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  const pinned = existsSync(file) ? realpathSync(file) : file; // as process.execPath is
  if (process.execPath === pinned || spawnSync(pinned, ["--version"]).status === 0) return { path: pinned, flags: [] };
  const flags = typeScriptFlags(process.version);
  if (flags) return { path: process.execPath, flags: flags.filter((flag) => !process.env.NODE_OPTIONS?.includes(flag)) };
  throw new Error(
    `This needs Node 22.15 or later. This is ${process.version}, and the packages have none for ${process.platform} ${process.arch}: ` +
      "install a current one (https://nodejs.org) and run the same command again.",
  );
}
