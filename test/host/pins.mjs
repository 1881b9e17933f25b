// After raising code-server: compares the pinned packages with those its VS Code was built with; --write takes them over (then run npm install).
import fs from "node:fs";
import path from "node:path";
import { vscodeRoot } from "./prepare.mjs";

const file = new URL("./package.json", import.meta.url);
const mine = JSON.parse(fs.readFileSync(file, "utf8"));
const theirs = JSON.parse(fs.readFileSync(path.join(vscodeRoot, "npm-shrinkwrap.json"), "utf8")).packages;
const different = Object.entries(mine.dependencies).flatMap(([name, have]) => {
  const want = theirs[`node_modules/${name}`]?.version;
  return want && want !== have ? [{ name, have, want }] : [];
});
for (const { name, have, want } of different) {
  console.log(`${name}: ${have} here, ${want} there`);
  mine.dependencies[name] = want;
}
if (process.argv.includes("--write")) fs.writeFileSync(file, JSON.stringify(mine, null, 2) + "\n");
else process.exitCode = different.length ? 1 : 0;
console.log(different.length ? `${different.length} differ` : "all pins agree");
