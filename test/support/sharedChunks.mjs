import path from "node:path";
import * as esbuild from "esbuild";

/**
 * Files that several bundles for Node may take from one chunk: it does not matter to them who reads them first, and none has VS Code to ask. The little
 * that the thread and signing in both need of the disk each has itself: neither reads the other's chunk for it.
 */
const sharedFiles = /^src\/((reports|query|records|network|sources|results)\/|(?!disk\.)\w+\.ts$)/;

/**
 * esbuild parts ES modules only: this parts CommonJS. `entryPoints`: the bundles; `optionsOf` gives how they are built. `readers`: name of
 * a chunk -> the bundle that it is for, which is to read nothing that it does not need; the last chunk is for all others. What two bundles
 * or more have in common goes to the first chunk whose bundle has it. Each chunk may require those before it, and gives what somebody else imports.
 */
export async function sharedChunks(entryPoints, optionsOf, readers) {
  const inputs = Object.entries(entryPoints).map(async ([name, file]) => ({ name, ...(await partsOf(optionsOf({ [name]: file }))) }));
  const users = new Map();
  const importers = new Map();
  for (const { name, files, imports } of await Promise.all(inputs)) {
    for (const file of files) users.set(file, [...(users.get(file) ?? []), name]);
    for (const [file, imported] of imports) importers.set(imported, (importers.get(imported) ?? new Set()).add(file));
  }
  const shared = [...users].filter(([, names]) => names.length > 1).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const given = Object.entries(readers).map(([name, reader]) => ({ name, reader, files: [] }));
  for (const [file, names] of shared) given.find(({ reader }) => reader === undefined || names.includes(reader)).files.push(file);
  const chunks = [];
  const names = await exportsOf(shared.map(([file]) => file));
  for (const [at, { name, files }] of given.entries()) {
    // What a chunk has in it besides, as one of its files needs it, it gives too: nobody has a second copy.
    let more;
    do {
      chunks[at] = {
        name,
        files: new Map(files.map((file) => [file, names.get(file)])),
        contents: contentsOf(files),
      };
      const options = optionsOf([]);
      const plugins = [...(options.plugins ?? []), takeFrom(chunks.slice(0, at))];
      more = (await partsOf({ ...options, plugins, stdin: stdinOf(chunks[at]) })).files.filter((file) => !files.includes(file));
      files.push(...more);
      for (const [file, exported] of await exportsOf(more.filter((file) => !names.has(file)))) names.set(file, exported);
      for (const later of given.slice(at + 1)) later.files = later.files.filter((file) => !files.includes(file));
    } while (more.length > 0);
  }
  // What only its own files import is nobody's to take.
  const isAsked = ({ files }, file) => [...(importers.get(file) ?? [])].some((importer) => !files.has(importer));
  return chunks.map((chunk) => ({ ...chunk, contents: contentsOf([...chunk.files.keys()].filter((file) => isAsked(chunk, file))) }));
}

/** What esbuild makes a chunk of. */
export const stdinOf = ({ name, contents }) => ({ contents, resolveDir: ".", sourcefile: `${name}.ts` });

const contentsOf = (files) => files.map((file) => `export * as ${memberOf(file)} from "./${file}";`).join("\n");

/** Those of the shared files that a bundle has in it, by their path below the project; and which file imports which, as pairs. */
async function partsOf(options) {
  const { metafile } = await esbuild.build({ ...options, write: false, metafile: true });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return {
    files: used.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 && sharedFiles.test(file) ? [file] : [])),
    imports: Object.entries(metafile.inputs).flatMap(([file, { imports }]) => imports.map(({ path: imported }) => [file, imported])),
  };
}

/** Names that each file exports, by its path. */
async function exportsOf(files) {
  if (files.length === 0) return new Map();
  const { metafile } = await esbuild.build({
    entryPoints: files,
    bundle: true,
    platform: "node",
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
