import path from "node:path";
import { build } from "esbuild";

const root = path.join(import.meta.dirname, "../../..");

/** Files of the page by their names: NAME.js or NAME.css, and the parts that a script asks for later. */
export async function bundle(name: string, entry: string): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { [name]: path.join(root, entry) },
    bundle: true,
    format: "esm",
    splitting: true,
    outdir: root,
    target: "chrome134",
    minify: true,
    write: false,
    logLevel: "error",
  });
  return new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]));
}
