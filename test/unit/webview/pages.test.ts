import assert from "node:assert/strict";
import path from "node:path";
import { build } from "esbuild";

suite("The grid's page", () => {
  test("has nothing of the tables of fields and starter queries: what it needs of a report comes with the state", async () => {
    const { metafile } = await build({
      absWorkingDir: path.join(import.meta.dirname, "../../.."),
      entryPoints: ["src/webview/grid.ts"],
      bundle: true,
      minify: true,
      platform: "browser",
      format: "esm",
      splitting: true,
      outdir: "dist",
      write: false,
      metafile: true,
    });
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
    const tables = /^src\/reports\/(index|fields|errorCodes|\w*(signIns|directoryAudits|provisioning)(Card|Summary)?)\.ts$/;
    assert.deepEqual(
      inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 && tables.test(file) ? [file] : [])),
      [],
    );
  });
});
