// Bundles the extension: host, results worker, demo tenant, webview, and writes down whose work is in them. `--watch` builds again on every change; any error ends with code 1.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { argv, env, exit } from "node:process";
import * as esbuild from "esbuild";
import { sharedChunks, stdinOf, takeFrom } from "./test/support/sharedChunks.mjs";
import { thirdPartyNotices } from "./test/support/thirdPartyNotices.mjs";

const watch = argv.includes("--watch");
const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? "linked" : false,
  outdir: "dist",
  logLevel: "warning",
  legalComments: "none",
  // Names of chunks come from paths: of a linked node_modules too, they are those below this folder.
  preserveSymlinks: true,
};
/** Application Insights connection string of published builds; without one there is no telemetry in the package. */
const telemetryConnection = env.TENANT_ACTIVITY_TELEMETRY ?? "";
// 1.101, the oldest VS Code served, has Node 22.15 in its extension host.
const node = { ...common, platform: "node", target: "node22", format: "cjs", outExtension: { ".js": ".cjs" } };

/** Bundles of their own: `await import` of them is kept, so that they are read when they are needed. */
const apart = {
  demo: "src/demo/index.ts",
  auth: "src/auth/index.ts",
  msal: "src/auth/msal.ts",
  grids: "src/host/grid/gridHost.ts",
  accessReport: "src/host/connections/accessReport.ts",
  recordLanguage: "src/host/records/recordLanguage.ts",
  names: "src/host/names/nameLookUps.ts",
  recordDifferences: "src/host/records/recordDifferences.ts",
  problemReport: "src/host/telemetry/problemReport.ts",
  signingIn: "src/host/connections/signingIn.ts",
  signInWizard: "src/host/connections/signInWizard.ts",
  language: "src/host/queries/queryLanguage.ts",
  forgetting: "src/host/connections/forgetting.ts",
  listTrouble: "src/host/connections/listTrouble.ts",
  zoneChoice: "src/host/zone/zoneChoice.ts",
  errorCodes: "src/reports/errorCodes.ts",
  summary: "src/summary/index.ts",
  patterns: "src/query/patternEngine.ts",
  telemetry: "src/host/telemetry/telemetryReporter.ts",
};
// The reporter is left out of builds that have nowhere to send to: they never ask for it.
const { telemetry, ...always } = apart;
const madeApart = telemetryConnection ? { ...always, telemetry } : always;
const keepApart = {
  name: "apart",
  setup(build) {
    for (const [name, file] of Object.entries(apart)) {
      const filter = new RegExp(`/${path.basename(path.dirname(file))}/${path.basename(file)}$|^\\./${path.basename(file)}$`);
      build.onResolve({ filter }, ({ kind, importer, path: imported }) =>
        kind === "dynamic-import" && path.resolve(path.dirname(importer), imported) === path.resolve(file)
          ? { path: `./${name}.cjs`, external: true }
          : undefined,
      );
    }
  },
};

/** VS Code's API under one name: each file that imports it would get a copy of its own of the whole object, member by member, when the bundle is read. */
const oneApi = {
  name: "vscode",
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === "api" ? { path: "vscode", external: true } : { path: "vscode", namespace: "api" },
    );
    build.onLoad({ filter: /^/, namespace: "api" }, () => ({ contents: 'export * from "vscode";' }));
  },
};

// `import()` becomes `require`, which does not go through the loader of modules.
const inNode = { ...node, supported: { "dynamic-import": false }, define: { TELEMETRY_CONNECTION: JSON.stringify(telemetryConnection) } };
const worker = { results: "src/results/worker.ts" };
/** What starts with VS Code, or seldom runs, has its own copy of the little that it needs. */
const { auth, grids, language, summary, accessReport, demo, recordLanguage, recordDifferences, names, ...alone } = madeApart;
const sharers = { ...worker, auth, grids, language, summary, accessReport, demo, recordLanguage, recordDifferences, names };
const chunks = await sharedChunks(sharers, (entryPoints) => ({ ...inNode, entryPoints, plugins: [keepApart, oneApi] }), {
  core: "results",
  wire: "auth",
  hostCore: undefined,
});

const builds = [
  { ...inNode, entryPoints: { extension: "src/extension.ts", ...alone }, plugins: [keepApart, oneApi] },
  { ...inNode, entryPoints: sharers, plugins: [keepApart, takeFrom(chunks), oneApi] },
  ...chunks.map((chunk, at) => ({
    ...inNode,
    stdin: stdinOf(chunk),
    entryNames: chunk.name,
    plugins: [keepApart, takeFrom(chunks.slice(0, at)), oneApi],
  })),
  { ...common, entryPoints: { grid: "src/webview/panel/panel.css" } },
  // What the first rows do not need is read when it is asked for: `import()` makes a file of its own.
  {
    ...common,
    platform: "browser",
    target: "chrome134",
    format: "esm",
    splitting: true,
    chunkNames: "grid-[name]-[hash]",
    entryPoints: { grid: "src/webview/grid.ts" },
  },
];

/** Files that are copied: name in dist -> content. */
const codicons = "node_modules/@vscode/codicons";
// The font has one address in the style sheet and in the page that asks for it beforehand.
const codiconStyles = readFileSync(`${codicons}/dist/codicon.css`, "utf8").replace(/(codicon\.ttf)\?\w+/, "$1");
const copies = new Map([
  ["codicon.css", codiconStyles],
  ["codicon.ttf", readFileSync(`${codicons}/dist/codicon.ttf`)],
]);
// A tab cannot show a product icon in the oldest VS Code served: it takes pictures, in the colours of VS Code's own.
const cards = readdirSync("src/reports").filter((file) => file.endsWith("Card.ts"));
const icons = new Set(cards.flatMap((file) => /\bicon: "([\w-]+)"/.exec(readFileSync(`src/reports/${file}`, "utf8"))?.[1] ?? []));
for (const name of icons) {
  const icon = readFileSync(`${codicons}/src/icons/${name}.svg`, "utf8");
  for (const [theme, colour] of Object.entries({ light: "#424242", dark: "#c5c5c5" })) {
    copies.set(`icon-${name}-${theme}.svg`, icon.replace("currentColor", colour));
  }
}

mkdirSync("dist", { recursive: true });
for (const [file, content] of copies) writeFileSync(`dist/${file}`, content);

try {
  if (watch) for (const build of builds) await (await esbuild.context({ ...build, logLevel: "info" })).watch();
  else {
    const results = await Promise.all(builds.map((build) => esbuild.build({ ...build, metafile: true })));
    const made = results.flatMap(({ metafile }) => Object.keys(metafile.outputs)).map((file) => path.basename(file));
    const bundled = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
    writeFileSync("ThirdPartyNotices.txt", thirdPartyNotices([...bundled, `${codicons}/dist/codicon.ttf`]));
    for (const file of readdirSync("dist")) if (!made.includes(file) && !copies.has(file)) rmSync(`dist/${file}`, { recursive: true });
  }
} catch (error) {
  if (!error.errors) console.error(error.message); // esbuild has printed what is wrong with the sources
  exit(1);
}
