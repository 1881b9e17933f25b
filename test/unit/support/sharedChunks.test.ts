import assert from "node:assert/strict";
import { build, type BuildOptions } from "esbuild";
import { sharedChunks, takeFrom } from "../../support/sharedChunks.mjs";

suite("The chunks that bundles for Node share", () => {
  const entryPoints = { results: "src/results/worker.ts", summary: "src/summary/index.ts", language: "src/host/queries/queryLanguage.ts" };
  const options: BuildOptions = {
    bundle: true,
    platform: "node",
    format: "cjs",
    outdir: "dist",
    write: false,
    external: ["vscode", "*/patternEngine.ts", "*/errorCodes.ts"],
    supported: { "dynamic-import": false },
  };

  test("have what several need, each file once", async () => {
    const chunks = await sharedChunks(entryPoints, (entryPoints) => ({ ...options, entryPoints }));
    assert.deepEqual(
      chunks.map(({ name }) => name),
      ["core", "hostCore"],
    );
    const { outputFiles, metafile } = await build({ ...options, entryPoints, metafile: true, plugins: [takeFrom(chunks)] });
    const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
        bytesInOutput > 0 && /^src\/(reports|query|records)\//.test(file) ? [file] : [],
      ),
    );
    const inChunks = chunks.flatMap(({ files }) => [...files.keys()]);
    const all = [...bundled, ...inChunks];
    assert.deepEqual(
      all.filter((file, at) => all.indexOf(file) !== at),
      [],
    );
    for (const file of ["src/query/parseFilter.ts", "src/reports/signIns.ts"]) assert.ok(inChunks.includes(file), file);
    const requires = outputFiles?.map(({ path, text }) => [
      /(\w+)\.js$/.exec(path)?.[1],
      [...new Set(text.match(/(?<=require\("\.\/)\w+(?=\.cjs"\))/g))].toSorted(),
    ]);
    assert.deepEqual(Object.fromEntries(requires ?? []), { results: ["core"], summary: ["core"], language: ["core"] });
  });
});
