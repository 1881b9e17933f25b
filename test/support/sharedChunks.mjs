import path from "node:path";
import * as esbuild from "esbuild";

/** Folders whose files several bundles for Node may take from one chunk: pure, so that it does not matter who reads them first. */
const sharedFolders = /^src\/(reports|query|records)\//;

/**
 * esbuild parts ES modules only: this parts CommonJS. `entryPoints`: the bundles, of which `results` runs in a thread of its own;
 * `optionsOf` gives how they are built. Answers with two chunks: what the thread and another bundle have in common, then what others have
 * besides that, so that the thread reads nothing that it does not need. Each chunk may require those before it.
 */
export async function sharedChunks(entryPoints, optionsOf) {
  const inputs = await Promise.all(
    Object.entries(entryPoints).map(async ([name, file]) => {
      const { metafile } = await esbuild.build({ ...optionsOf({ [name]: file }), write: false, metafile: true });
      const used = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
      return { name, files: used.flatMap(([input, { bytesInOutput }]) => (bytesInOutput > 0 && sharedFolders.test(input) ? [input] : [])) };
    }),
  );
  const users = new Map();
  for (const { name, files } of inputs) for (const file of files) users.set(file, [...(users.get(file) ?? []), name]);
  const shared = [...users].filter(([, names]) => names.length > 1).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const names = await exportsOf(shared.map(([file]) => file));
  const chunk = (name, files) => ({
    name,
    files: new Map(files.map(([file]) => [file, names.get(file)])),
    contents: files.map(([file]) => `export * as ${memberOf(file)} from "./${file}";`).join("\n"),
  });
  return [
    chunk(
      "core",
      shared.filter(([, names]) => names.includes("results")),
    ),
    chunk(
      "hostCore",
      shared.filter(([, names]) => !names.includes("results")),
    ),
  ];
}

/** Names that each file exports, by its path. */
async function exportsOf(files) {
  const { metafile } = await esbuild.build({
    entryPoints: files,
    bundle: true,
    format: "esm",
    outdir: "dist",
    write: false,
    metafile: true,
  });
  return new Map(Object.values(metafile.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]));
}

const memberOf = (file) => path.relative("src", file).replaceAll(/\W/g, "_");

/** Imports of files that a chunk has come from it. */
export function takeFrom(chunks) {
  return {
    name: "shared",
    setup(build) {
      build.onResolve({ filter: /^\./, namespace: "file" }, ({ kind, importer, path: imported }) => {
        // As esbuild names it: the same in every folder, so that the same sources make the same bytes.
        const file = path.relative(".", path.resolve(path.dirname(importer), imported)).replaceAll("\\", "/");
        const chunk = kind === "import-statement" ? chunks.find(({ files }) => files.has(file)) : undefined;
        return chunk && { path: file, namespace: chunk.name, sideEffects: false };
      });
      for (const { name, files } of chunks) {
        build.onResolve({ filter: /^/, namespace: name }, ({ path: required }) => ({ path: required, external: true }));
        build.onLoad({ filter: /^/, namespace: name }, ({ path: file }) => ({
          // Constants: what runs for each of a million rows is not looked up in an object each time.
          contents: `const from = require("./${name}.cjs").${memberOf(file)};\n${files
            .get(file)
            .map((member) => `export const ${member} = from.${member};`)
            .join("\n")}`,
          loader: "js",
        }));
      }
    },
  };
}
