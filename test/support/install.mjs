import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const packages = (file) => JSON.parse(fs.readFileSync(file, "utf8")).packages;

/** npm writes what it has installed to a lockfile of its own, last of all: an interrupted install has none. */
function isInstalled(folder) {
  const installed = path.join(folder, "node_modules", ".package-lock.json");
  if (!fs.existsSync(installed)) return false;
  const have = packages(installed);
  return Object.entries(packages(path.join(folder, "package-lock.json"))).every(([name, { version, optional }]) => {
    if (name === "") return true;
    return have[name] ? have[name].version === version : optional; // an optional one may be for another platform
  });
}

/** Installs the folder's lockfile unless that is what stands there already. Throws when npm fails. */
export function install(folder) {
  if (isInstalled(folder)) return;
  console.log(`Installing the packages of ${path.relative(process.cwd(), folder) || "the project"} ...`);
  // npm must not run on the Node that it is about to replace.
  const own = path.join("node_modules", ".bin");
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((dir) => !dir.endsWith(own));
  // In the folder itself: with --prefix npm would look for its global settings there too.
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--loglevel=error"], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, PATH: folders.join(path.delimiter) },
  });
  if (status !== 0) throw new Error(`npm ci failed in ${folder}.`);
}
