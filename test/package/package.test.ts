import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { listOf, packageTime, readVsix } from "../support/vsix.ts";

const root = path.resolve(import.meta.dirname, "../..");
const vsix = path.resolve(root, process.env["TENANT_ACTIVITY_VSIX"] ?? "tenant-activity.vsix");
const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

suite("The package", () => {
  let contents: ReadonlyMap<string, Buffer>;
  const text = (name: string): string => contents.get(`extension/${name}`)?.toString().replaceAll("\r\n", "\n") ?? "";
  suiteSetup(async () => (contents = await readVsix(vsix)));

  test("has in it what contents.txt says; npm run package -- --accept takes what is in it now for that", () => {
    const should = readFileSync(path.join(import.meta.dirname, "contents.txt"), "utf8").replaceAll("\r\n", "\n");
    assert.equal(listOf(contents.keys()), should);
  });

  test("has the licence of the project, what is promised, and the licences of all that is bundled", () => {
    assert.match(text("LICENSE.txt"), /MIT License/);
    assert.match(text("SECURITY.md"), /## How to report/);
    const notices = text("ThirdPartyNotices.txt");
    for (const known of ["@azure/msal-node", "@vscode/codicons", "ecdsa-sig-formatter", "lit-html", "semver"])
      assert.match(notices, new RegExp(`^${known} [\\d.]+ \\(`, "m"), known);
    for (const words of ["Attribution 4.0 International", "Apache License", "Redistribution and use in source and binary forms"])
      assert.ok(notices.includes(words), words);
  });

  test("has nothing of the machine that it was made on", () => {
    const here = [root, os.homedir(), os.tmpdir()].filter((folder) => folder.length > 5);
    for (const [name, content] of contents) for (const folder of here) assert.ok(!content.includes(folder), `${folder} stands in ${name}`);
  });

  test("says for whom it is, and leads to the repository that its build was told, from its papers too", async () => {
    const page = "https://github.com/someone/tenant-activity";
    const made = path.join(root, "test-output", "linked.vsix");
    execFileSync(process.execPath, ["test/support/makePackage.ts", made], {
      cwd: root,
      env: { ...process.env, TENANT_ACTIVITY_REPOSITORY: page },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const linked = await readVsix(made);
    const of = (name: string): string => linked.get(name)?.toString() ?? assert.fail(name);
    const { repository, bugs, homepage, categories, keywords } = JSON.parse(of("extension/package.json")) as Record<string, unknown>;
    assert.deepEqual(
      { repository, bugs, homepage, categories, keywords },
      {
        repository: { type: "git", url: `${page}.git` },
        bugs: { url: `${page}/issues` },
        homepage: `${page}#readme`,
        categories: ["Azure", "Visualization", "Other"],
        keywords: [
          ...["entra", "entra id", "azure ad", "sign-ins", "sign-in logs", "audit log", "conditional access", "AADSTS"],
          ...["provisioning", "incident response", "microsoft graph"],
        ],
      },
    );
    const targets = Array.from(of("extension/readme.md").matchAll(/\]\(([^)]+)\)/g), ([, target = ""]) => target);
    assert.ok(targets.includes(`${page}/blob/HEAD/docs/grid.md`), targets.join());
    assert.deepEqual(
      targets.filter((target) => !target.startsWith("https://")),
      [],
    );
    const pictures = (readme: string): string[] => Array.from(readme.matchAll(/\bsrc(?:set)?="([^"]+)"/g), ([, file = ""]) => file);
    assert.deepEqual(
      pictures(of("extension/readme.md")),
      pictures(readFileSync(path.join(root, "README.md"), "utf8")).map((file) => `${page}/raw/HEAD/${file}`),
    );
    assert.deepEqual(pictures(text("readme.md")), []);
    assert.match(of("extension.vsixmanifest"), /Links\.Support" Value="https:\/\/github\.com\/someone\/tenant-activity\/issues"/);
  });

  test("is the same, to the byte, when it is made again from the same sources in another folder, zone and language", () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "tenant-activity-again-"));
    const umask = process.umask(0o077);
    try {
      const left = ["node_modules", "dist", "test-output", ".git", "ThirdPartyNotices.txt"].map((name) => path.join(root, name));
      const again = path.join(folder, "Another folder");
      cpSync(root, again, {
        recursive: true,
        filter: (source) => !left.includes(source) && !source.endsWith(".vsix") && source !== path.join(root, "test", "host"),
      });
      symlinkSync(path.join(root, "node_modules"), path.join(again, "node_modules"), "junction");
      const epoch = packageTime(process.env["SOURCE_DATE_EPOCH"], root).getTime() / 1000;
      execFileSync(process.execPath, ["test/support/makePackage.ts", "again.vsix"], {
        cwd: again,
        env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch), TZ: "Pacific/Auckland", LC_ALL: "tr_TR.UTF-8" },
        stdio: ["ignore", "ignore", "inherit"],
      });
      assert.equal(hashOf(path.join(again, "again.vsix")), hashOf(vsix));
    } finally {
      process.umask(umask);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
