import assert from "node:assert/strict";
import { linkOptions, repositoryMembers, withRepository } from "../../support/repository.ts";

suite("The repository's address of a build", () => {
  const page = "https://github.com/someone/tenant-activity";

  test("gives the package its repository, where problems are told, and a home page", () => {
    const members = {
      repository: { type: "git", url: `${page}.git` },
      bugs: { url: `${page}/issues` },
      homepage: `${page}#readme`,
    };
    for (const address of [page, `${page}/`, `${page}.git`]) assert.deepEqual(repositoryMembers(address), members);
    assert.deepEqual(linkOptions(repositoryMembers(page)), [
      "--baseContentUrl",
      `${page}/blob/HEAD`,
      "--baseImagesUrl",
      `${page}/raw/HEAD`,
    ]);
  });

  test("stands in what the gallery reads, too", () => {
    const contents = new Map([
      ["extension/package.json", Buffer.from('{ "name": "x" }')],
      ["extension.vsixmanifest", Buffer.from("<Properties>\n</Properties>")],
      ["extension/readme.md", Buffer.from("x")],
    ]);
    const texts = Object.fromEntries(Array.from(withRepository(contents, repositoryMembers(page)), ([name, text]) => [name, String(text)]));
    const link = (name: string, to: string): string =>
      `\t\t\t\t<Property Id="Microsoft.VisualStudio.Services.Links.${name}" Value="${page}${to}" />\n`;
    assert.deepEqual(texts, {
      "extension/package.json": `${JSON.stringify({ name: "x", ...repositoryMembers(page) }, undefined, 2)}\n`,
      "extension.vsixmanifest": `<Properties>\n${["Source", "Getstarted", "GitHub"].map((name) => link(name, ".git")).join("")}${link("Support", "/issues")}${link("Learn", "#readme")}</Properties>`,
      "extension/readme.md": "x",
    });
    assert.deepEqual(withRepository(contents, undefined), contents);
  });

  test("is where the README's pictures are; without one it has none", () => {
    const picture = '<picture><source srcset="docs/pictures/a.png"><img src="docs/pictures/b.png"></picture>';
    const readme = (address?: string): string => {
      const contents = ["extension/package.json", "extension.vsixmanifest"].map((name) => [name, Buffer.from("{}")] as const);
      const all = new Map([...contents, ["extension/readme.md", Buffer.from(`One.\n\n${picture}\n\nTwo.\n`)] as const]);
      return String(withRepository(all, repositoryMembers(address)).get("extension/readme.md"));
    };
    assert.equal(readme(), "One.\n\nTwo.\n");
    assert.equal(readme(page), `One.\n\n${picture.replaceAll("docs/", `${page}/raw/HEAD/docs/`)}\n\nTwo.\n`);
  });

  test("is not needed: then links stay as they are", () => {
    for (const none of [undefined, ""]) assert.equal(repositoryMembers(none), undefined);
    assert.deepEqual(linkOptions(undefined), ["--no-rewrite-relative-links"]);
  });

  test("is refused when it is no page of a repository", () => {
    for (const wrong of [
      "github.com/a/b",
      "http://github.com/a/b",
      "git@github.com:a/b.git",
      "https://github.com",
      `${page}?x`,
      `${page} x`,
    ])
      assert.throws(() => repositoryMembers(wrong), { message: /is no address of a repository's page, like https:.*: / }, wrong);
  });
});
