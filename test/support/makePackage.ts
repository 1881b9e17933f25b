// Makes the .vsix of the working copy that this file is in. `--accept`: what is in it now is what should be.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { linkOptions, repositoryMembers, withRepository } from "./repository.ts";
import { listOf, packageTime, readVsix, vsixOf } from "./vsix.ts";

const root = path.resolve(import.meta.dirname, "../..");
const [out = "tenant-activity.vsix", ...options] = process.argv.slice(2);
const made = path.join(root, "test-output", "vsce.vsix");
const date = packageTime(process.env["SOURCE_DATE_EPOCH"], root);

const repository = repositoryMembers(process.env["TENANT_ACTIVITY_REPOSITORY"]);

const vsce = path.join(root, "node_modules", "@vscode", "vsce");
const { bin } = JSON.parse(readFileSync(path.join(vsce, "package.json"), "utf8")) as { readonly bin: { readonly vsce: string } };
const args = ["--no-dependencies", "--allow-missing-repository", ...linkOptions(repository), "--out", made];
mkdirSync(path.dirname(made), { recursive: true });
const { status } = spawnSync(process.execPath, [path.join(vsce, bin.vsce), "package", ...args], { cwd: root, stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);

const contents = withRepository(await readVsix(made), repository);
writeFileSync(path.resolve(root, out), await vsixOf(contents, date));
if (options.includes("--accept")) writeFileSync(path.join(root, "test", "package", "contents.txt"), listOf(contents.keys()));
