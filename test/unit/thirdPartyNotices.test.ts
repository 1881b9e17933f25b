import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { thirdPartyNotices } from "../support/thirdPartyNotices.mjs";

suite("Third-party notices", () => {
  let root: string;
  setup(() => (root = mkdtempSync(path.join(os.tmpdir(), "notices-"))));
  teardown(() => rmSync(root, { recursive: true, force: true }));

  function install(folder: string, manifest: object, files: Readonly<Record<string, string>>): void {
    mkdirSync(path.join(root, folder), { recursive: true });
    writeFileSync(path.join(root, folder, "package.json"), JSON.stringify(manifest));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, folder, name), text);
  }

  test("have each package in the bundles once, with its source and its own words, in an order of their own", () => {
    install(
      "node_modules/zeta",
      { name: "zeta", version: "2.0.0", license: "MIT", repository: { url: "git+https://example.com/zeta.git" } },
      { "license.md": "MIT text\r\nof zeta\r\n" },
    );
    install(
      "node_modules/@scope/alpha",
      { name: "@scope/alpha", version: "1.0.0", license: "Apache-2.0", repository: "https://example.com/alpha" },
      { LICENSE: "\uFEFFApache text", "NOTICE.txt": "Alpha was made by A", "LICENSE-CODE": "MIT text" },
    );
    install("node_modules/zeta/node_modules/alpha", { name: "alpha", version: "3.0.0", license: "ISC" }, { COPYING: "ISC text" });
    const files = [
      "src/extension.ts",
      "node_modules/zeta/index.js",
      "node_modules/zeta/lib/other.js",
      "node_modules/@scope/alpha/dist/index.js",
      "node_modules\\zeta\\node_modules\\alpha\\index.js",
    ];
    const line = `\n\n${"-".repeat(80)}\n\n`;
    const [, ...notices] = thirdPartyNotices(files, root).split(line);
    assert.deepEqual(notices, [
      "@scope/alpha 1.0.0 (Apache-2.0)\n\nhttps://example.com/alpha\n\nApache text\n\nMIT text\n\nAlpha was made by A",
      "alpha 3.0.0 (ISC)\n\nhttps://www.npmjs.com/package/alpha\n\nISC text",
      "zeta 2.0.0 (MIT)\n\nhttps://example.com/zeta\n\nMIT text\nof zeta\n",
    ]);
    assert.equal(thirdPartyNotices(files.toReversed(), root), thirdPartyNotices(files, root));
  });

  test("are refused when a package has no text of its licence, whatever its manifest names", () => {
    install("node_modules/bare", { name: "bare", version: "1.2.3", license: "MIT" }, { "README.md": "MIT", NOTICE: "by B" });
    assert.throws(
      () => thirdPartyNotices(["node_modules/bare/index.js"], root),
      /^Error: No licence text in bare 1\.2\.3 \(MIT\): what is bundled needs one\./,
    );
  });
});
