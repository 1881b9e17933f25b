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

const pagesIn = (folder: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);

suite("The papers", () => {
  const pages = ["README.md", "CHANGELOG.md", "SECURITY.md", ...pagesIn("docs")];

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

  test("show pictures that are there, in a dark and a light theme, with words for who does not see them", () => {
    const pictures = Array.from(read("README.md").matchAll(/<picture>.*?<\/picture>/gs), ([picture]) => picture);
    assert.equal(pictures.length, 3);
    for (const picture of pictures) {
      const files = Array.from(picture.matchAll(/src(?:set)?="([^"]+)"/g), ([, file = ""]) => file);
      assert.deepEqual(
        files.map((file) => [/-(\w+)\.png$/.exec(file)?.[1], existsSync(path.join(root, file))]),
        [
          ["light", true],
          ["dark", true],
        ],
      );
      assert.match(picture, /alt="[^"]{30,}"/);
    }
  });

  test("begin with a README that is read in some minutes", () => {
    assert.ok(read("README.md").split(/\s+/).length <= 1200);
  });
});
