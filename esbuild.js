// Bundles the extension: host, results worker, webview. `--watch` builds again on every change; any error ends with code 1.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { argv, exit } from "node:process";
import * as esbuild from "esbuild";

const watch = argv.includes("--watch");
const common = { bundle: true, minify: !watch, sourcemap: watch ? "linked" : false, metafile: true, logLevel: "info", legalComments: "none" };
// 1.101, the oldest VS Code served, has Node 22.15 in its extension host.
const node = { ...common, platform: "node", target: "node22", format: "cjs", external: ["vscode"], outExtension: { ".js": ".cjs" } };
const builds = [
  { ...node, entryPoints: { extension: "src/extension.ts" }, outdir: "dist" },
  { ...node, entryPoints: { results: "src/results/worker.ts" }, outdir: "dist", external: [] },
  { ...common, platform: "browser", target: "chrome134", format: "esm", entryPoints: { grid: "src/webview/grid.ts" }, outdir: "dist" },
];

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist", { recursive: true });
for (const file of ["codicon.css", "codicon.ttf"]) cpSync(`node_modules/@vscode/codicons/dist/${file}`, `dist/${file}`);

try {
  if (watch) for (const build of builds) await (await esbuild.context(build)).watch();
  else await Promise.all(builds.map((build) => esbuild.build(build)));
} catch {
  exit(1); // esbuild has printed what is wrong
}
