import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { makePackage, packageFile } from "../support/checks.ts";
import { Sections } from "../support/sections.ts";
import type { Bench } from "./bench.ts";

const sizeKB = (file: string): number => statSync(file).size / 1000;

/** A script and all that it imports at once; what it asks for later, by `import()`, is not among it. */
function loadedWith(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/(?:\bfrom|\bimport)\s*"(\.\/[^"]+\.js)"/g))
    loadedWith(path.join(path.dirname(file), name), known);
  return known;
}

export const bench: Bench = async () => {
  let output = "";
  const { failed } = await makePackage(new Sections((text) => (output += text)).add("Package"));
  if (failed) throw new Error(output);
  const first = loadedWith("dist/grid.js");
  const later = readdirSync("dist").filter((file) => /^grid-.*\.js$/.test(file) && !first.has(path.join("dist", file)));
  const limited = [
    { name: "dist/extension.cjs", sizes: [sizeKB("dist/extension.cjs")], value: 200 },
    { name: "the grid's first rows: grid.js and its parts", sizes: [...first].map(sizeKB), value: 120 },
    { name: packageFile, sizes: [sizeKB(packageFile)], value: 1000 },
  ];
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
  return {
    title: "Sizes",
    rows: [
      ...limited.map(({ name, sizes, value }) => ({ name, value: sum(sizes), unit: "KB", beside: { name: "limit", value } })),
      { name: "the grid's parts that are read later", value: sum(later.map((file) => sizeKB(path.join("dist", file)))), unit: "KB" },
      ...["dist/grids.cjs", "dist/results.cjs", "dist/demo.cjs"].map((file) => ({ name: file, value: sizeKB(file), unit: "KB" })),
    ],
  };
};
