import { statSync } from "node:fs";
import { makePackage, packageFile } from "../support/checks.ts";
import { Sections } from "../support/sections.ts";
import type { Bench } from "./bench.ts";

const limitsKB: Readonly<Record<string, number>> = { "dist/extension.cjs": 200, "dist/grid.js": 120, [packageFile]: 1000 };

export const bench: Bench = async () => {
  let output = "";
  const { failed } = await makePackage(new Sections((text) => (output += text)).add("Package"));
  if (failed) throw new Error(output);
  const sizeKB = (file: string): number => statSync(file).size / 1000;
  return {
    title: "Sizes",
    rows: [
      ...Object.entries(limitsKB).map(([file, value]) => ({
        name: file,
        value: sizeKB(file),
        unit: "KB",
        beside: { name: "limit", value },
      })),
      ...["dist/results.cjs", "dist/demo.cjs"].map((file) => ({ name: file, value: sizeKB(file), unit: "KB" })),
    ],
  };
};
