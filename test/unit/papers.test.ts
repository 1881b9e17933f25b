import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const packaged = new Set(
  read("test/package/contents.txt")
    .split(/\r?\n/)
    .map((file) => file.replace(/^extension\//, "").toLowerCase()),
);

/** As GitHub and VS Code make it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");

const anchorsIn = (page: string): string[] => Array.from(read(page).matchAll(/^#+ (.+)$/gm), ([, heading = ""]) => anchorOf(heading));

const linksOf = (page: string): string[] =>
  Array.from(read(page).matchAll(/\]\(([^)]+)\)/g), ([, link = ""]) => link).filter((link) => !/^\w+:/.test(link));

suite("The papers", () => {
  const pages = ["README.md", "CHANGELOG.md", "SECURITY.md", ...readdirSync(path.join(root, "docs")).map((name) => `docs/${name}`)];

  for (const page of pages)
    test(`${page} is in the package, and links to pages and headings that are there`, () => {
      assert.ok(packaged.has(page.toLowerCase()));
      const broken = linksOf(page).filter((link) => {
        const [file = "", anchor] = link.split("#");
        const target = file === "" ? page : path.posix.join(path.posix.dirname(page), file);
        if (!existsSync(path.join(root, target)) || !packaged.has(target.toLowerCase())) return true;
        return anchor !== undefined && !anchorsIn(target).includes(anchor);
      });
      assert.deepEqual(broken, []);
    });

  test("begin with a README that is read in some minutes", () => {
    assert.ok(read("README.md").split(/\s+/).length <= 1200);
  });
});
