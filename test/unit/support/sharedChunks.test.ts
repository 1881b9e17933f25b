import assert from "node:assert/strict";
import { build, type BuildOptions } from "esbuild";
import { sharedChunks, stdinOf, takeFrom } from "../../support/sharedChunks.mjs";

suite("The chunks that bundles for Node share", () => {
  const entryPoints = {
    results: "src/results/worker.ts",
    grids: "src/host/grid/gridHost.ts",
    language: "src/host/queries/queryLanguage.ts",
    auth: "src/auth/index.ts",
    accessReport: "src/host/connections/accessReport.ts",
  };
  const options: BuildOptions = {
    bundle: true,
    platform: "node",
    format: "cjs",
    outdir: "dist",
    write: false,
    external: ["vscode", "*/patternEngine.ts", "*/errorCodes.ts", "*/summary/index.ts", "*/msal.ts"],
    supported: { "dynamic-import": false },
  };

  test("have what several need, each file once", async () => {
    const readers = { core: "results", wire: "auth", hostCore: undefined };
    const chunks = await sharedChunks(entryPoints, (entryPoints) => ({ ...options, entryPoints }), readers);
    assert.deepEqual(
      chunks.map(({ name }) => name),
      ["core", "wire", "hostCore"],
    );
    const bundles = await build({ ...options, entryPoints, metafile: true, plugins: [takeFrom(chunks)] });
    const parts = await Promise.all(
      chunks.map((chunk, at) =>
        build({
          ...options,
          stdin: stdinOf(chunk),
          entryNames: chunk.name,
          metafile: true,
          plugins: [takeFrom(chunks.slice(0, at))],
        }),
      ),
    );
    const made = [bundles, ...parts];
    const filesIn = ({ metafile }: (typeof made)[number]): string[] =>
      Object.values(metafile.outputs).flatMap(({ inputs }) =>
        Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
          bytesInOutput > 0 && /^src\/(reports|query|records|network|sources|results)\//.test(file) ? [file] : [],
        ),
      );
    const all = made.flatMap(filesIn);
    assert.deepEqual(
      all.filter((file, at) => all.indexOf(file) !== at),
      [],
    );
    const inCore = new Set(parts[0] && filesIn(parts[0]));
    for (const file of ["src/query/parseFilter.ts", "src/reports/signIns.ts"]) assert.ok(inCore.has(file), file);
    // What the thread does not need, such as the reading of a whole query, it does not load.
    for (const file of ["src/query/clauses/readQuery.ts", "src/query/complete.ts", "src/network/fault.ts"])
      assert.ok(!inCore.has(file), file);
    const requires = made
      .flatMap(({ outputFiles }) => outputFiles ?? [])
      .map(({ path, text }) => [/(\w+)\.js$/.exec(path)?.[1], [...new Set(text.match(/(?<=require\("\.\/)\w+(?=\.cjs"\))/g))].toSorted()]);
    assert.deepEqual(Object.fromEntries(requires), {
      results: ["core"],
      grids: ["core", "hostCore", "wire"],
      language: ["core", "hostCore"],
      auth: ["wire"],
      accessReport: ["core", "hostCore"],
      core: [],
      wire: [],
      hostCore: ["core", "wire"],
    });
  });
});
