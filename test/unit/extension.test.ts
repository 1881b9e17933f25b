import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

const source = path.join(import.meta.dirname, "../../src");

/** Packages that a file and all that it imports at once need; types are no need. */
function packagesOf(file: string, read = new Set<string>()): ReadonlySet<string> {
  if (read.has(file)) return new Set();
  read.add(file);
  const names = new Set<string>();
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type )(?:[^;"]* from )?"([^"]+)";/gm)) {
    const found = name.startsWith(".") ? packagesOf(path.resolve(path.dirname(file), name), read) : [name];
    for (const each of found) if (!each.startsWith("node:")) names.add(each);
  }
  return names;
}

suite("What is read when VS Code starts the extension", () => {
  test("is without the package that checks what a grid sends: that is read with the first grid", () => {
    const [first, grids] = ["extension.ts", "host/gridHost.ts"].map((file) => packagesOf(path.join(source, file)).has("valibot"));
    assert.deepEqual({ first, grids }, { first: false, grids: true });
  });
});
