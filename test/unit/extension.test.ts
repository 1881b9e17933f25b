import assert from "node:assert/strict";
import path from "node:path";
import { build } from "esbuild";
import { reportIds } from "../../src/reports/report.ts";

const root = path.join(import.meta.dirname, "../..");

/** A part of the extension, built with all that it imports at once: what it asks for later, by `import()`, is left out. */
async function built(file: string): Promise<{ readonly code: string; readonly files: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    write: false,
    metafile: true,
    external: ["vscode"],
    supported: { "dynamic-import": false },
    plugins: [
      {
        name: "later",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\./ }, ({ kind, path: imported }) =>
            kind === "dynamic-import" ? { path: imported, external: true } : undefined,
          ),
      },
    ],
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return { code: outputFiles[0]?.text ?? "", files: inputs.flatMap(([name, { bytesInOutput }]) => (bytesInOutput > 0 ? [name] : [])) };
}

const isValibot = (file: string): boolean => file.startsWith("node_modules/valibot/");

suite("What is read when VS Code starts the extension", () => {
  test("is without the package that checks what a grid sends: that is read with the first grid", async () => {
    const [first, grids] = await Promise.all(
      ["src/extension.ts", "src/host/grid/gridHost.ts"].map(async (file) => (await built(file)).files.some(isValibot)),
    );
    assert.deepEqual({ first, grids }, { first: false, grids: true });
  });

  test("has of the reports their cards, of the query language the zones, and nothing of the parser and the tables of fields", async () => {
    const { files } = await built("src/extension.ts");
    assert.deepEqual(files.filter((file) => /^src\/(reports|query|records|sources|run|results|network|demo)\//.test(file)).toSorted(), [
      "src/query/zone.ts",
      "src/records/counted.ts",
      "src/records/formatInstant.ts",
      "src/records/timeAgo.ts",
      ...["cards", "columnLayouts", "fieldOf", "report", ...reportIds.map((id) => `${id}Card`)]
        .map((name) => `src/reports/${name}.ts`)
        .toSorted(),
    ]);
  });

  test("is no longer than it was", async () => {
    const { code } = await built("src/extension.ts");
    assert.ok(code.length <= 68_600, `${code.length} bytes`);
  });

  test("asks Intl for nothing: what it makes first takes longer than all the rest", async () => {
    const { code } = await built("src/extension.ts");
    const asked: string[] = [];
    const intl = new Proxy(Intl, { get: (target, name) => (asked.push(String(name)), Reflect.get(target, name) as unknown) });
    const api = { Uri: { parse: String }, ThemeIcon: Object, ConfigurationTarget: {} };
    const read = new Function("require", "module", "Intl", "process", code) as (...parameters: unknown[]) => void;
    read((name: string) => (name === "vscode" ? api : process.getBuiltinModule(name)), { exports: {} }, intl, process);
    assert.deepEqual(asked, []);
  });
});
