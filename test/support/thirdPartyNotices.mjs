// What the licences of other people's work in the bundles ask for: whose it is, and their own words.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const inModules = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const isLicence = (name) => /^(?:un)?licen[cs]e|^copying/i.test(name);
const isNotice = (name) => /^notice/i.test(name);

/** The folder of the package that a file belongs to; undefined for a file of ours. */
const packageOf = (file) => inModules.exec(file.replaceAll("\\", "/"))?.[0];

function textOf(file) {
  const text = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  return text.replace(/^\uFEFF/, "").trim();
}

function packageNotice(folder, root) {
  const at = path.join(root, folder);
  const { name, version, license, repository, homepage } = JSON.parse(readFileSync(path.join(at, "package.json"), "utf8"));
  const files = readdirSync(at).toSorted();
  const licences = files.filter(isLicence);
  if (licences.length === 0) return { problem: `${name} ${version} (${license ?? "no licence named"})` };
  const source = (typeof repository === "string" ? repository : repository?.url) ?? homepage ?? `https://www.npmjs.com/package/${name}`;
  const texts = [...licences, ...files.filter(isNotice)].map((file) => textOf(path.join(at, file)));
  const title = `${name} ${version} (${license ?? "see below"})`;
  return { title, notice: [title, source.replace(/^git\+/, "").replace(/\.git$/, ""), ...texts].join("\n\n") };
}

/**
 * The notices of all packages of which files are in the bundles. Throws when one of them has no text of its licence.
 * `files`: paths relative to `root`; those of ours do not count.
 */
export function thirdPartyNotices(files, root = ".") {
  const folders = new Set(files.flatMap((file) => packageOf(file) ?? []));
  const packages = Array.from(folders, (folder) => packageNotice(folder, root));
  const problems = packages.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0)
    throw new Error(
      `No licence text in ${problems.join(", ")}: what is bundled needs one. Use another package, or ask its authors for the text.`,
    );
  const inOrder = packages.toSorted((a, b) => (a.title < b.title ? -1 : 1));
  const introduction =
    "Tenant Activity contains work of others, under the licences below.\nIts product icons are those of @vscode/codicons; the pictures of tabs among them have colours of their own.";
  return `${[introduction, ...inOrder.map(({ notice }) => notice)].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
